import RLAgents
import RLEnvironmentKit
import RLEnvironments
import RLNetworks
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct ConfigurationOrderTests {
  private func learningRate(_ configuration: RunConfiguration) -> Float? {
    if case .ppo(let ppo) = configuration.agent { ppo.learningRate } else { nil }
  }

  @Test func `a preset goes over defaults, a file over the preset, a command over the file`() throws {
    let file = try SettingsFile(parsing: Array("learning-rate: 0.25\ngamma: 0.5\n".utf8), path: "f.yaml")
    let rates = try [[], file.assignments, file.assignments + [Assignment("learning-rate=0.75")]].map {
      learningRate(try RunConfiguration(environment: "minatar/breakout", agent: "ppo", $0))
    }
    #expect(PPOConfiguration().learningRate == 2.5e-4)
    #expect(rates == [5e-3, 0.25, 0.75])
    let all = try RunConfiguration(
      environment: "minatar/breakout", agent: "ppo", file.assignments + [Assignment("learning-rate=0.75")])
    guard case .ppo(let ppo) = all.agent else { return }
    #expect(ppo.gamma == 0.5 && ppo.rolloutSteps == 128 && ppo.epochs == PPOConfiguration().epochs)
  }

  @Test(arguments: AgentConfiguration.names)
  func `every setting can be set by its name alone`(agent: String) throws {
    var settings = RandomSettings(seed: 7)
    var seen: Set<String> = []
    for _ in 0..<12 {
      let choices = try settings.next(agent)
      let optimizer = choices.filter { $0.name == "optimizer" }
      // Counts depend on each other; they are set together.
      let counts = ["environments", "lanes", "rollout-steps", "minibatch-size"]
      let together = choices.filter { counts.contains($0.name) }
      for choice in choices where choice.name != "optimizer" {
        let others = counts.contains(choice.name) ? together : [choice]
        let configuration = try RunConfiguration(
          environment: "minatar/breakout", agent: agent,
          optimizer + others.map { try Assignment("\($0.name)=\($0.value)") })
        #expect(configuration.fields.first { $0.name == choice.name }?.text(configuration) == choice.value)
        seen.insert(choice.name)
      }
    }
    let words: Set<String> =
      agent == "random" ? [] : ["beta1", "beta2", "epsilon", "decay", "epsilon-placement", "momentum"]
    #expect(seen.isSuperset(of: words))
  }

  @Test func `an optimizer goes over the preset's, wherever it stands, with its own settings`() throws {
    for choices in [["optimizer=sgd", "momentum=0.5"], ["momentum=0.5", "optimizer=sgd"]] {
      let configuration = try RunConfiguration(
        environment: "minatar/breakout", agent: "a2c", choices.map { try Assignment($0) })
      guard case .a2c(let a2c) = configuration.agent, case .sgd(let sgd) = a2c.optimizer else {
        Issue.record("\(configuration.agent)")
        return
      }
      // The rest of the preset stays.
      #expect(sgd.momentum == 0.5 && a2c.learningRate == 3e-3)
    }
    let twice = try RunConfiguration(
      environment: "minatar/breakout", agent: "a2c",
      [Assignment("optimizer=sgd"), Assignment("optimizer=rmsprop"), Assignment("decay=0.5")])
    guard case .a2c(let a2c) = twice.agent, case .rmsprop(let rmsprop) = a2c.optimizer else {
      Issue.record("\(twice.agent)")
      return
    }
    #expect(rmsprop.decay == 0.5)
  }

  @Test func `an optimizer chosen over a file's leaves that one's settings behind`() throws {
    let file = try SettingsFile(parsing: Array("optimizer: adam\nbeta1: 0.5\ngamma: 0.5\n".utf8), path: "f.yaml")
    let configuration = try RunConfiguration(
      environment: "minatar/breakout", agent: "ppo", file.assignments + [Assignment("optimizer=sgd")])
    guard case .ppo(let ppo) = configuration.agent else { return }
    #expect(ppo.optimizer == .sgd(.init()) && ppo.gamma == 0.5)
    // One that a file does not change may be set by it.
    let kept = try RunConfiguration(
      environment: "minatar/breakout", agent: "ppo",
      SettingsFile(parsing: Array("beta1: 0.5\n".utf8), path: "f.yaml").assignments)
    #expect(kept.fields.first { $0.name == "beta1" }?.text(kept) == "0.5")
  }

  @Test func `a setting of an optimizer that was not chosen is unknown`() throws {
    let error = #expect(throws: SettingsError.self) {
      try RunConfiguration(environment: "minatar/breakout", agent: "ppo", [Assignment("momentum=0.5")])
    }
    #expect(error?.description.hasPrefix("unknown setting 'momentum'") == true)
    // Nor is it, where a preset chose the optimizer.
    #expect(throws: SettingsError.self) {
      try RunConfiguration(environment: "minatar/breakout", agent: "a2c", [Assignment("momentum=0.5")])
    }
  }

  @Test func `minibatches follow another number of environments unless they are chosen too`() throws {
    func minibatch(_ choices: String...) throws -> Int? {
      let configuration = try RunConfiguration(
        environment: "minatar/breakout", agent: "ppo", choices.map { try Assignment($0) })
      if case .ppo(let ppo) = configuration.agent { return ppo.minibatchSize }
      return nil
    }
    #expect(try minibatch() == 1024)
    #expect(try minibatch("environments=4") == 512)
    #expect(try minibatch("rollout-steps=3", "environments=8") == 24)
    #expect(try minibatch("environments=4", "minibatch-size=128") == 128)
    #expect(throws: ConfigurationError.minibatchTooLarge(minibatch: 1024, rollout: 512)) {
      try minibatch("environments=4", "minibatch-size=1024")
    }
  }

  @Test func `numbers that cannot work together are blamed on the file's line, or on none`() throws {
    let file = try SettingsFile(parsing: Array("# mine\ngamma: 0.9\nlanes: 3\n".utf8), path: "f.yaml")
    let reason = "lanes must be a power of two, not 3; the nearest are 2 and 4"
    let inFile = #expect(throws: SettingsError.self) {
      try RunConfiguration(environment: "minatar/breakout", agent: "ppo", file.assignments)
    }
    #expect(inFile?.description == "f.yaml:3: " + reason)
    #expect(inFile?.isInFile == true)
    // A command that went over the file's value is to blame itself.
    #expect(throws: ConfigurationError.lanesNotPowerOfTwo(5)) {
      try RunConfiguration(
        environment: "minatar/breakout", agent: "ppo", file.assignments + [Assignment("lanes=5")])
    }
    #expect(throws: Never.self) {
      try RunConfiguration(
        environment: "minatar/breakout", agent: "ppo", file.assignments + [Assignment("lanes=2")])
    }
  }

  @Test(arguments: ["", "=", "=0.5", "gamma", "gamma 0.5"])
  func `what is not a setting is refused`(text: String) {
    let error = #expect(throws: SettingsError.self) { try Assignment(text) }
    #expect(error?.description == "'\(text)' is not a setting; expected name=value")
    #expect(error?.isInFile == false)
  }
}
