import RLEnvironmentKit
import Testing

@Suite(.timeLimit(.minutes(20))) struct NumPyRandomStateTests {
  /// First results of a freshly seeded `numpy.random.RandomState`, NumPy 2.4.6; doubles as bit patterns.
  struct Vector: Sendable {
    var seed: UInt32
    var words: [UInt32]
    var wide: [UInt64]
    var doubles: [UInt64]
    var coin: [Int]
    var die: [Int]
    var million: [Int]
    var large: [Int]
  }

  static let vectors = [
    Vector(
      seed: 0, words: [2357136044, 2546248239, 3071714933, 3626093760, 2588848963, 3684848379],
      wide: [10123822223749065263, 13192915183495924928, 11119021634053362427],
      doubles: [0x3fe18fe1565f12a8, 0x3fe6e2d4cf608733, 0x3fe349d66b6e894b, 0x3fe16faedb6395f5],
      coin: [0, 1, 1, 0, 1, 1, 1, 1, 1, 1], die: [5, 1, 4, 4, 4, 2, 4, 3, 5, 1],
      million: [985772, 305711, 435829, 117952, 963395, 152315],
      large: [741280623151, 506137267392, 291447657211, 841157541223]),
    Vector(
      seed: 1, words: [1791095845, 4282876139, 3093770124, 4005303368, 491263, 550290313],
      wide: [7692698082559361259, 13287641507927168072, 2109959069025161],
      doubles: [0x3fdab07d0ffa3c06, 0x3fe70ce5f3baf051, 0x3f1dfb906661c000, 0x3fd3596ab7fe08f4],
      coin: [1, 1, 0, 0, 1, 1, 1, 1, 1, 0], die: [4, 5, 1, 2, 4, 1, 1, 2, 5, 5],
      million: [128037, 491755, 470924, 791624, 491263, 836489],
      large: [163196666091, 605300724808, 1095766950793, 876169207429]),
    Vector(
      seed: 42, words: [1608637542, 3421126067, 4083286876, 787846414, 3143890026, 3348747335],
      wide: [6909045637428952499, 17537583593393853710, 13502904847239337031],
      doubles: [0x3fd7f8771e5f51ec, 0x3fee6c4068bbd654, 0x3fe76c7e8f1e6751, 0x3fe32835d6632cb0],
      coin: [0, 1, 0, 0, 0, 1, 0, 0, 0, 1], die: [4, 5, 3, 5, 5, 2, 3, 3, 3, 5],
      million: [121958, 671155, 131932, 365838, 259178, 644167],
      large: [441507790259, 395924837646, 458615280711, 810017303572]),
    Vector(
      seed: 1000003, words: [4212739294, 2659286385, 1723806798, 764394165, 35070140, 911840639],
      wide: [18093577496963415409, 7403693822796872373, 150625105277982079],
      doubles: [0x3fef63299a7a05f5, 0x3fd9afcd116c7dd4, 0x3f80b90536599540, 0x3fc14a0412fef69c],
      coin: [0, 1, 0, 1, 0, 1, 1, 1, 0, 1], die: [2, 5, 1, 2, 3, 4, 2, 4, 2, 1],
      million: [609502, 97649, 996430, 467132, 628095, 264255],
      large: [956142026097, 335771843253, 808365692287, 271387159029]),
    Vector(
      seed: 4294967295, words: [419326371, 479346978, 3918654476, 2416749639, 3388880820, 2260532800],
      wide: [1800993050274709794, 16830492821160766535, 14555132294202195520],
      doubles: [0x3fb8fe69a3924820, 0x3fed323d824032b1, 0x3fe93fc6f61af3f9, 0x3fe8f5ca1b151c07],
      coin: [1, 0, 0, 1, 0, 0, 0, 0, 1, 0], die: [4, 3, 5, 5, 1, 3, 2, 1, 4, 3],
      million: [944547, 147746, 125964, 830535, 931764, 851520],
      large: [700559016226, 53956357191, 775354646080, 922432766458]),
  ]

  @Test(arguments: vectors) func `every call gives NumPy's numbers`(vector: Vector) {
    let fresh = NumPyRandomState(seed: vector.seed)
    var random = fresh
    #expect(vector.words.map { _ in random.word32() } == vector.words)
    random = fresh
    #expect(vector.wide.map { _ in random.word64() } == vector.wide)
    random = fresh
    #expect(vector.doubles.map { _ in random.rand().bitPattern } == vector.doubles)
    random = fresh
    #expect(vector.coin.map { _ in random.randint(2) } == vector.coin)
    random = fresh
    #expect(vector.die.map { _ in random.randint(1, 6) } == vector.die)
    random = fresh
    #expect(vector.million.map { _ in random.randint(1_000_000) } == vector.million)
    random = fresh
    #expect(vector.large.map { _ in random.randint(0, 1 << 40) } == vector.large)
  }

  /// The C++ standard requires this of `mt19937`; it takes sixteen renewals to get there.
  @Test func `the ten thousandth word of seed 5489 is the standard's`() {
    var random = NumPyRandomState(seed: 5489)
    for _ in 1..<10_000 { _ = random.word32() }
    #expect(random.word32() == 4_123_659_995)
  }

  @Test func `a choice of one consumes nothing`() {
    var (drawn, idle) = (NumPyRandomState(seed: 9), NumPyRandomState(seed: 9))
    #expect(drawn.randint(1) == 0)
    #expect(drawn.randint(-3, -2) == -3)
    #expect(drawn.word32() == idle.word32())
  }

  @Test func `a full word needs no mask`() {
    var (drawn, words) = (NumPyRandomState(seed: 9), NumPyRandomState(seed: 9))
    #expect(drawn.randint(0, 1 << 32) == Int(words.word32()))
  }

  @Test func `a copy goes its own way`() {
    var original = NumPyRandomState(seed: 1)
    var copy = original
    for _ in 0..<1000 { _ = copy.word32() }
    #expect(original.word32() == 1_791_095_845)
  }

  @Test func `an empty interval stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var random = NumPyRandomState(seed: 0)
      _ = random.randint(3, 3)
    }
  }
}
