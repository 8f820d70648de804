import RLAgents
import RLEnvironmentKit
import RLEnvironmentKit
import RLEnvironments
import RLRuns
import Testing

@testable import RLResults

@Suite struct NamesTests {
  @Test(arguments: [
    ("minatar/brekout", "minatar/breakout"), ("minatar/space-invader", "minatar/space-invaders"),
    ("MinAtar/Breakout", "minatar/breakout"), ("breakout", nil), ("atari/boxing", nil),
  ])
  func `the nearest environment is found where it is near`(name: String, nearest: String?) {
    #expect(UnknownName.nearest(to: name, among: EnvironmentCatalog.names) == nearest)
  }

  @Test func `swapped neighbors are one mistake`() {
    #expect(UnknownName.nearest(to: "pop", among: ["a2c", "ppo", "random"]) == "ppo")
  }

  @Test func `unknown names are told with what would be right`() {
    #expect(
      #expect(throws: UnknownName.self) { try Names.environment("minatar/brekout") }?.description
        == "unknown environment 'minatar/brekout'; did you mean 'minatar/breakout'? "
        + "(`rlcoord list environments` shows all)")
    #expect(
      #expect(throws: UnknownName.self) { try Names.network("transformer") }?.description
        == "unknown network 'transformer' (there are nature, compact, impala, minatar, minatar-batchnorm, minatar-layernorm, pooled, mlp)"
    )
    #expect(
      #expect(throws: UnknownName.self) { try Names.precision("f16") }?.description
        == "unknown precision 'f16'; did you mean 'bf16'? (there are f32, bf16)")
  }

  @Test func `an alias names the same environment`() throws {
    #expect(try Names.environment("MinAtar/Breakout-v1").name == "minatar/breakout")
  }

  @Test func `an agent's name is an agent, a path a trained one`() throws {
    #expect(try AgentReference("ppo") == .untrained("ppo"))
    #expect(try AgentReference("./ppo") == .trained(path: "./ppo"))
    #expect(try AgentReference("best.safetensors") == .trained(path: "best.safetensors"))
    #expect(try AgentReference("games/best.replay") == .replay(path: "games/best.replay"))
    #expect(throws: UnknownName(kind: "agent", name: "ppp", known: AgentConfiguration.names)) {
      try AgentReference("ppp")
    }
  }

  @Test(arguments: [
    ("64", 64), ("5_000_000", 5_000_000), ("5M", 5_000_000), ("200k", 200_000), ("1.5M", 1_500_000), ("1e6", 1_000_000),
    ("2.5e3", 2500), ("9007199254740993", 9_007_199_254_740_993),
  ])
  func `counts are read as people write them`(text: String, value: Int) throws {
    #expect(try Count(text).value == value)
  }

  @Test(arguments: ["0", "-5", "", "M", "1.5", "0.5", "inf", "nan", "0x10", "1e300", "5 M", "5MM", "_", "+3", "٣"])
  func `anything else is no count`(text: String) {
    #expect(throws: CountError(text: text)) { try Count(text) }
  }

  @Test func `the inventory has every kind`() throws {
    #expect(try Inventory.sections(nil).map(\.kind) == ["environments", "wrappers", "agents", "networks"])
    #expect(try Inventory.sections("environments").flatMap(\.items).map(\.name) == EnvironmentCatalog.names)
    #expect(AgentConfiguration.names.count == AgentConfiguration.summaries.count)
    #expect(try Inventory.sections("wrappers").flatMap(\.items).map(\.name) == Wrapper.syntax.map(\.name))
    #expect(throws: UnknownName.self) { try Inventory.sections("agent") }
  }

  @Test func `the inventory narrows to a family, to one environment or to one of any kind`() throws {
    func names(_ kind: String, _ name: String) throws -> [String] {
      try Inventory.sections(kind, name: name).flatMap(\.items).map(\.name)
    }
    let family = EnvironmentCatalog.names.filter { $0.hasPrefix("minatar/") }
    #expect(try names("environments", "minatar") == family)
    #expect(try names("environments", "MinAtar/Breakout-v1") == ["minatar/breakout"])
    #expect(try names("environments", "minatar/breakout:sticky=0+time-limit=9").count == 1)
    #expect(try names("agents", "ppo") == ["ppo"])
    #expect(throws: EnvironmentError.self) { try names("environments", "minatar/breakout:stick=0") }
    #expect(
      #expect(throws: UnknownName.self) { try names("environments", "minatr") }?.description
        == "unknown environment 'minatr'; did you mean 'minatar'? (`rlcoord list environments` shows all)")
    #expect(
      #expect(throws: UnknownName.self) { try names("agents", "pop") }?.description
        == "unknown agent 'pop'; did you mean 'ppo'? (there are ppo, a2c, random)")
    #expect(Inventory.families.count == Set(EnvironmentCatalog.entries.map(\.family)).count)
  }
}
