import RLEnvironmentKit
import Testing

@Suite(.timeLimit(.minutes(20))) struct PhiloxTests {
  /// Random123's known answers for philox4x32-10.
  @Test(
    arguments: [
      ([0, 0, 0, 0], [0, 0], [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]),
      (
        [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [0xFFFF_FFFF, 0xFFFF_FFFF],
        [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]
      ),
      (
        [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0],
        [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
      ),
    ] as [([UInt32], [UInt32], [UInt32])])
  func `blocks match the published answers`(counter: [UInt32], key: [UInt32], answer: [UInt32]) {
    let block = Philox.block(
      counter: [counter[0], counter[1], counter[2], counter[3]], key: [key[0], key[1]])
    #expect((0..<4).map { block[$0] } == answer)
  }

  @Test func `a stream hands out its blocks in order, keyed by seed, lane and purpose`() {
    var random = Philox(seed: 0x299F_31D0_A409_3822, lane: 3, purpose: .minibatches)
    for number: UInt32 in 0..<3 {
      let block = Philox.block(
        counter: [number, 0, 3, RandomPurpose.minibatches.rawValue], key: [0xA409_3822, 0x299F_31D0])
      for word in 0..<4 { #expect(random.nextUInt32() == block[word]) }
    }
  }

  @Test func `sixty-four bits are two words, low half first`() {
    var (words, wide) = (Philox(seed: 5, lane: 0, purpose: .actions), Philox(seed: 5, lane: 0, purpose: .actions))
    _ = (words.nextUInt32(), wide.nextUInt32())
    for _ in 0..<5 {
      let (low, high) = (words.nextUInt32(), words.nextUInt32())
      #expect(wide.next() == UInt64(high) << 32 | UInt64(low))
    }
  }

  @Test(arguments: 0..<9) func `a stream continues from its state`(words: Int) {
    var random = Philox(seed: 17, lane: 2, purpose: .parameters)
    for _ in 0..<words { _ = random.nextUInt32() }
    #expect(random.state.position == UInt64(words))
    var resumed = Philox(state: random.state)
    for _ in 0..<9 { #expect(resumed.nextUInt32() == random.nextUInt32()) }
    #expect(resumed.state == random.state)
  }

  @Test func `streams of other seeds, lanes and purposes have nothing in common`() {
    var seen: Set<UInt32> = []
    var drawn = 0
    for seed: UInt64 in [0, 1, 1 << 32] {
      for lane in 0..<4 {
        for purpose in RandomPurpose.allCases {
          var random = Philox(seed: seed, lane: lane, purpose: purpose)
          for _ in 0..<100 { seen.insert(random.nextUInt32()) }
          drawn += 100
        }
      }
    }
    // 6000 words of 2³² hold 0.004 equal pairs on average.
    #expect(seen.count >= drawn - 1)
  }

  @Test func `neighboring lanes are uncorrelated`() {
    var (a, b) = (Philox(seed: 1, lane: 0, purpose: .actions), Philox(seed: 1, lane: 1, purpose: .actions))
    let n = 20_000
    let sum = (0..<n).reduce(0.0) { sum, _ in sum + (Double(a.uniform()) - 0.5) * (Double(b.uniform()) - 0.5) }
    // The correlation's standard error is 1/√n; the product's deviation is 1/12.
    #expect(abs(sum / Double(n) * 12) < 4 / Double(n).squareRoot())
  }

  @Test func `uniform numbers are in range, with the mean and variance of the interval`() {
    var random = Philox(seed: 2, lane: 0, purpose: .actions)
    let n = 50_000
    let numbers = (0..<n).map { _ in Double(random.uniform()) }
    #expect(numbers.allSatisfy { 0 <= $0 && $0 < 1 && $0 * 0x1p24 == ($0 * 0x1p24).rounded() })
    let mean = numbers.reduce(0, +) / Double(n)
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    #expect(abs(mean - 0.5) < 4 * (1 / 12.0 / Double(n)).squareRoot())
    #expect(abs(variance - 1 / 12.0) < 4 * (1 / 180.0 / Double(n)).squareRoot())
  }

  @Test(arguments: [1, 2, 3, 6, 7, 100]) func `numbers below a bound are equally likely`(bound: Int) {
    var random = Philox(seed: 3, lane: 0, purpose: .minibatches)
    var counts = [Double](repeating: 0, count: bound)
    let n = 30_000
    for _ in 0..<n { counts[random.below(bound)] += 1 }
    let expected = Double(n) / Double(bound)
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    let degrees = Double(bound - 1)
    #expect(chiSquare <= degrees + 5 * (2 * degrees).squareRoot())
  }

  /// With a bound of 3/4 of the range a product without rejection would prefer every third number.
  @Test func `a bound near the word's range is unbiased too`() {
    var random = Philox(seed: 4, lane: 0, purpose: .minibatches)
    let bound = 3 << 30
    let n = 20_000
    var counts = [0.0, 0.0, 0.0]
    for _ in 0..<n { counts[random.below(bound) % 3] += 1 }
    #expect(random.state.position > UInt64(n))
    for count in counts { #expect(abs(count / Double(n) - 1 / 3.0) < 4 * (2 / 9.0 / Double(n)).squareRoot()) }
  }

  @Test func `an empty bound stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var random = Philox(seed: 0, lane: 0, purpose: .actions)
      _ = random.below(0)
    }
  }
}
