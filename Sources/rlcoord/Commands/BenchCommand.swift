import RLAgents
import ArgumentParser
import RLBenchmarks
import RLEnvironmentKit
import RLEnvironments
import Foundation
import RLNetworks
internal import RLResults
import RLRuns

/// `rlcoord bench`: how fast this machine is.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure the learner, the environments and whole training.",
    discussion: """
      Nothing is left behind. Close other programs first: what else the processors do shows in the figures.

      Examples:
        rlcoord bench learner
        rlcoord bench environments minatar minigrid/doorkey-6x6
        rlcoord bench training --precision bf16 --json
      """,
    subcommands: [BenchLearner.self, BenchEnvironments.self, BenchTraining.self, BenchSaving.self, BenchStudies.self])
}

/// What every benchmark takes.
struct BenchOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    parsing: .unconditional, help: ArgumentHelp("Threads. (default: the processors)", valueName: "n"),
    transform: count)
  var threads: Int?

  @Flag(help: "One JSON object a line on standard output.")
  var json = false

  var usedThreads: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Prints a result: as JSON, or its values with their names, but for objects.
  func print(_ record: KeyValuePairs<String, JSON>) {
    if json {
      Console.print(JSON.record(record).text)
    } else {
      Console.print(
        record.compactMap { name, value -> String? in
          switch value {
          case .object: nil
          case .string(let text): text
          case .number(let number): "\(name) \(number.fixed(number < 1 ? 4 : number < 1000 ? 2 : 0))"
          default: "\(name) \(value.text)"
          }
        }.joined(separator: "  "))
    }
  }
}

/// `rlcoord bench learner`.
struct BenchLearner: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learner",
    abstract: "Time one whole optimizer step: gather, forward, PPO loss, backward, clip, Adam.")

  @Option(
    help: ArgumentHelp(
      "Convolutions: \(ConvolutionChoice.allCases.map(\.rawValue).joined(separator: ", ")). (default: all)",
      valueName: "kind"),
    completion: .list(ConvolutionChoice.allCases.map(\.rawValue)))
  var conv: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Times that all are measured, in turns.", valueName: "n"),
    transform: count)
  var rounds = 3

  @OptionGroup var options: BenchOptions

  func run() throws {
    let convolution = try conv.map { try Names.convolution($0) }
    if !Precision.bf16.isSupported { Console.note("bf16 is left out: this processor does not compute in it") }
    let benchmarks = LearnerBenchmark.all(threads: options.usedThreads)
      .filter { convolution == nil || $0.convolution == convolution }
    for result in try LearnerBenchmark.measure(benchmarks, rounds: rounds) {
      options.print([
        "network": .string(result.network), "convolution": .string(result.convolution),
        "precision": .string(result.precision), "samples": .count(result.samples),
        "threads": .count(result.threads), "ms": .number(result.ms), "medianMs": .number(result.medianMs),
      ])
    }
  }
}

/// `rlcoord bench environments`.
struct BenchEnvironments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "environments", abstract: "Count steps per second of environments under random actions.",
    discussion: """
      Observations are written; 64 environments make a lane, and each is measured with one lane and with one for every
      thread.
      """)

  @Argument(
    help: ArgumentHelp(
      "Names or families from `rlcoord list environments`. (default: all)", valueName: "environment"),
    completion: .list(Inventory.families + EnvironmentCatalog.names))
  var environments: [String] = []

  @Option(help: ArgumentHelp("Seconds each figure is measured for.", valueName: "s"))
  var seconds = 1.0

  func validate() throws {
    if !(seconds > 0 && seconds <= 3600) { throw ValidationError("--seconds must be above 0 and at most 3600") }
  }

  @OptionGroup var options: BenchOptions

  func run() throws {
    let lanes = Set([1, options.usedThreads]).sorted()
    let entries = try environments.isEmpty ? EnvironmentCatalog.entries : environments.flatMap(Inventory.environments)
    for entry in entries {
      for result in EnvironmentBenchmark.measure(entry, lanes: lanes, seconds: seconds) {
        options.print([
          "environment": .string(result.environment), "lanes": .count(result.lanes), "threads": .count(result.threads),
          "stepsPerSecond": .number(result.stepsPerSecond),
        ])
      }
    }
  }
}

