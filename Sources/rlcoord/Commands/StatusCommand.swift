import ArgumentParser
internal import RLResults
import RLRuns

/// `rlcoord status`: which runs are being trained.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the runs that are being trained now.",
    discussion: """
      Examples:
        rlcoord status
        rlcoord status --json
      """)

  @OptionGroup var place: RunsCommand.Place

  @Flag(help: "One JSON object a line on standard output.")
  var json = false

  func run() throws {
    let runs = try place.runs.filter { $0.state == .running }
    if json { return runs.forEach { Console.print($0.record.text) } }
    if runs.isEmpty { return Console.note("nothing is being trained under '\(place.path)'") }
    RunTable.lines(runs).forEach { Console.print($0) }
  }
}
