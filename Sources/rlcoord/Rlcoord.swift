import ArgumentParser
import RLEnvironmentKit
import RLRuns

/// `rlcoord`: arguments in, library calls, text out.
@main
struct Rlcoord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rlcoord",
    abstract: "Train agents from pixels, at the speed of the machine, with results that repeat bit for bit.",
    discussion: """
      Examples:
        rlcoord run minatar/breakout ppo                     train and evaluate
        rlcoord run minatar/breakout ppo --conv coordconv    the same with CoordConv
        rlcoord eval runs/minatar-breakout-ppo-seed1-1       evaluate once more
        rlcoord watch runs/minatar-breakout-ppo-seed1-1      see it play
        rlcoord play arcade/pong                             play yourself
        rlcoord study not-so-clevr/classification            a paper's experiment
        rlcoord list                                         everything by name
      """,
    version: RLCoord.version,
    subcommands: [
      RunCommand.self, ResumeCommand.self, ConfigCommand.self, StatusCommand.self, RunsCommand.self, EvalCommand.self,
      CompareCommand.self, PlotCommand.self, StudyCommand.self, ExchangeCommand.self, WatchCommand.self,
      PlayCommand.self, RecordCommand.self, ListCommand.self, CheckCommand.self,
      ContactSheetCommand.self, BenchCommand.self, ParityCommand.self,
    ])

  /// The parser calls a misspelled subcommand an unexpected argument.
  private static func checkSubcommand(_ word: String?) throws(UnknownName) {
    let configurations = configuration.subcommands.map { $0.configuration }
    let all = configurations.compactMap { $0.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !all.contains(word) else { return }
    let known = configurations.filter { $0.shouldDisplay }.compactMap { $0.commandName }
    throw UnknownName(kind: "command", name: word, known: known, hint: "`rlcoord --help` shows all")
  }

  static func main() {
    do {
      try checkSubcommand(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.exit(with: error)
    }
  }
}
