import ArgumentParser
internal import RLResults
import RLRuns

/// `rlcoord runs`: the runs in a folder.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List, show or remove runs.",
    subcommands: [List.self, Show.self, Remove.self], defaultSubcommand: List.self)

  /// Where runs are looked for.
  struct Place: ParsableArguments {
    @Option(
      help: ArgumentHelp("Folder that holds the runs, at any depth. (default: runs)", valueName: "folder"),
      completion: .directory)
    var under: String?

    /// The runs there.
    ///
    /// - Throws: `FileError` for a folder that was named and is not there.
    var runs: [RunSummary] {
      get throws {
        if let under, !File.isFolder(under) { throw FileError(attempt: "read", path: under, reason: "no such folder") }
        return RunSummary.all(under: path)
      }
    }

    var path: String { under ?? "runs" }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List runs.",
      discussion: """
        A run is finished, running, stopped (and can be resumed) or damaged. The return is that of the final \
        evaluation, or while there is none, of the latest training episodes.

        Examples:
          rlcoord runs
          rlcoord runs list --under runs/conv-or-coordconv --json
        """)

    @OptionGroup var place: Place

    @Flag(help: "One JSON object a line on standard output.")
    var json = false

    func run() throws {
      let runs = try place.runs
      if json { return runs.forEach { Console.print($0.record.text) } }
      if runs.isEmpty { return Console.note("no runs under '\(place.path)'") }
      RunTable.lines(runs).forEach { Console.print($0) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a run: its state, its evaluations, its settings, and which of its files are damaged.")

    @Argument(help: ArgumentHelp("A run's folder.", valueName: "folder"), completion: .directory)
    var path: String

    func run() throws {
      let summary = RunSummary(try RunFolder(of: path))
      RunTable.lines([summary]).forEach { Console.print($0) }
      RunTable.details(of: summary).forEach { Console.print($0) }
      let problems = (summary.problem.map { [$0] } ?? []) + summary.damagedFiles.map(\.description)
      problems.forEach(Console.complain)
      if !problems.isEmpty { throw Failure.data }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove runs with all their files.",
      discussion: "A running one is not removed. Without --yes a person at a terminal is asked first.")

    @Argument(help: ArgumentHelp("Runs' folders.", valueName: "folder"), completion: .directory)
    var paths: [String]

    @Flag(help: "Do not ask.")
    var yes = false

    func run() throws {
      let runs = try paths.map { RunSummary(try RunFolder(of: $0)) }
      for run in runs {
        guard yes || Console.confirms("remove \(run.folder.path) (\(run.state.rawValue), \(run.steps.grouped) steps)?")
        else {
          throw ValidationError("nothing was removed; --yes removes without asking")
        }
        let isGone = try run.remove()
        Console.note("removed \(run.folder.path)" + (isGone ? "" : ", but for files that are not the run's"))
      }
    }
  }
}
