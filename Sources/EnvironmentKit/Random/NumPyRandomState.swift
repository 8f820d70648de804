/// NumPy's legacy generator, `numpy.random.RandomState`, word for word: MT19937 and the calls built on it.
///
/// A seed gives the numbers that the Python packages' worlds were made of. The 624 words of state lie inline, so a
/// world that holds a generator is copied without touching the heap.
///
/// Source: Matsumoto, Nishimura, "Mersenne Twister", 1998, and NumPy's `RandomState` as of 2.4.
public struct NumPyRandomState: Sendable {
  private static let size = 624
  private static let offset = 397

  private var key: InlineArray<624, UInt32>
  private var position: Int

  /// The stream of `RandomState(seed)`.
  ///
  /// - Parameter seed: any of the 2³² seeds NumPy accepts as an integer.
  public init(seed: UInt32) {
    key = InlineArray(repeating: 0)
    var word = seed
    key[0] = word
    for i in 1..<NumPyRandomState.size {
      word = 1_812_433_253 &* (word ^ (word >> 30)) &+ UInt32(truncatingIfNeeded: i)
      key[i] = word
    }
    position = NumPyRandomState.size
  }

  /// The next 32 bits.
  public mutating func word32() -> UInt32 {
    if position == NumPyRandomState.size { renew() }
    var y = key[position]
    position += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    y ^= y >> 18
    return y
  }

  /// The next 64 bits: two words, the first in the high half.
  public mutating func word64() -> UInt64 {
    let high = word32()
    return UInt64(high) << 32 | UInt64(word32())
  }

  /// A number in `[0, 1)` with 53 bits, from two words; NumPy's `rand()` and `random_sample()`.
  public mutating func rand() -> Double {
    let a = word32() >> 5
    let b = word32() >> 6
    return Double(UInt64(a) << 26 | UInt64(b)) * 0x1p-53
  }

  /// A number in `0 ..< high`; NumPy's `randint(high)`.
  public mutating func randint(_ high: Int) -> Int { randint(0, high) }

  /// A number in `low ..< high`; NumPy's `randint(low, high)`.
  ///
  /// An interval of one number consumes nothing; otherwise words are masked and drawn again until one fits.
  ///
  /// - Precondition: `low < high`, and their distance fits an `Int`.
  public mutating func randint(_ low: Int, _ high: Int) -> Int {
    precondition(low < high, "randint(\(low), \(high)) is empty")
    let top = UInt64(high - 1 - low)
    if top == 0 { return low }
    let mask = UInt64.max >> UInt64(top.leadingZeroBitCount)
    if mask <= UInt64(UInt32.max) {
      while true {
        let value = UInt64(word32()) & mask
        if value <= top { return low + Int(value) }
      }
    }
    while true {
      let value = word64() & mask
      if value <= top { return low + Int(value) }
    }
  }

  /// Shows the stream's state to an archive.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    for index in key.indices { try archive.serialize(&key[index]) }
    try archive.serialize(&position, in: 0...NumPyRandomState.size)
  }

  /// Renews all words. Three pieces instead of indices modulo 624, so that the two long ones vectorize.
  private mutating func renew() {
    let (n, m) = (NumPyRandomState.size, NumPyRandomState.offset)
    for i in 0..<(n - m) { key[i] = key[i + m] ^ NumPyRandomState.twist(key[i], key[i + 1]) }
    for i in (n - m)..<(n - 1) { key[i] = key[i + m - n] ^ NumPyRandomState.twist(key[i], key[i + 1]) }
    key[n - 1] = key[m - 1] ^ NumPyRandomState.twist(key[n - 1], key[0])
    position = 0
  }

  /// The top bit of one word before the low 31 of the next, times the twister's matrix.
  @inline(__always)
  private static func twist(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
    let y = (upper & 0x8000_0000) | (lower & 0x7FFF_FFFF)
    return (y >> 1) ^ ((0 &- (y & 1)) & 0x9908_B0DF)
  }
}
