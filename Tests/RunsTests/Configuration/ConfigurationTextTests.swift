import RLAgents
import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct ConfigurationTextTests {
  @Test(arguments: AgentConfiguration.names)
  func `what is written is read back, whatever the settings`(agent: String) throws {
    var settings = RandomSettings(seed: 5)
    for _ in 0..<50 {
      let choices = try settings.next(agent)
      let configuration = try RunConfiguration(environment: "minatar/breakout", agent: agent, choices)
      for choice in choices {
        let field = try #require(configuration.fields.first { $0.name == choice.name })
        #expect(field.text(configuration) == choice.value, "\(choice.name)")
      }
      for text in [try configuration.text, configuration.compactText] {
        #expect(try RunConfiguration(parsing: Array(text.utf8), path: "c.yaml") == configuration, "\(text)")
      }
    }
  }

  @Test(arguments: AgentConfiguration.names)
  func `every setting has a line of its own with what it is for`(agent: String) throws {
    var settings = RandomSettings(seed: 6)
    for _ in 0..<10 {
      let configuration = try RunConfiguration(
        environment: "minatar/breakout", agent: agent, settings.next(agent))
      let lines = try configuration.text.split(separator: "\n")
      #expect(
        lines.map { $0.prefix { $0 != ":" } } == ["version", "environment", "agent"]
          + configuration.fields.map { $0.name[...] })
      for (line, field) in zip(lines.dropFirst(3), configuration.fields) {
        #expect(line.contains("  # \(field.summary)"), "\(line)")
        #expect(!field.summary.isEmpty)
      }
    }
  }

  @Test func `a setting that differs from its default is printed with the default`() throws {
    let configuration = try RunConfiguration(
      environment: "minatar/breakout", agent: "ppo", [Assignment("gamma", "0.5")])
    let lines = try configuration.text.split(separator: "\n")
    let gamma = try #require(lines.first { $0.hasPrefix("gamma: 0.5 ") })
    #expect(gamma.hasSuffix("; default 0.99"))
    // From the preset.
    #expect(try #require(lines.first { $0.hasPrefix("learning-rate:") }).hasSuffix("; default 0.00025"))
    #expect(!(try #require(lines.first { $0.hasPrefix("gae-lambda:") }).contains("; default")))
  }

  @Test(arguments: [
    "my maze.txt", "a # b.txt", "a: b.txt", "a:b.txt", "'a'.txt", "\"a\".txt", "- a.txt", "&a *b.txt", "{a}.txt",
    "[a, b].txt", "!a.txt", "%a.txt", "@a.txt", "`a`.txt", "a\tb.txt", "a\\b.txt", " a .txt", "übung.txt", "迷路.txt",
    "a\nb.txt", "null.txt", "~.txt", "a\u{7F}b.txt", "a\u{85}b.txt", "a\u{2028}b.txt", "\u{FEFF}a.txt", "🙂.txt",
    "?.txt",
    "--- a.txt", "1e3.txt", "a\u{1}b.txt",
  ])
  func `a level's path comes back through both texts`(name: String) throws {
    let level = "######\n#@...#\n#...G#\n######\n"
    try withTemporaryFolder { folder in
      let path = folder.path + "/" + name
      try Data(level.utf8).write(to: URL(filePath: path))
      let configuration: RunConfiguration
      do { configuration = try RunConfiguration(environment: path, agent: "random") } catch {
        // A designator cannot hold it, which is for the catalog to say.
        return
      }
      for text in [try configuration.text, configuration.compactText] {
        let entries = try SettingsFile(parsing: Array(text.utf8), path: "c.yaml")
        #expect(entries.environment == configuration.environment)
        #expect(try RunConfiguration(parsing: Array(text.utf8), path: "c.yaml") == configuration)
      }
    }
  }

  @Test(arguments: [
    "minatar/breakout:sticky=0.25,ramping=no", "arcade/pong:frame-skip=2", "minigrid/empty-8x8:view-size=5",
    "minatar/asterix+frame-stack=2", "minatar/breakout+frame-stack=3+time-limit=50",
  ])
  func `a designator with options comes back through both texts`(name: String) throws {
    let entry = try? Names.environment(name)
    let designator = entry?.spec.name ?? "minatar/breakout"
    let configuration = try RunConfiguration(environment: designator, agent: "random")
    for text in [try configuration.text, configuration.compactText] {
      #expect(try RunConfiguration(parsing: Array(text.utf8), path: "c.yaml") == configuration)
    }
    #expect(entry != nil, "\(name)")
  }
}
