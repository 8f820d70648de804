@testable import RLResults
@testable import RLRuns
import RLAgents
import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

/// Damaged safetensors files: refused with a reason, or read. A process of their own does it, whose memory can be told.
@Suite(.timeLimit(.minutes(20))) struct SafetensorsFuzzTests {
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

  /// A file whose header is well-formed and may all the same overlap, leave gaps, or name an array twice.
  static func spliced(_ random: inout Philox) -> [UInt8] {
    let types = Safetensors.elementSizes.sorted { $0.key < $1.key }
    let names = ["a", "b", "c", "é", "e\u{301}", "", "__metadata__"]
    var start = 0
    let entries = (0..<random.below(5)).map { _ in
      let (type, size) = types[random.below(types.count)]
      let shape = (0..<random.below(4)).map { _ in random.below(4) }
      var end = start + shape.reduce(size, *)
      if random.below(24) == 0 { end += 1 }
      if random.below(24) == 0 { start = random.below(start + 4) }
      defer { start = end }
      return "\"\(names[random.below(names.count)])\":"
        + "{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(start),\(end)]}"
    }
    return SafetensorsTests.file("{" + entries.joined(separator: ",") + "}", data: start)
  }

  /// A spliced file, or one with damage anywhere, or in its header, whose length may be put right then.
  static func next(_ damage: inout FuzzDamage) -> [UInt8] {
    if damage.random.below(4) == 0 { return spliced(&damage.random) }
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
          refused[Mirror(reflecting: error).children.first?.label ?? "\(error)", default: 0] += 1
          #expect(error.description.utf8.count < 200 + bytes.count, "round \(round)")
        }
      }
      // Mere noise would not come past the first check.
      #expect(read > FuzzDamage.count / 20)
      #expect(refused.count == 8, "\(refused)")
      if let peak = peakMemory() { #expect(peak < 256) }
    }
  }

  /// The digest keeps accidents out; this is about a file that someone else wrote, with a digest that is right.
  @Test func `a checkpoint sealed with other contents is refused with a reason or makes a network`() async {
    await #expect(processExitsWith: .success) {
      let spec = try Names.environment("minatar/breakout").spec
      let configuration = try RunConfiguration(
        environment: spec.name, agent: "ppo", [Assignment("network", "mlp")])
      let network = try configuration.network.makeNetwork(for: spec)
      let whole = try Safetensors(
        parsing: Checkpoint(configuration, spec: spec, steps: 8, network: network).serialized)
      var damage = FuzzDamage(
        seed: 3, files: Self.files, snippets: Self.snippets + ["nature", "coordconv", "a2c", "random"])
      var made = 0
      for _ in 0..<FuzzDamage.count / 20 {
        var file = whole
        file.metadata[Seal.name] = Seal.blank
        Self.change(&file, &damage)
        do {
          let checkpoint = try Checkpoint(parsing: Seal.seal(file.serialized), path: "c")
          try checkpoint.check(for: spec, path: "c")
          made += try checkpoint.makeNetwork(for: spec, path: "c") == nil ? 0 : 1
        } catch { #expect(!"\(error)".isEmpty) }
      }
      #expect(made > 0 && made < FuzzDamage.count / 20)
      if let peak = peakMemory() { #expect(peak < 256) }
    }
  }

  /// Changes a field of the metadata, or an array's name, type, shape or bytes.
  private static func change(_ file: inout Safetensors, _ damage: inout FuzzDamage) {
    if damage.random.below(2) == 0 {
      let keys = file.metadata.keys.sorted().filter { $0 != Seal.name }
      let key = keys[damage.random.below(keys.count)]
      var value = Array((file.metadata[key] ?? "").utf8)
      damage.damage(&value)
      file.metadata[key] = damage.random.below(8) == 0 ? nil : String(decoding: value, as: UTF8.self)
      return
    }
    let index = damage.random.below(file.entries.count)
    let (old, other) = (file.entries[index], file.entries[damage.random.below(file.entries.count)])
    switch damage.random.below(6) {
    case 0: file.entries.remove(at: index)
    case 1: file.entries.append(old)
    case 2: file.entries[index] = .init(name: other.name, elementType: "F32", shape: old.shape, bytes: old.bytes)
    case 3: file.entries[index] = .init(name: old.name, elementType: "I32", shape: old.shape, bytes: old.bytes)
    case 4:
      file.entries[index] = .init(name: old.name, elementType: "F32", shape: old.shape.reversed(), bytes: old.bytes)
    default: file.entries[index] = .init(name: old.name, elementType: "U8", shape: [0, 1 << 40], bytes: [])
    }
  }
}
