import RLAgents
import ArgumentParser
import RLNetworks
internal import RLResults
import RLRuns

/// What decides how an agent is trained; all of it has a default that suits the environment.
struct TrainingOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
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
    help: ArgumentHelp(
      "Start from the weights of a trained agent: a run's folder or a checkpoint, in any environment they fit.",
      valueName: "run"),
    completion: .file())
  var initFrom: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "End training when the mean return of the latest \(RunConfiguration.fullWindow) training episodes reaches x.",
      valueName: "x"),
    transform: finiteReturn)
  var stopReturn: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Environments side by side. (default: by agent and environment)", valueName: "n"),
    transform: count)
  var envs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Parts the work is divided into: a power of two; part of the result. (default: 4)", valueName: "n"),
    transform: count)
  var lanes: Int?

  @Option(
    help: ArgumentHelp(
      "Activations and packed weights: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")). (default: f32)",
      valueName: "type"),
    completion: .list(Precision.allCases.map(\.rawValue)))
  var precision: String?

  @Option(
    help: ArgumentHelp("A YAML file of settings, such as a run's config.yaml.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Option(
    help: ArgumentHelp("A setting of `rlcoord config`, such as gamma=0.95; may be repeated.", valueName: "name=value"))
  var set: [String] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("New or empty folder for the run. (default: a new one under runs)", valueName: "folder"),
    completion: .directory)
  var out: String?

  @OptionGroup var saving: SavingOptions

  /// The flags that are settings, under the names that settings have.
  private var flags: [(flag: String, setting: String, value: String?)] {
    [
      ("--steps", "steps", steps.map { String($0) }), ("--network", "network", network),
      ("--conv", "convolution", conv), ("--envs", "environments", envs.map { String($0) }),
      ("--init-from", "init-from", initFrom), ("--stop-return", "stop-return", stopReturn.map { String($0) }),
      ("--lanes", "lanes", lanes.map { String($0) }), ("--precision", "precision", precision),
    ]
  }

  /// What a person chose, the file before the flags, so that the flags override it.
  func choices(_ file: SettingsFile?, seed: UInt64?) throws -> [Assignment] {
    var choices = file?.assignments ?? []
    choices += try set.map { try Assignment($0) }
    choices += flags.compactMap { flag in flag.value.map { Assignment(flag.setting, $0) } }
    if let seed { choices.append(Assignment("seed", String(seed))) }
    return choices
  }

  /// The first flag that was given, as typed; all are meaningless for a trained agent.
  var given: String? {
    if config != nil { return "--config" }
    if !set.isEmpty { return "--set" }
    if out != nil { return "--out" }
    return flags.first { $0.value != nil }?.flag ?? saving.given
  }
}
