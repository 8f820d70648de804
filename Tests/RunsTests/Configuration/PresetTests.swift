import RLAgents
import RLEnvironmentKit
import RLEnvironments
import RLNetworks
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct PresetTests {
  @Test(arguments: AgentConfiguration.names)
  func `every environment has a preset that works`(agent: String) throws {
    for entry in EnvironmentCatalog.entries {
      let configuration = try RunConfiguration(environment: entry.name, agent: agent)
      #expect(configuration.environment == entry.name && configuration.agent.name == agent)
      #expect(throws: Never.self) { try configuration.agent.validate() }
      #expect(configuration.warnings == [], "\(entry.name) \(agent)")
    }
  }

  @Test(arguments: AgentConfiguration.names)
  func `every group is of an observation, a family or an environment, and every setting one of the agent`(
    agent: String
  ) throws {
    let names = Set(
      ["planes", "frames"] + EnvironmentCatalog.entries.flatMap { [$0.family, $0.name] })
    let groups = try Preset.groups(of: agent)
    #expect(groups.keys.contains("planes") && groups.keys.contains("frames"))
    for (group, settings) in groups {
      #expect(names.contains(group), "\(group)")
      #expect(!settings.isEmpty, "\(group)")
      var configuration = try RunConfiguration(untuned: agent, environment: "minatar/breakout")
      for setting in settings.filter({ $0.name == "optimizer" }) + settings {
        let field = try #require(configuration.fields.first { $0.name == setting.name }, "\(group): \(setting.name)")
        #expect(field.write(&configuration, setting.value), "\(group): \(setting.name) \(setting.value)")
        #expect(setting.origin == .preset)
      }
    }
  }

  @Test func `boards get the small network, frames the compact one`() throws {
    for agent in ["ppo", "a2c"] {
      #expect(try RunConfiguration(environment: "minatar/breakout", agent: agent).network.name == "minatar")
      #expect(try RunConfiguration(environment: "arcade/pong", agent: agent).network.name == "compact")
    }
    #expect(try RunConfiguration(environment: "minatar/breakout", agent: "random").steps == 1_000_000)
  }

  @Test func `an environment with options has the preset of the plain one`() throws {
    let plain = try RunConfiguration(environment: "minatar/breakout", agent: "ppo")
    var other = try RunConfiguration(environment: "minatar/breakout:sticky=0.25", agent: "ppo")
    #expect(other.environment == "minatar/breakout:sticky=0.25")
    other.environment = plain.environment
    #expect(other == plain)
  }

  @Test func `an environment that no catalog knows is configured by its observations`() throws {
    var spec = EnvironmentSpec(
      name: "test/x", summary: "", observationShape: [10, 10, 2], observationMaximum: 1, actionNames: ["a", "b"],
      stepLimit: nil)
    #expect(try RunConfiguration(spec: spec, agent: "ppo").network.name == "minatar")
    spec.observationShape = [84, 84, 4]
    #expect(try RunConfiguration(spec: spec, agent: "ppo").network.name == "compact")
    #expect(throws: UnknownName.self) { try RunConfiguration(spec: spec, agent: "dqn") }
  }
}
