/// NumPy's modern generator, `numpy.random.Generator(PCG64(SeedSequence(seed)))`, word for word.
///
/// Gymnasium makes it from the seed of a reset, so a seed gives the numbers that the Python packages' worlds were made
/// of. A value of this type holds no heap storage.
///
/// Source: O'Neill, "PCG: a family of simple fast space-efficient statistically good algorithms", 2014 (XSL-RR
/// 128/64), and NumPy's `Generator` as of 2.4.
public struct NumPyGenerator: Sendable {
  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  private(set) var state: UInt128
  private(set) var increment: UInt128
  /// The high half of a word whose low half ``word32()`` gave; it waits there whatever is drawn in between.
  private var half: UInt32 = 0
  private var isHalfKept = false

  /// The stream of `default_rng(seed)`.
  public init(seed: UInt64) {
    let words = NumPySeedSequence(seed).words()
    increment = (UInt128(words[2]) << 64 | UInt128(words[3])) << 1 | 1
    state = increment &+ (UInt128(words[0]) << 64 | UInt128(words[1]))
    advance()
  }

  /// The next 64 bits.
  public mutating func word64() -> UInt64 {
    advance()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    return folded &>> turn | folded &<< (0 &- turn)
  }

  /// The next 32 bits: the low half of a new word, or the high half of the last one that was halved.
  public mutating func word32() -> UInt32 {
    if isHalfKept {
      isHalfKept = false
      return half
    }
    let word = word64()
    half = UInt32(truncatingIfNeeded: word >> 32)
    isHalfKept = true
    return UInt32(truncatingIfNeeded: word)
  }

  /// A number in `[0, 1)` with 53 bits.
  public mutating func random() -> Double { Double(word64() >> 11) * 0x1p-53 }

  /// A number in `[low, high)`.
  public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * random() }

  /// A number in `0 ..< high`; NumPy's `integers(high)`, and `choice` among `high` things.
  public mutating func integers(_ high: Int) -> Int { integers(0, high) }

  /// A number in `low ..< high`; NumPy's `integers(low, high)`. An interval of one number consumes nothing.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", 2019.
  ///
  /// - Precondition: `low < high`, and their distance fits an `Int`.
  public mutating func integers(_ low: Int, _ high: Int) -> Int {
    precondition(low < high, "integers(\(low), \(high)) is empty")
    let count = UInt64(truncatingIfNeeded: high - low)
    if count == 1 { return low }
    if let count = UInt32(exactly: count) { return low + Int(below(count)) }
    if count == 1 << 32 { return low + Int(word32()) }
    var product = word64().multipliedFullWidth(by: count)
    if product.low < count {
      let surplus = (0 &- count) % count
      while product.low < surplus { product = word64().multipliedFullWidth(by: count) }
    }
    return low + Int(product.high)
  }

  /// Puts the elements of `items` in a random order.
  public mutating func shuffle<Item: BitwiseCopyable>(_ items: inout MutableSpan<Item>) {
    var top = items.count - 1
    while top > 0 {
      items.swapAt(top, masked(UInt32(truncatingIfNeeded: top)))
      top -= 1
    }
  }

  /// The numbers `0 ..< count` in a random order.
  public mutating func permutation(_ count: Int) -> [Int] {
    var items = Array(0..<count)
    var span = items.mutableSpan
    shuffle(&span)
    return items
  }

  /// Shows the stream's state to an archive.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&state)
    try archive.serialize(&increment)
    try archive.serialize(&half)
    try archive.serialize(&isHalfKept)
    // An even increment would make a short circle of the stream, and a draw that waits for a value wait forever.
    if increment & 1 == 0 { throw archive.refuse("the stream of a random generator is even") }
  }

  /// A number in `0 ..< count`, where `count` is at least 2.
  @inline(__always)
  private mutating func below(_ count: UInt32) -> UInt32 {
    var product = UInt64(word32()) &* UInt64(count)
    if UInt32(truncatingIfNeeded: product) < count {
      // 2³² mod count products are surplus; those that fall below it are drawn again.
      let surplus = (0 &- count) % count
      while UInt32(truncatingIfNeeded: product) < surplus { product = UInt64(word32()) &* UInt64(count) }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  /// A number in `0 ... top`, where `top` is at least 1: bits under a mask, drawn again until they fit.
  private mutating func masked(_ top: UInt32) -> Int {
    let mask = UInt32.max >> UInt32(truncatingIfNeeded: top.leadingZeroBitCount)
    while true {
      let value = word32() & mask
      if value <= top { return Int(value) }
    }
  }

  private mutating func advance() { state = state &* NumPyGenerator.multiplier &+ increment }
}
