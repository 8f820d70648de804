import RLAgents
import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct SettingsFileTests {
  /// What making a configuration of this file complains of.
  private func complaint(_ text: String, environment: String = "minatar/breakout", agent: String = "ppo") -> String? {
    do {
      let file = try SettingsFile(parsing: Array(text.utf8), path: "f.yaml")
      _ = try RunConfiguration(environment: environment, agent: agent, file.assignments)
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    ("gama: 0.9", "f.yaml:1: unknown setting 'gama'; did you mean 'gamma'?"),
    ("# a\n\ngamma: 0.9\nepoch: 3\n", "f.yaml:4: unknown setting 'epoch'; did you mean 'epochs'?"),
    ("gamma: fast", "f.yaml:1: gamma cannot be 'fast'; it takes a number"),
    ("gamma:", "f.yaml:1: gamma cannot be ''; it takes a number"),
    ("epochs: 1.5", "f.yaml:1: epochs cannot be '1.5'; it takes a whole number"),
    ("target-kl: maybe", "f.yaml:1: target-kl cannot be 'maybe'; it takes a number or none"),
    ("normalize-advantages: true", "f.yaml:1: normalize-advantages cannot be 'true'; it takes yes or no"),
    (
      "clip-range-schedule: cosine",
      "f.yaml:1: clip-range-schedule cannot be 'cosine'; it takes constant, linear or steps"
    ),
    ("optimizer: lion", "f.yaml:1: optimizer cannot be 'lion'; it takes adam, rmsprop, sgd"),
    (
      "steps: 0",
      "f.yaml:1: steps cannot be '0'; it takes a whole number of at least 1, such as 200k or 5M"
    ),
    ("seed: -1", "f.yaml:1: seed cannot be '-1'; it takes a whole number from 0 to 18446744073709551615"),
    ("evaluations: 10001", "f.yaml:1: evaluations cannot be '10001'; it takes 0 ... 10000"),
    ("\nepochs: -3", "f.yaml:2: epochs must be greater than zero, not -3"),
    ("gamma: 2", "f.yaml:1: gamma must be in 0.0 to 1.0, not 2.0"),
    ("gamma: nan", "f.yaml:1: gamma must be in 0.0 to 1.0, not nan"),
    ("learning-rate: inf", "f.yaml:1: learning-rate must be greater than zero, not inf"),
    (
      "precision: f16",
      "f.yaml:1: unknown precision 'f16'; did you mean 'bf16'? (available: f32, bf16)"
    ),
  ])
  func `a wrong setting is reported with its line`(text: String, message: String) throws {
    let found = try #require(complaint(text))
    #expect(found.hasPrefix(message), "\(found)")
    #expect(!found.contains("\n"))
  }

  @Test(arguments: [
    ("gamma: 0.9\nepochs: 3\ngamma: 0.8\n", "'gamma' is set twice"),
    ("gamma: 0.9\n\"gamma\": 0.8\n", "'gamma' is set twice"),
    ("ppo:\n  gamma: 0.9\n", "f.yaml:1: 'ppo' must have one value; settings are written name: value, one a line"),
    ("gamma: [0.9]", "f.yaml:1: 'gamma' must have one value; settings are written name: value, one a line"),
    (
      "epochs: 3\ngamma:\n- 0.9\n",
      "f.yaml:2: 'gamma' must have one value; settings are written name: value, one a line"
    ),
    ("a:\n  b:\n    c: 1\n", "f.yaml:2: 'b' must have one value; settings are written name: value, one a line"),
    ("- gamma: 0.9", "f.yaml:1: settings are written name: value, one a line"),
    ("gamma", "f.yaml:1: settings are written name: value, one a line"),
    ("gamma=0.9\nepochs=3", "f.yaml:1: settings are written name: value, one a line"),
    ("? [a]\n: 1\n", "f.yaml:1: settings are written name: value, one a line"),
    ("\n<<: *x", "f.yaml:2: settings have no anchors or aliases; write the value out"),
    ("a: &x {b: 1}\n<<: *x\n", "f.yaml:1: settings have no anchors or aliases; write the value out"),
    ("gamma: 'a\n", "f.yaml:2: it is not YAML: "),
    ("gamma: 0.9\n\tepochs: 3\n", "f.yaml:2: it is not YAML: "),
    ("gamma: 0.9\n---\nepochs: 3\n", "it is not YAML: found another document"),
    ("{\"gamma\": 0.9", "it is not YAML: "),
    ("gamma: \u{1}", "f.yaml:1: it is not YAML: control characters are not allowed"),
    ("gamma: \u{0}", "f.yaml:1: it is not YAML: control characters are not allowed"),
    ("%YAML 3.0\n---\ngamma: 1\n", "it is not YAML: found incompatible YAML document"),
  ])
  func `a file that is not a table of settings is reported`(text: String, message: String) throws {
    let found = try #require(complaint(text))
    #expect(found.hasPrefix("f.yaml:") && found.contains(message), "\(found)")
    #expect(!found.contains("\n") && found.count < 300)
  }

  @Test(arguments: ["", "# nothing\n", "\u{FEFF}", "\u{FEFF}gamma: 0.9\n", "{}", "{gamma: 0.9}"])
  func `a file of few words is one`(text: String) throws {
    #expect(complaint(text) == nil)
  }

  @Test func `what YAML would take for something else keeps its letters`() throws {
    let text = "environment: yes\nagent: 0x10\nversion: 1.10\ngamma: 1_000\nseed: 'a b'\nsteps: null\n"
    let file = try SettingsFile(parsing: Array(text.utf8), path: "f.yaml")
    #expect(file.environment == "yes" && file.agent == "0x10" && file.version == "1.10")
    #expect(file.assignments.map(\.value) == ["1_000", "a b", "null"])
    #expect(file.assignments.map(\.origin) == [4, 5, 6].map { .file(path: "f.yaml", line: $0) })
  }

  @Test func `lines are counted whatever ends them`() {
    for end in ["\n", "\r\n", "\r"] {
      #expect(complaint(["# a", "gamma: 0.9", "epoch: 3", ""].joined(separator: end))?.hasPrefix("f.yaml:3: ") == true)
    }
  }

  @Test func `bytes that are not UTF-8 text are reported, and so are too many`() throws {
    let utf16 = try #require("gamma: 0.9\n".data(using: .utf16))
    for (bytes, reason) in [
      (Array(utf16), "it is not UTF-8 text"), ([0xFF], "it is not UTF-8 text"),
      (Array("a: ".utf8) + [0xC0, 0x80], "it is not UTF-8 text"),
      ([UInt8](repeating: UInt8(ascii: "#"), count: 1 << 16 | 1), "a file of settings has at most 65536 bytes"),
    ] {
      let error = #expect(throws: SettingsError.self) { try SettingsFile(parsing: bytes, path: "f.yaml") }
      #expect(error?.description == "f.yaml:1: " + reason)
    }
    let full = Array("gamma: 0.9\n#".utf8)
    let most = full + [UInt8](repeating: UInt8(ascii: "x"), count: (1 << 16) - full.count)
    #expect(try SettingsFile(parsing: most, path: "f.yaml").assignments.count == 1)
  }

  @Test
  func `a file that cannot be read is reported with the system's reason, and one without an end is not read through`()
    throws
  {
    let error = #expect(throws: FileError.self) { try SettingsFile(readingFrom: "/nowhere/f.yaml") }
    #expect(error?.description == "cannot read '/nowhere/f.yaml': No such file or directory")
    #expect(#expect(throws: FileError.self) { try SettingsFile(readingFrom: "/") }?.reason == "Is a directory")
    let endless = #expect(throws: SettingsError.self) { try SettingsFile(readingFrom: "/dev/zero") }
    #expect(endless?.reason == "a file of settings has at most 65536 bytes")
  }

  @Test func `a run's file must name its environment and agent`() {
    for (text, name) in [
      ("agent: ppo", "environment"), ("environment: minatar/breakout", "agent"), ("", "environment"),
    ] {
      let error = #expect(throws: SettingsError.self) {
        try RunConfiguration(parsing: Array(text.utf8), path: "f.yaml")
      }
      #expect(error?.description == "f.yaml:1: it does not name its \(name)")
    }
  }
}
