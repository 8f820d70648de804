import RLEnvironmentKit
import RLEnvironments
import Testing

@Suite(.timeLimit(.minutes(20))) struct MinAtarCatalogTests {
  @Test(arguments: [
    ("asterix", "Asterix", [10, 10, 4], ["nothing", "left", "up", "right", "down"]),
    ("breakout", "Breakout", [10, 10, 4], ["nothing", "left", "right"]),
    ("freeway", "Freeway", [10, 10, 7], ["nothing", "up", "down"]),
    ("seaquest", "Seaquest", [10, 10, 10], ["nothing", "left", "up", "right", "down", "fire"]),
    ("space-invaders", "SpaceInvaders", [10, 10, 6], ["nothing", "left", "right", "fire"]),
  ])
  func `a game answers to its name and to Gymnasium's ids`(
    game: String, id: String, shape: [Int], minimal: [String]
  ) throws {
    let full = ["nothing", "left", "up", "right", "down", "fire"]
    for (name, alias, actions) in [
      ("minatar/\(game)", "MinAtar/\(id)-v1", minimal), ("minatar/\(game)-full", "MinAtar/\(id)-v0", full),
    ] {
      let spec = try #require(try EnvironmentCatalog.entry(named: alias)).spec
      #expect(spec == (try EnvironmentCatalog.entry(named: name))?.spec)
      #expect(spec.name == name)
      #expect(spec.observationShape == shape && spec.observationMaximum == 1 && spec.stepLimit == nil)
      #expect(spec.actionNames == actions)
    }
  }

  @Test func `stickiness and ramping are options, the action set is not`() throws {
    let entry = try EnvironmentCatalog.entry(named: "MinAtar/Asterix-v0:sticky=0.25,ramping=no")
    #expect(entry?.name == "minatar/asterix-full:sticky=0.25,ramping=no")
    #expect(throws: OptionError.badValue(name: "sticky", value: "1.5", expected: "0 ... 1")) {
      try EnvironmentCatalog.entry(named: "minatar/asterix:sticky=1.5")
    }
    #expect(throws: OptionError.unknown(name: "actions", known: ["sticky", "ramping"])) {
      try EnvironmentCatalog.entry(named: "minatar/asterix:actions=full")
    }
  }
}
