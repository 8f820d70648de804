import Foundation
import SwiftProtobuf
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct TensorBoardTests {
  static let lines = [
    MetricsLine(
      steps: 512,
      [
        .init("seconds", 0.25), .init("time", 1_800_000_000.5), .init("episodes", 0), .init("meanReturn", nil),
        .init("windowEpisodes", 0), .init("policyLoss", -0.125), .init("entropy", 1.5), .init("clipFraction", 0),
      ]),
    MetricsLine(
      steps: 1024, [.init("seconds", 0.5), .init("time", 1_800_000_001), .init("meanReturn", 3), .init("novel", 1)]),
  ]
  static let evaluations = [
    MetricsLine(steps: 512, [.init("time", 1_800_000_000.75), .init("meanReturn", 2), .init("greedyMeanReturn", 4)])
  ]

  /// An iSCSI read command.
  static let command: [UInt8] = [
    0x01, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0x14, 0, 0, 0, 0x18,
    0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
  ]
  static let checksums: [(bytes: [UInt8], checksum: UInt32)] = [
    ([UInt8](repeating: 0, count: 32), 0x8A91_36AA), ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
    (Array(0..<32), 0x46DD_794E), ((0..<32).reversed(), 0x113F_DB5C), (command, 0xD996_3A56),
    (Array("123456789".utf8), 0xE306_9283), ([], 0),
  ]

  @Test(arguments: checksums)
  func `checksums are those of RFC 3720`(bytes: [UInt8], expected: UInt32) {
    #expect(CRC32C.checksum(bytes) == expected)
  }

  @Test func `every number goes to the tag that is expected of it`() throws {
    try withTemporaryFolder { folder in
      let events = try Self.events(
        EventFile.rewrite(
          folder: folder.path, from: Self.lines, evaluations: Self.evaluations, time: 1_800_000_000.25),
        in: folder)
      #expect(events.map(\.step) == [0, 512, 512, 1024])
      #expect(events.map(\.wallTime) == [1_800_000_000.25, 1_800_000_000.5, 1_800_000_000.75, 1_800_000_001])
      #expect(events[0].fileVersion == "brain.Event:2")
      #expect(
        Self.scalars(events[1]) == [
          "time/episodes": 0, "time/fps": 2048, "time/time_elapsed": 0.25,
          "train/clip_fraction": 0, "train/entropy_loss": -1.5, "train/policy_gradient_loss": -0.125,
        ])
      #expect(Self.scalars(events[2]) == ["eval/mean_reward": 2, "eval/mean_reward_greedy": 4])
      #expect(
        Self.scalars(events[3]) == [
          "rollout/ep_rew_mean": 3, "time/fps": 2048, "time/time_elapsed": 0.5,
        ])
    }
  }

  @Test func `an agent without a clip range has a policy loss of its own`() throws {
    try withTemporaryFolder { folder in
      let file = try EventFile.rewrite(
        folder: folder.path, from: [MetricsLine(steps: 8, [.init("policyLoss", 2)])], time: 1)
      #expect(
        Self.scalars(try Self.events(file, in: folder)[1]) == ["train/policy_loss": 2])
    }
  }

  @Test func `a file made line by line is the file made at once`() throws {
    try withTemporaryFolder { folder in
      let file = try EventFile.rewrite(folder: folder.path, from: [], time: 5)
      try file.append(Self.lines[0])
      try file.append(evaluation: Self.evaluations[0])
      try file.append(Self.lines[1])
      let grown = try Data(contentsOf: Self.only(in: folder))
      _ = try EventFile.rewrite(folder: folder.path, from: Self.lines, evaluations: Self.evaluations, time: 5)
      #expect(try Data(contentsOf: Self.only(in: folder)) == grown)
    }
  }

  @Test func `a resumed run has one event file, and later numbers come at its end`() throws {
    try withTemporaryFolder { folder in
      let note = folder.appending(path: "metrics.jsonl")
      try Data().write(to: note)
      try Data("half".utf8).write(to: folder.appending(path: "events.out.tfevents.4.other-host"))
      try Data("half".utf8).write(to: folder.appending(path: "events.out.tfevents.4.other-host.part"))
      _ = try EventFile.rewrite(folder: folder.path, from: [], time: 5)
      let file = try EventFile.rewrite(folder: folder.path, from: [Self.lines[0]], time: 6)
      try file.append(Self.lines[1])
      let events = try Self.events(file, in: folder)
      #expect(events.map(\.step) == [0, 512, 1024])
      #expect(FileManager.default.fileExists(atPath: note.path))
    }
  }

  @Test func `a folder that is none is refused by name`() {
    #expect(throws: FileError(attempt: "read", path: "/dev/null", reason: "its files cannot be listed")) {
      try EventFile.rewrite(folder: "/dev/null", from: [], time: 5)
    }
  }

  /// The one event file of a folder.
  private static func only(in folder: URL) throws -> URL {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("tfevents") }
    #expect(names.count == 1)
    return folder.appending(path: try #require(names.first))
  }

  /// What a folder's event file holds; its frames and checksums are checked.
  private static func events(_ file: EventFile, in folder: URL) throws -> [Tensorboard_Event] {
    var bytes = [UInt8](try Data(contentsOf: only(in: folder)))[...]
    func number<N: FixedWidthInteger>(_ type: N.Type) -> N {
      defer { bytes = bytes.dropFirst(N.bitWidth / 8) }
      return Safetensors.littleEndian(bytes.prefix(N.bitWidth / 8), as: N.self)
    }
    var events: [Tensorboard_Event] = []
    while !bytes.isEmpty {
      let lengthChecksum = CRC32C.masked(bytes.prefix(8))
      let length = Int(number(UInt64.self))
      #expect(number(UInt32.self) == lengthChecksum)
      let data = bytes.prefix(length)
      bytes = bytes.dropFirst(length)
      #expect(number(UInt32.self) == CRC32C.masked(data))
      events.append(try Tensorboard_Event(serializedBytes: Array(data)))
    }
    return events
  }

  private static func scalars(_ event: Tensorboard_Event) -> [String: Float] {
    Dictionary(uniqueKeysWithValues: event.summary.value.map { ($0.tag, $0.simpleValue) })
  }
}
