import ArgumentParser
internal import RLResults
import RLRuns

/// `rlcoord status`: what is being trained at present.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the runs that are being trained at present.",
    discussion: """
      Examples:
        rlcoord status
        rlcoord status --json
      """)

  @OptionGroup var place: RunsCommand.Place

  @Flag(help: "One JSON object a line on standard output.")
  var json = false

  func run() throws {
    let runs = RunSummary.all(under: place.under).filter { $0.state == .running }
    if json { return runs.forEach { Console.print($0.record.text) } }
    if runs.isEmpty { return Console.note("nothing is being trained under '\(place.under)'") }
    RunTable.lines(runs).forEach { Console.print($0) }
  }
}
