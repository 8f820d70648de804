import ArgumentParser
internal import RLResults
import RLRuns

/// `rlcoord exchange`: what this program computes, for the scripts that compare it with Python packages.
struct ExchangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange", abstract: "Print computed numbers for Scripts/check_*.py to compare.",
    shouldDisplay: false, subcommands: [Policy.self, Statistics.self])

  struct Policy: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a checkpoint's network computes for made-up observations, as JSON lines.")

    @Argument(help: ArgumentHelp("A run's folder or a checkpoint.", valueName: "folder-or-checkpoint"))
    var path: String

    @Option(help: ArgumentHelp("Seed of the observations.", valueName: "s"))
    var seed: UInt64 = 1

    func run() throws { Console.printText(try PolicyExchange.lines(checkpoint: path, seed: seed)) }
  }

  struct Statistics: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Estimates and intervals of made-up scores, as JSON.")

    @Option(help: ArgumentHelp("Seed of the scores.", valueName: "s"))
    var seed: UInt64 = 1

    func run() throws { Console.print(StatisticsExchange.text(seed: seed)) }
  }
}
