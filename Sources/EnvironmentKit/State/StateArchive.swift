/// The state of a world as bytes, visited field by field by one function that serves saving and restoring alike.
///
/// A writing archive appends each field it is shown; a reading one overwrites it with what was written and refuses
/// what the field can never hold, so that no damaged file can lead to a trap later. A number takes as many bytes as
/// its type, least significant first; every machine that Swift runs on keeps them in memory like that.
public struct StateArchive {
  /// Whether fields are overwritten. Rules that span several fields are checked only then.
  public let isReading: Bool
  private var bytes: [UInt8]
  private var position = 0

  /// An archive that collects fields.
  package init() {
    isReading = false
    bytes = []
  }

  /// An archive that gives back the fields of `bytes`.
  package init(reading bytes: [UInt8]) {
    isReading = true
    self.bytes = bytes
  }

  /// What was collected.
  package var collected: [UInt8] { bytes }

  /// Checks that nothing is left to read.
  package func finish() throws(StateError) {
    if isReading && position != bytes.count { throw .leftOver(used: position, count: bytes.count) }
  }

  /// The error of a state that breaks a rule, to be thrown by who knows the rule.
  public func refuse(_ reason: String) -> StateError {
    .impossible(offset: position, reason: reason)
  }

  /// A number of any integer type; every value of the type is possible.
  public mutating func serialize<Value: FixedWidthInteger>(_ value: inout Value) throws(StateError) {
    let size = Value.bitWidth / 8
    if isReading {
      guard bytes.count - position >= size else { throw .truncated(needed: position + size, count: bytes.count) }
      var read: Value = 0
      for index in 0..<size { read |= Value(truncatingIfNeeded: bytes[position + index]) << Value(8 * index) }
      position += size
      value = read
    } else {
      for index in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> Value(8 * index))) }
    }
  }

  /// A number that is always in `range`.
  public mutating func serialize<Value: FixedWidthInteger>(
    _ value: inout Value, in range: ClosedRange<Value>
  ) throws(StateError) {
    var decoded = value
    try serialize(&decoded)
    if isReading && !range.contains(decoded) { throw refuse("\(decoded) is outside \(range)") }
    value = decoded
  }

  /// A truth.
  public mutating func serialize(_ value: inout Bool) throws(StateError) {
    var byte: UInt8 = value ? 1 : 0
    try serialize(&byte, in: 0...1)
    value = byte == 1
  }

  /// A finite number.
  public mutating func serialize(_ value: inout Double) throws(StateError) {
    var bits = value.bitPattern
    try serialize(&bits)
    let decoded = Double(bitPattern: bits)
    if isReading && !decoded.isFinite { throw refuse("\(decoded) is not finite") }
    value = decoded
  }

  /// A finite number.
  public mutating func serialize(_ value: inout Float) throws(StateError) {
    var bits = value.bitPattern
    try serialize(&bits)
    let decoded = Float(bitPattern: bits)
    if isReading && !decoded.isFinite { throw refuse("\(decoded) is not finite") }
    value = decoded
  }

  /// One case of several.
  public mutating func serialize<Case: RawRepresentable>(_ value: inout Case) throws(StateError)
  where Case.RawValue: FixedWidthInteger {
    var raw = value.rawValue
    try serialize(&raw)
    guard let decoded = Case(rawValue: raw) else { throw refuse("\(raw) is not a \(Case.self)") }
    value = decoded
  }

  /// Bytes, as many as there are now; every value is possible.
  public mutating func serialize(_ values: inout [UInt8]) throws(StateError) {
    if isReading {
      guard bytes.count - position >= values.count else {
        throw .truncated(needed: position + values.count, count: bytes.count)
      }
      values = Array(bytes[position..<position + values.count])
      position += values.count
    } else {
      bytes += values
    }
  }

  /// Plain numbers as they lie in memory, as many as there are now; every pattern of bits is possible.
  package mutating func serialize<Element: BitwiseCopyable>(_ values: inout MutableSpan<Element>) throws(StateError) {
    let size = values.count * MemoryLayout<Element>.stride
    guard isReading else {
      unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
      return
    }
    guard bytes.count - position >= size else { throw .truncated(needed: position + size, count: bytes.count) }
    unsafe values.withUnsafeMutableBytes { target in
      unsafe bytes[position..<position + size].withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
    position += size
  }
}
