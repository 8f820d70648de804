import Agents
import ArgumentParser
import Networks
import Runs

/// What decides how an agent is trained; all of it has a default that suits the environment.
struct TrainingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Environment steps to train for, such as 200k, 5M or 5_000_000. (default: 5M to learn, 1M at random)",
      valueName: "n"), transform: count)
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "Policy network: \(PolicyArchitecture.all.map(\.name).joined(separator: ", ")). (default: by environment)",
      valueName: "name"),
    completion: .list(PolicyArchitecture.all.map(\.name)))
  var network: String?

  @Option(
    help: ArgumentHelp(
      "Convolutions: \(ConvolutionChoice.allCases.map(\.rawValue).joined(separator: ", ")). (default: conv)",
      valueName: "kind"),
    completion: .list(ConvolutionChoice.allCases.map(\.rawValue)))
  var conv: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Environments side by side. (default: by agent and environment)", valueName: "n"),
    transform: count)
  var envs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Shares the work is divided into: a power of two; part of the result. (default: 4)", valueName: "n"),
    transform: count)
  var lanes: Int?

  @Option(
    help: ArgumentHelp(
      "Activations and packed weights: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")). (default: f32)",
      valueName: "type"),
    completion: .list(Precision.allCases.map(\.rawValue)))
  var precision: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads; only the speed depends on them. (default: the processors)", valueName: "n"),
    transform: count)
  var threads: Int?

  @Option(
    help: ArgumentHelp("New or empty folder for the run. (default: a new one under runs)", valueName: "folder"),
    completion: .directory)
  var out: String?

  /// The first flag that was given, as typed; all are meaningless for a trained agent.
  var given: String? {
    let flags = [
      ("--steps", steps != nil), ("--network", network != nil), ("--conv", conv != nil), ("--envs", envs != nil),
      ("--lanes", lanes != nil), ("--precision", precision != nil), ("--threads", threads != nil),
      ("--out", out != nil),
    ]
    return flags.first { $0.1 }?.0
  }
}
