/// The safetensors format: named arrays behind a JSON header, as Python's `safetensors` package reads and writes it.
///
/// A file is the header's length (8 bytes, lowest first), the header, and the arrays back to back.
///
/// Source: huggingface/safetensors, README, "Format".
public struct Safetensors: Sendable, Equatable {
  /// One named array.
  public struct Entry: Sendable, Equatable {
    public let name: String
    /// The format's own word for what an element is, such as `F32`.
    public let elementType: String
    public let shape: [Int]
    /// The elements, lowest byte first, in row-major order.
    public let bytes: [UInt8]

    /// An array of float32.
    public init(name: String, shape: [Int], values: [Float]) {
      self.name = name
      self.shape = shape
      elementType = "F32"
      bytes = Safetensors.bytes(of: values)
    }

    /// An array of any type.
    package init(name: String, elementType: String, shape: [Int], bytes: [UInt8]) {
      self.name = name
      self.elementType = elementType
      self.shape = shape
      self.bytes = bytes
    }

    /// The elements where they are float32, nil otherwise.
    public var values: [Float]? {
      guard elementType == "F32" else { return nil }
      return unsafe [Float](unsafeUninitializedCapacity: bytes.count / 4) { target, count in
        unsafe bytes.withUnsafeBytes { unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: $0) }
        count = bytes.count / 4
      }
    }
  }

  /// The file's metadata.
  public var metadata: [String: String]
  /// In the order of their bytes.
  public var entries: [Entry]

  public init(metadata: [String: String], entries: [Entry]) {
    self.metadata = metadata
    self.entries = entries
  }

  /// Bytes of one element of each type the format knows.
  static let elementSizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2, "I32": 4,
    "U32": 4, "F32": 4, "I64": 8, "U64": 8, "F64": 8, "C64": 8,
  ]

  /// The greatest length of a header that is read. The format allows 100 MB, but decoding takes 25 times as much memory,
  /// and no checkpoint's header comes near this.
  static let greatestHeader: UInt64 = 8 << 20

  /// The whole file. Equal contents give equal bytes: metadata is sorted, and the header ends on a multiple of 8.
  public var serialized: [UInt8] {
    var members: [JSON.Member] = []
    if !metadata.isEmpty {
      let sorted = metadata.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
      members.append(JSON.Member("__metadata__", .object(sorted)))
    }
    var start = 0
    for entry in entries {
      let end = start + entry.bytes.count
      let description = JSON.record([
        "dtype": .string(entry.elementType), "shape": .array(entry.shape.map(JSON.count)),
        "data_offsets": .array([.count(start), .count(end)]),
      ])
      members.append(JSON.Member(entry.name, description))
      start = end
    }
    var header = Array(JSON.object(members).text.utf8)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var file = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    file.reserveCapacity(8 + header.count + start)
    file += header
    for entry in entries { file += entry.bytes }
    return file
  }

  /// The format's order of bytes is that of every machine Swift runs on.
  static func bytes(of values: [Float]) -> [UInt8] { unsafe values.withUnsafeBytes { unsafe Array($0) } }

  static func littleEndian<N: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, as type: N.Type) -> N {
    bytes.reversed().reduce(0) { $0 << 8 | N($1) }
  }
}
