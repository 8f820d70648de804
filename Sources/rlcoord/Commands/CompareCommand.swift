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

      The same command goes on where it was stopped. Runs are carried out side by side, a thread each.

      Examples:
        rlcoord compare minatar/breakout --conv conv,coordconv --seeds 5
        rlcoord compare minatar/breakout minatar/asterix --agents ppo,a2c --seeds 10 --steps 2M --out runs/agents
      """)

  @Argument(help: "Names from `rlcoord list environments`.", completion: .list(EnvironmentCatalog.names))
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
    parsing: .unconditional, help: ArgumentHelp("Seeds of every variant: 1 to n. (default: 5)", valueName: "n"),
    transform: count)
  var seeds = 5

  @Option(
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
    parsing: .unconditional,
    help: ArgumentHelp("Threads for all runs together. (default: the processors)", valueName: "n"), transform: count)
  var threads: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Runs side by side. (default: one a thread)", valueName: "n"),
    transform: count)
  var jobs: Int?

  @Option(
    help: ArgumentHelp("Folder for the runs and the report.", valueName: "folder"),
    completion: .directory)
  var out = "runs/comparison"

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    var choices = try set.map { try Assignment($0) }
    if let steps { choices.append(Assignment("steps", String(steps))) }
    let plan = try ComparisonPlan(
      environments: environments, agents: commaSeparated(agents), convolutions: commaSeparated(conv),
      networks: networks.map(commaSeparated) ?? [], seeds: seeds, choices: choices, evaluationEpisodes: evalEpisodes)
    let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let comparison = Comparison(
      plan, path: out, jobs: jobs ?? threads, threads: threads,
      command: (["rlcoord"] + CommandLine.arguments.dropFirst()).joined(separator: " "))
    let reporter = ComparisonReporter(output)
    reporter.started(comparison)
    Interruption.watch()
    let results = try comparison.run(shouldStop: { Interruption.isRequested }, progress: reporter.show)
    reporter.finished()
    guard let results else {
      Console.note("stopped, saved; the same command goes on")
      throw Failure.interrupted
    }
    let analysis = try ComparisonAnalysis(results)
    try analysis.write(into: out)
    if output.json {
      Console.print(analysis.record.text)
    } else {
      (output.quiet ? analysis.verdict : analysis.lines(width: Table.width)).forEach { Console.print($0) }
    }
    if !output.quiet, !output.json { Console.note("report: \(out)/report.html") }
  }
}
