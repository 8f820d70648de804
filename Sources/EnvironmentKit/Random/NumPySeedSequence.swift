/// NumPy's `SeedSequence`: a seed stirred into a pool of four words, from which a generator takes its first state.
///
/// Source: O'Neill, "Developing a seed_seq alternative", 2015, and NumPy's `SeedSequence` as of 2.4.
struct NumPySeedSequence: Sendable {
  private(set) var pool: InlineArray<4, UInt32>

  /// The sequence of an integer seed, whose 32-bit words, lowest first, fill the pool.
  init(_ seed: UInt64) {
    var constant: UInt32 = 0x43B0_D7E5
    func scramble(_ word: UInt32) -> UInt32 {
      let word = word ^ constant
      constant = constant &* 0x931E_8875
      let product = word &* constant
      return product ^ (product >> 16)
    }
    func blend(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let mix = x &* 0xCA01_F9DD &- y &* 0x4973_F715
      return mix ^ (mix >> 16)
    }
    pool = [
      scramble(UInt32(truncatingIfNeeded: seed)), scramble(UInt32(truncatingIfNeeded: seed >> 32)), scramble(0),
      scramble(0),
    ]
    for source in 0..<4 {
      for target in 0..<4 where target != source { pool[target] = blend(pool[target], scramble(pool[source])) }
    }
  }

  /// The first eight words a generator asks for, in pairs, each pair's first word in the low half.
  func words() -> InlineArray<4, UInt64> {
    var constant: UInt32 = 0x8B51_F9DD
    var index = 0
    func word() -> UInt64 {
      let word = pool[index & 3] ^ constant
      index += 1
      constant = constant &* 0x58F3_8DED
      let product = word &* constant
      return UInt64(product ^ (product >> 16))
    }
    return InlineArray { _ in
      let low = word()
      return low | word() << 32
    }
  }
}
