import ArgumentParser
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
        rlcoord list                                         what there is
      """,
    version: RLCoord.version,
    subcommands: [
      RunCommand.self, ResumeCommand.self, ConfigCommand.self, StatusCommand.self, RunsCommand.self, EvalCommand.self,
      CompareCommand.self, PlotCommand.self, StudyCommand.self, ExchangeCommand.self,
      WatchCommand.self, PlayCommand.self, RecordCommand.self, ListCommand.self,
      ContactSheetCommand.self, BenchCommand.self, ParityCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.exit(with: error)
    }
  }
}
