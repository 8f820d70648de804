import ArgumentParser
import Foundation
import RLRuns

/// How training is carried out and saved, which changes nothing of its result.
struct SavingOptions: ParsableArguments {
  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp("Threads; only the speed depends on them. (default: the processors)", valueName: "n"),
    transform: count)
  var threads: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds between checkpoints; 0 saves after every iteration. (default: 60)", valueName: "s"),
    transform: SavingOptions.seconds)
  var checkpointEvery: Double?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Checkpoints to keep, the latest. (default: 1)", valueName: "n"),
    transform: count)
  var keep: Int?

  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// The first flag that was given, as typed.
  var given: String? {
    threads != nil ? "--threads" : checkpointEvery != nil ? "--checkpoint-every" : keep != nil ? "--keep" : nil
  }

  /// Lets a run save as is asked for.
  func apply(to training: inout Training) {
    if let checkpointEvery { training.checkpointInterval = .seconds(checkpointEvery) }
    if let keep { training.keptCheckpoints = keep }
  }

  @Sendable static func seconds(_ text: String) throws -> Double {
    guard let value = Double(text), value >= 0, value.isFinite else {
      throw ValidationError("'\(text)' is not a number of seconds from 0 on")
    }
    // Longer than any run; a much greater number could not even be counted.
    return min(value, 1e9)
  }
}