/// `rlcoord bench training`.
struct BenchTraining: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    abstract: "Count steps per second of whole training: PPO and A2C, on a board of planes and on 84×84×4 frames.",
    discussion: """
      Settings are those of `rlcoord run`: the environment's preset, and over it what is chosen here. The command that \
      trains so is named with all its settings.
      """)

  @Option(
    help: ArgumentHelp(
      "Convolutions: \(ConvolutionChoice.allCases.map(\.rawValue).joined(separator: ", ")). (default: the preset's)",
      valueName: "kind"),
    completion: .list(ConvolutionChoice.allCases.map(\.rawValue)))
  var conv: String?

  @Option(
    help: ArgumentHelp(
      "Precision: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")). (default: the preset's)",
      valueName: "type"),
    completion: .list(Precision.allCases.map(\.rawValue)))
  var precision: String?

  @Option(help: ArgumentHelp("Seconds each is measured for.", valueName: "s"))
  var seconds = 20.0

  @OptionGroup var options: BenchOptions

  func validate() throws {
    if !(seconds >= 0 && seconds <= 3600) { throw ValidationError("--seconds must be from 0 to 3600") }
  }

  func run() throws {
    let choices = [("convolution", conv), ("precision", precision)]
      .compactMap { name, value in value.map { Assignment(name, $0) } }
    for benchmark in try TrainingBenchmark.all(choices, threads: options.usedThreads) {
      let configuration = benchmark.configuration
      let settings = configuration.fields.map { ($0.name, $0.text(configuration)) }
      if !options.json {
        Console.print("\(benchmark.command): " + settings.map { "\($0)=\($1)" }.joined(separator: " "))
      }
      let result = try benchmark.run(seconds: seconds)
      options.print([
        "environment": .string(configuration.environment), "agent": .string(configuration.agent.name),
        "network": .string(configuration.network.name),
        "convolution": .string(configuration.network.convolution.rawValue),
        "precision": .string(configuration.network.precision.rawValue), "threads": .count(benchmark.threads),
        "stepsPerSecond": .number(result.stepsPerSecond), "peakMemoryBytes": .count(result.peakMemoryBytes),
        "run": .record([
          "command": .string(benchmark.command), "settings": .object(settings.map { .init($0, .string($1)) }),
        ]),
      ])
    }
  }
}

/// `rlcoord bench saving`.
struct BenchSaving: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "saving",
    abstract: "Time a checkpoint and a line of metrics, also as a share of training.",
    discussion: "Files are written to the folder for temporary ones, and removed.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    for result in try SavingBenchmark.all(threads: options.usedThreads) {
      options.print([
        "environment": .string(result.environment), "network": .string(result.network),
        "bytes": .count(result.bytes), "checkpointMs": .number(result.checkpointMilliseconds),
        "checkpointPercent": .number(result.checkpointPercent), "lineMicroseconds": .number(result.lineMicroseconds),
        "linePercent": .number(result.linePercent),
      ])
    }
  }
}

/// `rlcoord bench studies`.
struct BenchStudies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studies", abstract: "Time an epoch of each network of the not-so-Clevr studies.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    for result in try StudyBenchmark.measure(threads: options.usedThreads) {
      options.print([
        "study": .string(result.study), "network": .string(result.network), "kernel": .count(result.kernel),
        "scale": .count(result.scale), "parameters": .count(result.parameters), "batch": .count(result.batch),
        "samples": .count(result.samples), "threads": .count(result.threads),
        "secondsPerEpoch": .number(result.secondsPerEpoch),
      ])
    }
  }
}
