/// Philox 4×32-10, a counter-based generator: word `n` of a stream is a function of the key and `n` alone.
///
/// The run's seed is the key; lane and purpose fill the upper half of the counter, the block number its lower half.
/// Streams are thus disjoint by construction, each 2⁶⁴ words long, and a stream is resumed from three plain numbers.
/// A value of this type holds no heap storage.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.
public struct Philox: RandomNumberGenerator, Sendable {
  /// Where a stream stands, as plain numbers that can be written down and read back.
  public struct State: Sendable, Equatable {
    /// The run's seed.
    public var seed: UInt64
    /// Lane in the low half, raw value of the purpose in the high half.
    public var stream: UInt64
    /// 32-bit words handed out so far.
    public var position: UInt64

    /// Names the word at `position` of a stream.
    public init(seed: UInt64, stream: UInt64, position: UInt64) {
      self.seed = seed
      self.stream = stream
      self.position = position
    }
  }

  /// Where the stream stands. `Philox(state: generator.state)` continues with the same words.
  public private(set) var state: State
  /// The block that holds the next word, valid unless the position is a multiple of four.
  private var block: InlineArray<4, UInt32>

  /// Starts the stream of one purpose in one lane.
  ///
  /// - Parameters:
  ///   - seed: the run's seed.
  ///   - lane: in `0 ..< 2³²`.
  ///   - purpose: what the numbers are for.
  public init(seed: UInt64, lane: Int, purpose: RandomPurpose) {
    precondition(UInt32(exactly: lane) != nil, "lane \(lane) is outside 0 ..< 4294967296")
    self.init(
      state: State(
        seed: seed, stream: UInt64(truncatingIfNeeded: lane) | UInt64(purpose.rawValue) << 32, position: 0))
  }

  /// Continues a stream where it stood.
  ///
  /// - Parameter state: what ``state`` gave.
  /// - Complexity: O(1), however far the stream has come.
  public init(state: State) {
    self.state = state
    block = InlineArray(repeating: 0)
    if state.position & 3 != 0 { renew() }
  }

  /// The next 32 bits.
  public mutating func nextUInt32() -> UInt32 {
    let index = Int(truncatingIfNeeded: state.position & 3)
    if index == 0 { renew() }
    state.position &+= 1
    return block[index]
  }

  /// The next 64 bits: two words, the first in the low half.
  public mutating func next() -> UInt64 {
    let low = nextUInt32()
    return UInt64(low) | UInt64(nextUInt32()) << 32
  }

  /// A number in `[0, 1)`: the upper 24 bits of a word over 2²⁴, so every value is exact and 1 never comes.
  public mutating func uniform() -> Float {
    Float(nextUInt32() >> 8) * 0x1p-24
  }

  /// A number in `0 ..< bound`, each equally likely.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", 2019, algorithm 5.
  ///
  /// - Precondition: `bound` is in `1 ... 2³²−1`.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0 && bound <= Int(UInt32.max), "bound \(bound) is outside 1 ... 4294967295")
    let n = UInt32(truncatingIfNeeded: bound)
    var product = UInt64(nextUInt32()) &* UInt64(n)
    if UInt32(truncatingIfNeeded: product) < n {
      // 2³² mod n products are surplus; those that fall below it are drawn again.
      let surplus = (0 &- n) % n
      while UInt32(truncatingIfNeeded: product) < surplus { product = UInt64(nextUInt32()) &* UInt64(n) }
    }
    return Int(truncatingIfNeeded: product >> 32)
  }

  /// Shows the stream's state to an archive.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    var state = state
    try archive.serialize(&state.seed)
    try archive.serialize(&state.stream)
    try archive.serialize(&state.position)
    if archive.isReading { self = Philox(state: state) }
  }

  private mutating func renew() {
    let number = state.position >> 2
    block = Philox.block(
      counter: [
        UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32),
        UInt32(truncatingIfNeeded: state.stream), UInt32(truncatingIfNeeded: state.stream >> 32),
      ],
      key: [UInt32(truncatingIfNeeded: state.seed), UInt32(truncatingIfNeeded: state.seed >> 32)])
  }

  /// The bijection itself: ten rounds that turn a counter into four random words.
  ///
  /// - Parameters:
  ///   - counter: lowest word first, as Random123 writes it.
  ///   - key: lowest word first.
  public static func block(
    counter: InlineArray<4, UInt32>, key: InlineArray<2, UInt32>
  ) -> InlineArray<4, UInt32> {
    var (x0, x1, x2, x3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let p = 0xD251_1F53 &* UInt64(x0)
      let q = 0xCD9E_8D57 &* UInt64(x2)
      x0 = UInt32(truncatingIfNeeded: q >> 32) ^ x1 ^ k0
      x2 = UInt32(truncatingIfNeeded: p >> 32) ^ x3 ^ k1
      x1 = UInt32(truncatingIfNeeded: q)
      x3 = UInt32(truncatingIfNeeded: p)
      // Weyl sequences of the golden ratio and of √3 − 1.
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return [x0, x1, x2, x3]
  }
}
