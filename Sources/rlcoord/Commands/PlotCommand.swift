import ArgumentParser
internal import RLResults
import RLRuns

/// `rlcoord plot`: learning curves.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw the learning curves of runs.",
    discussion: """
      The mean return of the latest 100 training episodes over the steps, a chart for each environment. Runs that differ \
      in nothing but their seed are drawn as one line, their interquartile mean with its 95 % interval.

      Examples:
        rlcoord plot runs
        rlcoord plot runs/minatar-breakout-ppo-seed* --out breakout.svg
      """)

  @Argument(
    help: ArgumentHelp("Runs' folders, or folders that hold runs.", valueName: "folder"), completion: .directory)
  var paths: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write the charts instead of showing them here.", valueName: "file.svg|file.html"),
    completion: .file(extensions: ["svg", "html"]))
  var out: String?

  func run() throws {
    let folders = try paths.flatMap { path in
      let runs = RunSummary.all(under: path)
      // Says what is wrong with a path that leads to no run.
      return runs.isEmpty ? [try RunFolder(of: path)] : runs.map(\.folder)
    }
    let plot = try CurvePlot(runs: folders)
    if let out {
      try plot.write(to: out)
      Console.note("drawn: \(out)")
    } else {
      plot.lines(width: Console.outputWidth, isColored: Console.isOutputWatched).forEach { Console.print($0) }
    }
  }
}
