import Testing

@testable import RLEnvironmentKit

@Suite(.timeLimit(.minutes(20))) struct NumPyGeneratorTests {
  /// First results of a freshly seeded `numpy.random.default_rng`, NumPy 2.4.6; `doubles` as bit patterns.
  struct Vector: Sendable {
    var seed: UInt64
    var pool: [UInt32]
    var state: UInt128
    var increment: UInt128
    var words: [UInt64]
    var halves: [UInt32]
    var doubles: [UInt64]
    var uniform: [Double]
    var coin: [Int]
    var die: [Int]
    var wide: [Int]
    var large: [Int]
    var permutation: [Int]
    var mixedIntegers: [Int]
    var mixedDoubles: [Double]
  }

  static let vectors = [
    Vector(
      seed: 0, pool: [4265667335, 1328953910, 1320288413, 3365567143], state: 0x1aa1b5345996452d09585eb7a69561e3,
      increment: 0x418ddadb3af71a82588133bc447873a9,
      words: [11749869230777074271, 4976686463289251617, 755828109848996024, 304881062738325533],
      halves: [3653403231, 2735729615, 2195314465, 1158725112, 1322117304, 175979945],
      doubles: [0x3fe461fd79fb3850, 0x3fd1442f7e20b674, 0x3fa4fa7b529d9bd0, 0x3f90ec9ed84d0bc0],
      uniform: [1.1848084366072715, -0.6510664311806484, -1.7951323803190267, -1.9173618223573545],
      coin: [1, 1, 1, 0, 0, 0, 0, 0, 0, 1], die: [6, 4, 4, 2, 2, 1, 1, 1, 2, 5],
      wide: [2551872677, 1910885061, 1533409439, 809360140, 923488268, 122920571],
      large: [700346781657, 296633628802, 45050865998, 18172327443],
      permutation: [4, 6, 2, 7, 3, 5, 9, 0, 8, 1],
      mixedIntegers: [5, 3, 0, 0, 3],
      mixedDoubles: [
        0.2697867137638703, 0.04097352393619469, 0.8132702392002724, 0.9127555772777217, 0.7294965609839984,
      ]),
    Vector(
      seed: 1, pool: [2704793989, 232979121, 2500767352, 1423772289], state: 0x9c5b484bfedb756c2a6e7d6f320fbc7e,
      increment: 0x922af2da2645f895a19857b95740937b,
      words: [9441442522235856127, 17532960557476522086, 2659275481604167885, 17499493567006797778],
      halves: [2032329983, 2198257139, 3243419750, 4082210491, 149690573, 619160822],
      doubles: [0x3fe060d7be6f245c, 0x3fee6a32d7782a55, 0x3fc273d27b04760c, 0x3fee5b5615da558d],
      uniform: [0.5591081235012836, 2.7523184816296764, -1.2792019364018312, 2.743247235686219],
      coin: [0, 1, 1, 1, 0, 0, 1, 1, 0, 0], die: [3, 4, 5, 6, 1, 1, 5, 6, 2, 2],
      wide: [1535464873, 2851391088, 104557657, 2845948340, 935494355, 2607075741],
      large: [562753827705, 1045045885889, 158505170440, 1043051097810],
      permutation: [8, 4, 7, 0, 1, 2, 5, 9, 6, 3],
      mixedIntegers: [2, 3, 4, 5, 1],
      mixedDoubles: [
        0.9504636963259353, 0.14415961271963373, 0.31183145201048545, 0.42332644897257565, 0.4091991363691613,
      ]),
    Vector(
      seed: 42, pool: [1662858758, 128880814, 1875164712, 753753205], state: 0xcea44f6798798f2aacbc7c9d68860ac8,
      increment: 0xfa505436c9a8416e66caf2e28d25abff,
      words: [14276969152011380360, 8095878257575067585, 15838336090824644132, 12864169557245331597],
      halves: [383329928, 3324115917, 2811363265, 1884968545, 1859786276, 3687649986],
      doubles: [0x3fe8c43f79a2db24, 0x3fdc16959869e47e, 0x3feb79a2584ddb42, 0x3fe650d6c1c2c011],
      uniform: [1.8697802427798167, 0.1943921987602617, 2.292989599556912, 1.4868401452968194],
      coin: [0, 1, 1, 0, 0, 1, 0, 1, 0, 0], die: [1, 5, 4, 3, 3, 6, 1, 5, 2, 1],
      wide: [267752861, 2321868145, 1963714555, 1316635318, 2575793759, 282532043],
      large: [850973674774, 482551947687, 944038396526, 766764256790],
      permutation: [5, 6, 0, 7, 3, 2, 4, 9, 1, 8],
      mixedIntegers: [0, 4, 0, 4, 4],
      mixedDoubles: [
        0.4388784397520523, 0.8585979199113825, 0.09417734788764953, 0.9756223516367559, 0.7860643052769538,
      ]),
    Vector(
      seed: 1000003, pool: [4125694946, 2830442388, 2617220110, 4107272994], state: 0xa72c64f3461fa841862cea26200f7fc8,
      increment: 0x7cd3171052f63fb93c0a2b44d9b97a6f,
      words: [11774753228618282871, 10704181468675996831, 9578451975996584937, 10704806345570551925],
      halves: [363673463, 2741523373, 599817375, 2492261461, 3345626089, 2230157138],
      doubles: [0x3fe46d0a75a2b5a6, 0x3fe2919c8aa4780f, 0x3fe09dafea58ed46, 0x3fe291e394f42291],
      uniform: [1.1915532577371621, 0.9013742007543981, 0.5962446103558925, 0.9015435739760513],
      coin: [0, 1, 0, 1, 1, 1, 1, 1, 0, 1], die: [1, 4, 1, 4, 5, 4, 4, 4, 2, 6],
      wide: [254022979, 1914931954, 418967596, 1740824520, 1557746765, 1887658677],
      large: [701829983509, 638018934051, 570920227527, 638056179617],
      permutation: [6, 0, 9, 4, 3, 8, 2, 1, 5, 7],
      mixedIntegers: [0, 3, 3, 3, 3],
      mixedDoubles: [
        0.5802748401508796, 0.5192489220711785, 0.9168120462707734, 0.24427828767273063, 0.6927133897343505,
      ]),
    Vector(
      seed: 4294967295, pool: [2625504364, 3738155522, 1800708531, 3301221904],
      state: 0x4c233832246aa48cc57a3ce19c86ba9a, increment: 0xda9580daf0fe872cad12d969e7b701fb,
      words: [4647538520743280031, 4041050679407036418, 5299467714154781845, 11418189674231792917],
      halves: [819527071, 1082089385, 3110619138, 940880430, 3906526357, 1233878478],
      doubles: [0x3fd01fd7ea4c363e, 0x3fcc0a59175cb424, 0x3fd262df73ba3636, 0x3fe3ceb1e066d3d0],
      uniform: [-0.7402821597750173, -0.904671018565717, -0.563576397824149, 1.0949065126634157],
      coin: [0, 0, 1, 0, 1, 0, 0, 1, 1, 1], die: [2, 2, 5, 2, 6, 2, 2, 4, 5, 6],
      wide: [657197388, 2728677138, 861854160, 640068962, 1856943907, 2121661999],
      large: [277014882608, 240865390265, 315872890600, 680577139510],
      permutation: [0, 1, 4, 8, 3, 7, 5, 6, 2, 9],
      mixedIntegers: [1, 1, 1, 3, 5],
      mixedDoubles: [
        0.21906579628685663, 0.28728472043517017, 0.9350122911173898, 0.2959666797266718, 0.2753575636458758,
      ]),
  ]

  @Test(arguments: vectors) func `a seed is stirred as NumPy stirs it`(vector: Vector) {
    let pool = NumPySeedSequence(vector.seed).pool
    #expect(pool.indices.map { pool[$0] } == vector.pool)
    let generator = NumPyGenerator(seed: vector.seed)
    #expect(generator.state == vector.state)
    #expect(generator.increment == vector.increment)
  }

  @Test(arguments: vectors) func `every call gives NumPy's numbers`(vector: Vector) {
    let fresh = NumPyGenerator(seed: vector.seed)
    var random = fresh
    #expect(vector.words.map { _ in random.word64() } == vector.words)
    random = fresh
    #expect(vector.halves.map { _ in random.word32() } == vector.halves)
    random = fresh
    #expect(vector.doubles.map { _ in random.random().bitPattern } == vector.doubles)
    random = fresh
    #expect(vector.uniform.map { _ in random.uniform(-2, 3) } == vector.uniform)
    random = fresh
    #expect(vector.coin.map { _ in random.integers(2) } == vector.coin)
    random = fresh
    #expect(vector.die.map { _ in random.integers(1, 7) } == vector.die)
    random = fresh
    #expect(vector.wide.map { _ in random.integers(3_000_000_000) } == vector.wide)
    random = fresh
    #expect(vector.large.map { _ in random.integers(0, 1 << 40) } == vector.large)
    random = fresh
    #expect(random.permutation(10) == vector.permutation)
  }

  @Test(arguments: vectors) func `a kept half waits while whole words are drawn`(vector: Vector) {
    var random = NumPyGenerator(seed: vector.seed)
    let pairs = vector.mixedIntegers.map { _ in (random.integers(6), random.random()) }
    #expect(pairs.map(\.0) == vector.mixedIntegers)
    #expect(pairs.map(\.1) == vector.mixedDoubles)
  }

  @Test(
    arguments: [
      (1 << 32, [16_412_783_775_159_424_549, 10_277_383_025_879_800_780]),
      ((1 << 32) + 7, [14_206_593_023_844_375_757, 2_064_693_230_803_885_548]),
      (123_456_789_012_345, [9_776_902_893_865_078_502, 819_811_936_507_288_463]),
      (.max, [12_544_278_110_101_001_871, 15_593_249_672_699_323_225]),
    ] as [(UInt64, [UInt64])])
  func `seeds of more than 32 bits count in full`(seed: UInt64, words: [UInt64]) {
    var random = NumPyGenerator(seed: seed)
    #expect(words.map { _ in random.word64() } == words)
  }

  @Test func `a full word is one draw and a wider interval takes whole words`() {
    var random = NumPyGenerator(seed: 9)
    #expect((0..<2).map { _ in random.integers(0, 1 << 32) } == [1_810_532_129, 3_737_691_870])
    #expect(random.integers(0, (1 << 32) + 1) == 1_231_870_533)
    random = NumPyGenerator(seed: 9)
    let wide = [1_322_710_912_993_444_103, 2_781_529_890_633_132_273, 3_302_311_357_493_332_643]
    #expect((0..<3).map { _ in random.integers(-3, (1 << 62) + 5) } == wide)
  }

  @Test(arguments: [(1, [0], 811), (2, [1, 0], 85), (3, [2, 1, 0], 179)])
  func `a permutation consumes no more than it needs`(count: Int, permutation: [Int], next: Int) {
    var random = NumPyGenerator(seed: 3)
    #expect(random.permutation(count) == permutation)
    #expect(random.integers(1000) == next)
  }

  @Test func `a choice of one consumes nothing`() {
    var (drawn, idle) = (NumPyGenerator(seed: 9), NumPyGenerator(seed: 9))
    #expect(drawn.integers(1) == 0)
    #expect(drawn.integers(-3, -2) == -3)
    #expect(drawn.word32() == idle.word32())
  }

  @Test func `a saved stream resumes, the kept half included`() throws {
    var random = NumPyGenerator(seed: 5)
    _ = random.integers(6)
    var archive = StateArchive()
    try random.serialize(with: &archive)
    var restored = NumPyGenerator(seed: 6)
    var reading = StateArchive(reading: archive.collected)
    try restored.serialize(with: &reading)
    for _ in 0..<5 { #expect(restored.integers(6) == random.integers(6)) }
    #expect(restored.word64() == random.word64())
  }

  @Test func `a stream that would circle is refused`() throws {
    var random = NumPyGenerator(seed: 5)
    var archive = StateArchive()
    try random.serialize(with: &archive)
    var damaged = archive.collected
    damaged[16] ^= 1
    var reading = StateArchive(reading: damaged)
    #expect(throws: StateError.self) { try random.serialize(with: &reading) }
  }

  @Test func `an empty interval stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var random = NumPyGenerator(seed: 0)
      _ = random.integers(3, 3)
    }
  }
}
