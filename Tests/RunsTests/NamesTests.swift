import RLAgents
import RLEnvironmentKit
import RLEnvironmentKit
import RLEnvironments
import RLRuns
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct NamesTests {
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

  @Test func `unknown names are answered with what would be right`() {
    #expect(
      #expect(throws: UnknownName.self) { try Names.environment("minatar/brekout") }?.description
        == "unknown environment 'minatar/brekout'; did you mean 'minatar/breakout'? "
        + "(`rlcoord list environments` shows all)")
    #expect(
      #expect(throws: UnknownName.self) { try Names.network("transformer") }?.description
        == "unknown network 'transformer' (available: nature, compact, impala, minatar, minatar-batchnorm, minatar-layernorm, pooled, mlp)"
    )
    #expect(
      #expect(throws: UnknownName.self) { try Names.precision("f16") }?.description
        == "unknown precision 'f16'; did you mean 'bf16'? (available: f32, bf16)")
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
  func `anything else is not a count`(text: String) {
    #expect(throws: CountError.self) { try Count(text) }
  }

  @Test(arguments: [
    ("x", "'x' is not a number; expected a whole number of at least 1, such as 64, 200k, 5M or 1e6"),
    ("-5", "-5 is negative; expected a whole number of at least 1, such as 64, 200k, 5M or 1e6"),
    ("-1.5M", "-1.5M is negative; expected a whole number of at least 1, such as 64, 200k, 5M or 1e6"),
    ("0k", "0k is too small; expected a whole number of at least 1, such as 64, 200k, 5M or 1e6"),
    ("1.5", "1.5 is not a whole number; expected a whole number of at least 1, such as 64, 200k, 5M or 1e6"),
    ("99999999999999999999", "99999999999999999999 is too large; the greatest is 9223372036854775807"),
    ("9223372036854775808", "9223372036854775808 is too large; the greatest is 9223372036854775807"),
    ("1e30", "1e30 is too large; the greatest is 9223372036854775807"),
  ])
  func `a wrong count is named as what it is`(text: String, message: String) {
    #expect(#expect(throws: CountError.self) { try Count(text) }?.description == message)
  }

  @Test func `of a name in two parts the second alone is recognized`() {
    func message(_ name: String) -> String? {
      #expect(throws: UnknownName.self) { try Names.environment(name) }?.description
    }
    #expect(message("breakout")?.contains("did you mean 'minatar/breakout' or 'arcade/breakout'?") == true)
    #expect(message("seaquest")?.contains("did you mean 'minatar/seaquest'?") == true)
    #expect(message("nothing-of-the-kind")?.contains("did you mean") == false)
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
        == "unknown agent 'pop'; did you mean 'ppo'? (available: ppo, a2c, random)")
    #expect(Inventory.families.count == Set(EnvironmentCatalog.entries.map(\.family)).count)
  }
}
