import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct SafetensorsTests {
  static let small = Safetensors(
    metadata: ["made": "here"],
    entries: [
      Safetensors.Entry(name: "a", shape: [2, 1], values: [1, -2.5]),
      Safetensors.Entry(name: "b", shape: [], values: [3]),
    ])

  /// A file with this header in front of so many zero bytes.
  static func file(_ header: String, data: Int = 0) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  @Test func `the bytes are those of the format`() {
    let header =
      #"{"__metadata__":{"made":"here"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"#
      + #""b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}"#
    let padding = String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let data: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0, 0, 0x40, 0x40]
    #expect(Self.small.serialized == Self.file(header + padding) + data)
  }

  @Test func `what is written is read back`() throws {
    let read = try Safetensors(parsing: Self.small.serialized)
    #expect(read == Self.small)
    #expect(read.entries[0].values == [1, -2.5])
  }

  @Test func `a file without arrays is a file`() throws {
    let empty = Safetensors(metadata: [:], entries: [])
    #expect(try Safetensors(parsing: empty.serialized) == empty)
  }

  @Test func `a file cut short anywhere is noticed`() {
    let file = Self.small.serialized
    for count in file.indices {
      #expect(throws: SafetensorsError.self) { try Safetensors(parsing: Array(file[..<count])) }
    }
  }

  @Test func `a length that lies takes no memory`() {
    for length in [UInt64.max, 1 << 63, 8_388_609] {
      let file = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + Array("{}".utf8)
      #expect(throws: SafetensorsError.notSafetensors) { try Safetensors(parsing: file) }
    }
    let promised = Self.file(#"{"a":{"dtype":"U8","shape":[4000000000000],"data_offsets":[0,4000000000000]}}"#)
    #expect(throws: SafetensorsError.truncated(expected: 4_000_000_000_000 + promised.count, actual: promised.count)) {
      try Safetensors(parsing: promised)
    }
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
      SafetensorsError.wrongSize(name: "a", shape: [2], bytes: 4)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
      .wrongSize(name: "a", shape: [4_611_686_018_427_387_904, 4], bytes: 4)
    ),
    (#"{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#, .unknownElementType(name: "a", elementType: "F31")),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, .misplaced(name: "a")),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      .misplaced(name: "b")
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, .malformed(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, .malformed(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, .malformed(name: "a")),
    (#"{"__metadata__":{"a":1}}"#, .malformed(name: "__metadata__")),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, .surplus(expected: 66, actual: 70)),
    (#"{"a":1}"#, .malformed(name: "a")),
    (#"{"a":{"dtype":"F32","shape":[1e300],"data_offsets":[0,4]}}"#, .header),
    ("{a:1}", .header),
    (#"{"a":"# + String(repeating: "[", count: 100_000), .header),
    ("[]", .notSafetensors),
  ])
  func `a header that contradicts itself or the file is refused`(header: String, error: SafetensorsError) {
    let data = if case .surplus = error { 8 } else { 4 }
    #expect(throws: error) { try Safetensors(parsing: Self.file(header, data: data)) }
  }

  @Test func `arrays of other types are read, but have no float values`() throws {
    let file = Self.file(#"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, data: 8)
    let entry = try #require(Safetensors(parsing: file).entries.first)
    #expect(entry.elementType == "I64")
    #expect(entry.values == nil)
  }
}
