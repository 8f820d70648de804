import RLAgents
import ArgumentParser
import RLEnvironments
internal import RLResults
import RLRuns

/// `rlcoord config`: the settings of a run, before it is made.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the settings that a run would have, as a YAML file.",
    discussion: """
      Every setting with what it is for, and its default where the environment's preset or you chose another value. \
      What is printed can be changed and given to `rlcoord run --config`.

      Examples:
        rlcoord config minatar/breakout ppo
        rlcoord config arcade/pong a2c --set gamma=0.95 > pong.yaml
      """)

  @Argument(help: "A name from `rlcoord list environments`.", completion: .list(EnvironmentCatalog.names))
  var environment: String

  @Argument(
    help: ArgumentHelp("\(AgentConfiguration.names.joined(separator: ", "))."),
    completion: .list(AgentConfiguration.names))
  var agent: String

  @Option(
    help: ArgumentHelp("A YAML file of settings to start from.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Option(help: ArgumentHelp("A setting, such as gamma=0.95; may be repeated.", valueName: "name=value"))
  var set: [String] = []

  func run() throws {
    let file = try config.map { try SettingsFile(readingFrom: $0).assignments } ?? []
    let configuration = try RunConfiguration(
      environment: environment, agent: agent, file + set.map { try Assignment($0) })
    Console.printText(try configuration.text)
    for warning in configuration.warnings { Console.note("warning: \(warning)") }
  }
}
