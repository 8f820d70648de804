import RLAgents
import RLEnvironmentKit
import RLEnvironments
import Foundation
import RLNetworks
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// Damaged settings files: each is refused with a line, or is a whole configuration. `RLCOORD_FUZZ_SETTINGS` says how
/// many; for a hundred thousand:
///
///     RLCOORD_FUZZ_SETTINGS=100000 swift test -c release -Xswiftc -enable-testing --filter ConfigurationFuzz
@Suite(.timeLimit(.minutes(1440))) struct ConfigurationFuzzTests {
  static let count = ProcessInfo.processInfo.environment["RLCOORD_FUZZ_SETTINGS"].flatMap { Int($0) } ?? 400

  @Test func `a damaged file is refused with a line, or read`() throws {
    var random = SplitMix64(11)
    let files = try AgentConfiguration.names.flatMap { agent in
      var settings = RandomSettings(seed: 8)
      return try (0..<4).map { _ in
        let configuration = try RunConfiguration(
          environment: "minatar/breakout", agent: agent, settings.next(agent))
        return Array(try configuration.text.utf8)
      }
    }
    var (read, refused) = (0, [String: Int]())
    for round in 0..<Self.count {
      let bytes = Self.damaged(files[round % files.count], &random)
      do {
        let configuration = try RunConfiguration(parsing: bytes, path: "f.yaml")
        read += 1
        // What was read is whole: it is written and read again.
        let text = configuration.compactText
        #expect(try RunConfiguration(parsing: Array(text.utf8), path: "g.yaml") == configuration, "round \(round)")
        try configuration.agent.validate()
      } catch {
        refused["\(type(of: error))", default: 0] += 1
        #expect(
          error is SettingsError || error is UnknownName || error is EnvironmentError || error is ConfigurationError
            || error is PolicyNetworkError || error is LevelError, "round \(round): \(error)")
        let text = "\(error)"
        #expect(!text.isEmpty && text.utf8.count < 5000, "round \(round): \(text)")
        if let error = error as? SettingsError, case .file(_, let line) = error.origin {
          let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.count {
            ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0)
          }
          #expect((1...lines + 1).contains(line), "round \(round): \(text)")
        }
      }
    }
    // Mere noise would come to one of the two alone.
    #expect(read > Self.count / 50 && (refused["SettingsError"] ?? 0) > Self.count / 5, "\(read) \(refused)")
  }

  /// A file with one to four changes.
  static func damaged(_ file: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = file
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...40, using: &random))
      switch Int.random(in: 0..<9, using: &random) {
      case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 5: bytes.removeSubrange(place...)
      case 6:
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).shuffled(
          using: &random)
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
      default:
        let piece = pieces[Int.random(in: pieces.indices, using: &random)]
        bytes.insert(contentsOf: piece.utf8, at: place)
      }
      if bytes.isEmpty { bytes = Array("a: 1".utf8) }
    }
    return bytes
  }

  /// What means something in YAML, and numbers at the edges.
  private static let pieces = [
    ":", ": ", "\n", "\r", "\t", " ", "-", "- ", "? ", "&a ", "*a", "!!int ", "! ", "%YAML 1.1\n", "---\n", "...\n",
    "'",
    "\"", "|\n", ">-\n", "{", "}", "[", "]", ",", "#", " # ", "\\", "\\u0000", "\u{85}", "\u{2028}", "\u{FEFF}", "~",
    "null", "<<: ", "0", "-1", "1e999", "nan", "inf", "-0", "9223372036854775807", "9223372036854775808",
    "18446744073709551616", "1e-46", "0x7fffffff", "1_0", "65537", "none", "yes", "gamma: 1\n", "optimizer: sgd\n",
    "network: nature\n", "environment: ", "lanes: 1099511627776\n", "minibatch-size: 4611686018427387904\n",
    "\n  ", "é", "e\u{301}", "🙂", "\0",
  ]
}
