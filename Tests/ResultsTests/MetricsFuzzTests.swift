import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

@testable import RLResults

/// Damaged files of metrics: refused with a place and a reason, or read. A process of their own does it, whose memory
/// can be told.
@Suite(.timeLimit(.minutes(20))) struct MetricsFuzzTests {
  static let snippets = [
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\n", "\r\n", "\u{0}", "\\u0000", "\\ud800", "é", "e\u{301}", "\u{FEFF}",
    "null", "true", "NaN", "-Infinity", "-1", "-0", "0", "1e400", "1e-400", "1e18", "1.5", "0x10", "+1", "1.", ".5",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "\"steps\":", "\"steps\":1,",
    "{\"steps\":9}\n",
    String(repeating: "[", count: 600), String(repeating: "{\"a\":", count: 600), String(repeating: "9", count: 400),
    String(repeating: " ", count: 70_000),
  ]

  static let files = [
    MetricsFileReadingTests.whole,
    (1...4).map {
      "{\"steps\":\(512 * $0),\"seconds\":0.512,\"time\":1800000000.25,\"episodes\":10,\"meanReturn\":null,"
        + "\"windowEpisodes\":10,\"policyLoss\":-0.0123,\"entropy\":1.7e-05}\n"
    }.joined(),
    "{\"steps\":8,\"time\":1800000000.25,\"meanReturn\":1,\"standardError\":0.25,\"episodes\":20}\n{\"steps\":",
  ].map { Array($0.utf8) }

  @Test func `a damaged file is refused with a place and a reason or read, never more`() async {
    await #expect(processExitsWith: .success) {
      var damage = FuzzDamage(seed: 2, files: Self.files, snippets: Self.snippets)
      var read = 0
      var refused: [String: Int] = [:]
      for round in 0..<FuzzDamage.count {
        var bytes = damage.file()
        damage.damage(&bytes)
        do throws(MetricsError) {
          let places = try MetricsLine.places(in: bytes, path: "m")
          read += 1
          #expect(places.last?.end ?? 0 <= bytes.count, "round \(round)")
          for (line, _) in places {
            #expect((try? MetricsLine(parsing: Array(line.text.utf8)[...])) == line, "round \(round)")
          }
        } catch {
          refused["\(error.problem)".prefix { $0 != "(" }.description, default: 0] += 1
          let lines = bytes.count { $0 == 0x0A }
          #expect((1...lines).contains(error.line ?? 1), "round \(round): \(error)")
          #expect(!error.description.contains("\n") && error.description.utf8.count < 200, "round \(round): \(error)")
        }
      }
      // Mere noise would not come past the first check.
      #expect(read > FuzzDamage.count / 20)
      #expect(refused.count >= 5)
      if let peak = peakMemory() { #expect(peak < 256) }
    }
  }
}
