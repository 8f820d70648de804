import EnvironmentKit
import Foundation
import Testing

@testable import Runs

/// Damaged files of settings: refused with a reason, or followed. A process of their own does it, whose memory can be
/// told.
@Suite struct SettingsFuzzTests {
  static let snippets = [
    "\n", "\r\n", ": ", "- ", "#", "\t", "\u{0}", "\u{FEFF}", "é", "{", "[", "}", "]", "&a ", "*a", "? ", "!!binary ",
    "|",
    ">", "'", "\"", "\\uD800", "%YAML 1.1\n", "...\n", "---\n", "<<: ", "~", "null", "true", "nan", "-inf", "1e400",
    "-1",
    "0", "0x10", "1_000", "9223372036854775807", "9223372036854775808", "4294967296", "5M", "environment: ",
    "agent: a2c\n",
    "network: ", "coordconv", "optimizer: sgd\n", "steps: 9e18\n", "lanes: 3\n", "environments: 9223372036854775807\n",
    "rollout-steps: 9223372036854775807\n", "minibatch-size: 1\n", String(repeating: "[", count: 600),
    String(repeating: "a: {", count: 600), String(repeating: "9", count: 400),
  ]

  @Test func `a damaged file is refused with a reason or followed, never more`() async {
    await #expect(processExitsWith: .success) {
      let files = try ["ppo", "a2c", "random"].map { agent in
        let choices = agent == "random" ? [] : [Assignment("network", "mlp")]
        return Array(
          try RunConfiguration(environment: "minatar/breakout", agent: agent, choices).compactText.utf8)
      }
      var damage = FuzzDamage(seed: 4, files: files, snippets: Self.snippets)
      var followed = 0
      var reasons: Set<String> = []
      for round in 0..<FuzzDamage.count / 5 {
        var bytes = damage.file()
        damage.damage(&bytes)
        do {
          let configuration = try RunConfiguration(parsing: bytes, path: "config.yaml")
          followed += 1
          let again = try RunConfiguration(parsing: Array(configuration.compactText.utf8), path: "config.yaml")
          #expect(again == configuration, "round \(round)")
        } catch {
          reasons.insert("\(error)")
          #expect(!"\(error)".contains("\n"), "round \(round): \(error)")
        }
      }
      // Mere noise would not come past the first check.
      #expect(followed > FuzzDamage.count / 500)
      #expect(reasons.count >= 20)
      if let peak = peakMemory() { #expect(peak < 256) }
    }
  }
}
