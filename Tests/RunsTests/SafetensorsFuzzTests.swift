import EnvironmentKit
import Foundation
import Testing

@testable import Runs

/// Damaged safetensors files: refused with a reason, or read. A process of their own does it, whose memory can be told.
@Suite struct SafetensorsFuzzTests {
  static let snippets = [
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\u{0}", "\\u0000", "\\ud800", "é", "e\u{301}", "\u{FEFF}", "null",
    "true",
    "-1", "-0", "0", "4", "1e400", "1e18", "1.5", "9223372036854775807", "9223372036854775808", "18446744073709551616",
    "4611686018427387904", "4294967296", "\"__metadata__\":{\"a\":\"b\"},", "\"__metadata__\":1,", "\"F64\"", "\"F99\"",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},",
    "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},",
    "\"z\":{\"dtype\":\"F32\",\"shape\":[4000000000000],\"data_offsets\":[0,16000000000000]},",
    String(repeating: "[", count: 600), String(repeating: "{\"a\":", count: 600), String(repeating: "9", count: 400),
  ]

  /// Files of every element type, with and without metadata and arrays.
  static var files: [[UInt8]] {
    let types = Safetensors.elementSizes.sorted { $0.key < $1.key }
    let typed = types.map { name, size in
      Safetensors.Entry(name: "x." + name, elementType: name, shape: [2, 1], bytes: [UInt8](0..<UInt8(2 * size)))
    }
    return [
      SafetensorsTests.small.serialized, Safetensors(metadata: [:], entries: []).serialized,
      Safetensors(metadata: ["made": "here", "é\n": "\"\\"], entries: typed).serialized,
      Safetensors(
        metadata: [:],
        entries: [
          .init(name: "a", shape: [], values: [1]), .init(name: "empty", shape: [0, 7], values: []),
          .init(name: "b", shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6]),
        ]
      ).serialized,
    ]
  }

  /// A file with damage anywhere, or in its header, whose length may be put right then.
  static func next(_ damage: inout FuzzDamage) -> [UInt8] {
    var file = damage.file()
    guard damage.random.below(4) > 0 else {
      damage.damage(&file)
      return file
    }
    let length = Int(Safetensors.littleEndian(file[..<8], as: UInt64.self))
    var header = Array(file[8..<8 + length])
    damage.damage(&header)
    let told =
      damage.random.below(8) > 0 ? UInt64(header.count) : damage.random.next() >> UInt64(damage.random.below(64))
    return (0..<8).map { UInt8(truncatingIfNeeded: told >> (8 * $0)) } + header + file[(8 + length)...]
  }

  @Test func `a damaged file is refused with a reason or read, never more`() async {
    await #expect(processExitsWith: .success) {
      var damage = FuzzDamage(seed: 1, files: Self.files, snippets: Self.snippets)
      var read = 0
      var refused: [String: Int] = [:]
      for round in 0..<FuzzDamage.count {
        let bytes = Self.next(&damage)
        do throws(SafetensorsError) {
          let file = try Safetensors(parsing: bytes)
          read += 1
          #expect(try Safetensors(parsing: file.serialized) == file, "round \(round)")
          #expect(file.entries.reduce(0) { $0 + $1.bytes.count } < bytes.count, "round \(round)")
          for entry in file.entries where entry.elementType == "F32" {
            #expect(entry.values?.count == entry.shape.reduce(1, *), "round \(round)")
          }
        } catch {
          refused["\(error)".split(separator: " ").prefix(2).joined(), default: 0] += 1
          #expect(error.description.utf8.count < 200 + bytes.count, "round \(round)")
        }
      }
      // Mere noise would not come past the first check.
      #expect(read > FuzzDamage.count / 50)
      #expect(refused.count >= 5)
      if let peak = peakMemory() { #expect(peak < 256) }
    }
  }
}
