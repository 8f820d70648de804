internal import RLEnvironmentKit
public import RLResults

/// An experiment that its name repeats: `rlcoord study NAME`.
///
/// To add one, write a file with a value of a type like ``SupervisedStudy`` and a line in ``StudyCatalog/all``.
public protocol Study: Sendable {
  var name: String { get }
  /// One line for a person.
  var summary: String { get }
  /// Where it comes from.
  var source: String { get }
  /// What `--conv` chooses from; empty where there is no choice.
  var networks: [String] { get }
  /// What `--split` chooses from; empty where there is no choice.
  var splits: [String] { get }
  /// Whether networks are trained, from seeds and by settings.
  var trains: Bool { get }

  /// Carries out what is ordered and returns its report.
  ///
  /// - Parameters:
  ///   - order: its names are known.
  ///   - progress: is called after every epoch.
  /// - Returns: nil where it was stopped; the same order then resumes.
  /// - Throws: ``StudyError``, `SettingsError`, `FileError`.
  func carryOut(
    _ order: StudyOrder, shouldStop: @Sendable () -> Bool, progress: (StudyProgress) -> Void
  ) throws -> StudyReport?
}

extension Study {
  /// As a line of `rlcoord study list --json`.
  public var record: JSON {
    .record([
      "name": .string(name), "summary": .string(summary), "source": .string(source),
      "networks": .array(networks.map(JSON.string)), "splits": .array(splits.map(JSON.string)), "trains": .bool(trains),
    ])
  }
}

/// What a person wants of a study.
public struct StudyOrder: Sendable {
  /// Those of the study unless chosen.
  public var networks: [String]
  public var splits: [String]
  /// Every network is trained from seeds 1 to this.
  public var seeds: Int
  /// Of settings.
  public var choices: [Assignment]
  /// Whether the paper's sweep is run instead of one good setting.
  public var isSweep: Bool
  /// An existing folder, or one to be made.
  public var path: String
  public var threads: Int
  /// As a person would type it again.
  public var command: String

  /// - Throws: `UnknownName`, ``StudyError`` for what the study does not have.
  public init(
    _ study: some Study, networks: [String]?, splits: [String]?, seeds: Int?, choices: [Assignment], isSweep: Bool,
    path: String, threads: Int, command: String
  ) throws {
    if networks != nil, study.networks.isEmpty { throw StudyError.noNetworks(study: study.name) }
    if splits != nil, study.splits.isEmpty { throw StudyError.noSplits(study: study.name) }
    for (option, isGiven) in [("--seeds", seeds != nil), ("--set", !choices.isEmpty), ("--sweep", isSweep)] {
      if isGiven, !study.trains { throw StudyError.nothingToTrain(study: study.name, option: option) }
    }
    let chosen = try networks?.flatMap { name throws(UnknownName) in
      if study.networks.contains(name) { return [name] }
      let family = study.networks.filter { $0.hasPrefix(name + "-") }
      if family.isEmpty { throw UnknownName(kind: "network of \(study.name)", name: name, known: study.networks) }
      return family
    }
    for name in splits ?? [] where !study.splits.contains(name) {
      throw UnknownName(kind: "split of \(study.name)", name: name, known: study.splits)
    }
    self.networks = study.networks.filter { chosen?.contains($0) ?? true }
    self.splits = study.splits.filter { splits?.contains($0) ?? true }
    self.seeds = seeds ?? 1
    self.choices = choices
    self.isSweep = isSweep
    self.path = path
    self.threads = threads
    self.command = command
  }
}

/// How far a study is.
public struct StudyProgress: Sendable {
  /// What is being done, as in "conv, quadrant, seed 1".
  public var label: String
  /// Which part of the study it is, counted from 1, and of how many.
  public var part: Int
  public var parts: Int
  /// Of this part.
  public var epoch: Int
  public var epochs: Int
  public var seconds: Double
  /// The measure's name and the latest scores.
  public var measure: String
  public var trainScore: Double
  public var testScore: Double

  /// On one line, for a person.
  public var text: String {
    "\(part) of \(parts)  \(label)  epoch \(epoch) of \(epochs)  \(measure) \(trainScore.fixed(3)) in training, "
      + "\(testScore.fixed(3)) in the test  \(seconds.clock)"
  }

  /// As a line of `--json`.
  public var record: JSON {
    .record([
      "event": "progress", "part": .count(part), "parts": .count(parts), "label": .string(label),
      "epoch": .count(epoch),
      "epochs": .count(epochs), "seconds": .number(seconds), "trainScore": .number(trainScore),
      "testScore": .number(testScore),
    ])
  }
}
