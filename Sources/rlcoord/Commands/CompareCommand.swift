import RLAgents
import ArgumentParser
import RLEnvironments
import Foundation
import RLNetworks
internal import RLResults
import RLRuns

/// `rlcoord compare`: agents and networks against each other, over seeds.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare agents and networks over environments and seeds, with intervals.",
    discussion: """
      Trains every variant in every environment with every seed, evaluates each over whole episodes, and reports as \
      Agarwal 2021 asks: interquartile means, probabilities of improvement, performance profiles and learning curves, \
      all with 95 % bootstrap intervals. The first variant is what the others are compared with. The folder then holds \
      report.html, runs.csv, curves.csv and every run.

      The same command resumes where it was stopped. Runs are carried out side by side, a thread each.

      Examples:
        rlcoord compare minatar/breakout --conv conv,coordconv --seeds 5
        rlcoord compare minatar/breakout minatar/asterix --agents ppo,a2c --steps 2M
        rlcoord compare minatar --seeds 1-5,7 --out runs/minatar
      """)

  @Argument(
    help: "Names or families from `rlcoord list environments`.",
    completion: .list(Inventory.families + EnvironmentCatalog.names))
  var environments: [String]

  @Option(
    help: ArgumentHelp(
      "Agents, joined by commas: \(AgentConfiguration.names.joined(separator: ", ")).",
      valueName: "names"))
  var agents = "ppo"

  @Option(
    help: ArgumentHelp(
      "Convolutions, joined by commas: \(ConvolutionChoice.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "kinds"))
  var conv = "conv"

  @Option(
    help: ArgumentHelp(
      "Policy networks, joined by commas: \(PolicyArchitecture.all.map(\.name).joined(separator: ", ")). "
        + "(default: by environment)", valueName: "names"))
  var networks: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seeds of every variant: 5 for 1 to 5, or numbers and ranges such as 1-5,7. (default: 5)", valueName: "seeds"),
    transform: CompareCommand.seeds)
  var seeds: [UInt64] = Array(1...5)

  @Option(
    name: [.customShort("n"), .long],
    parsing: .unconditional,
    help: ArgumentHelp("Environment steps of every run, such as 200k or 5M. (default: by environment)", valueName: "n"),
    transform: count)
  var steps: Int?

  @Option(
    help: ArgumentHelp("A setting of all runs, such as gamma=0.95; may be repeated.", valueName: "name=value"))
  var set: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Episodes to evaluate every run over. (default: \(Evaluation.usualEpisodes))", valueName: "n"),
    transform: count)
  var evalEpisodes = Evaluation.usualEpisodes

  @Option(
    name: [.short, .long],
    parsing: .unconditional,
    help: ArgumentHelp("Threads for all runs together. (default: the processors)", valueName: "n"), transform: count)
  var threads: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Runs side by side. (default: one a thread)", valueName: "n"),
    transform: count)
  var jobs: Int?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Folder for the runs and the report.", valueName: "folder"),
    completion: .directory)
  var out = "runs/comparison"

  @OptionGroup(title: "Output") var output: OutputOptions

  /// A number alone is how many; numbers joined by commas, and ranges, are the seeds themselves.
  @Sendable static func seeds(_ text: String) throws -> [UInt64] {
    if let count = try? Count(text) { return (1...UInt64(count.value)).map { $0 } }
    let parts = try commaSeparated(text).map { part in
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
        last - first < 10_000
      else {
        throw ValidationError("'\(part)' is not a seed or a range of seeds; expected 5 for 1 to 5, or 1-5,7")
      }
      return Array(first...last)
    }
    return parts.flatMap { $0 }
  }

  func run() throws {
    var choices = try set.map { try Assignment($0) }
    if let steps { choices.append(Assignment("steps", String(steps))) }
    let plan = try ComparisonPlan(
      environments: environments, agents: commaSeparated(agents), convolutions: commaSeparated(conv),
      networks: networks.map(commaSeparated) ?? [], seeds: seeds, choices: choices, evaluationEpisodes: evalEpisodes)
    let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let comparison = Comparison(
      plan, path: out, jobs: jobs ?? threads, threads: threads,
      command: Console.command)
    let reporter = ComparisonReporter(output)
    reporter.started(comparison)
    Interruption.watch()
    let results = try comparison.run(shouldStop: { Interruption.isRequested }, progress: reporter.show)
    reporter.finished()
    guard let results else {
      Console.note("stopped, saved; to resume: \(Console.command)")
      throw Failure.interrupted
    }
    let analysis = try ComparisonAnalysis(results)
    try analysis.write(into: out)
    if output.json {
      Console.print(analysis.record.text)
    } else {
      (output.quiet ? analysis.verdict : analysis.lines(width: Console.isOutputWatched ? Console.outputWidth : 100))
        .forEach { Console.print($0) }
    }
    if !output.quiet, !output.json { Console.note("report: \(out)/report.html") }
  }
}
