internal import RLAgents
internal import RLEnvironments
internal import FoundationEssentials
public import RLResults

/// Where a run keeps what it makes.
public struct RunFolder: Sendable, Equatable {
  /// As a person would type it.
  public let path: String

  /// The configuration that repeats the run.
  public var configurationPath: String { path + "/config.yaml" }
  /// The text of a person's own level that the run is trained in; there only for such a run.
  var levelPath: String { path + "/level.txt" }
  /// How training goes, one JSON object a line.
  public var metricsPath: String { path + "/metrics.jsonl" }
  /// How the agent does on the way, one JSON object a line.
  public var evaluationsPath: String { path + "/evaluations.jsonl" }
  /// What happened, one line each, for a person.
  public var eventsPath: String { path + "/events.log" }
  /// The agent that did best in the evaluations on the way.
  public var bestPath: String { path + "/best.safetensors" }
  /// What the run came to; there only once it is finished.
  public var resultPath: String { path + "/result.json" }
  /// Held by the process that writes the run.
  var lockPath: String { path + "/lock" }
  private var checkpointsPath: String { path + "/checkpoints" }

  /// An existing folder, whatever it holds.
  init(existing path: String) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
  }

  /// Whether a run was started in it; a settings file alone may come from anywhere.
  var isRun: Bool {
    File.exists(configurationPath) && (File.exists(lockPath) || File.exists(metricsPath))
  }

  /// A run's folder.
  ///
  /// - Throws: ``RunFolderError/notARun(_:)`` for anything else.
  public init(of path: String) throws(RunFolderError) {
    self.init(existing: path)
    guard isRun else { throw .notARun(path) }
  }

  /// The configuration in `config.yaml`.
  ///
  /// - Throws: ``FileError``, and as ``RunConfiguration/init(parsing:path:)``.
  var configuration: RunConfiguration {
    get throws {
      // A file of settings is refused above a size far below this.
      try RunConfiguration(
        parsing: File(configurationPath, .reading).readAll(atMost: 1 << 20), path: configurationPath, level: level)
    }
  }

  /// The run's copy of its level.
  private var level: LevelCopy? {
    get throws(FileError) {
      guard File.exists(levelPath) else { return nil }
      return LevelCopy(text: String(decoding: try File(levelPath, .reading).readAll(atMost: 1 << 20), as: UTF8.self))
    }
  }

  /// Writes down the settings of a run, and the level it is trained in.
  func write(_ configuration: RunConfiguration) throws {
    if let level = configuration.level { try File.replace(levelPath, with: Array(level.text.utf8)) }
    try File.replace(configurationPath, with: Array(configuration.text.utf8))
  }

  /// Makes a new run's folder.
  ///
  /// - Parameter path: does not exist, or is an empty folder.
  /// - Throws: ``RunFolderError``; nothing was written then.
  public static func create(at path: String) throws(RunFolderError) -> RunFolder {
    try requireNothing(at: path)
    if !File.exists(path) { do throws(FileError) { try File.makeFolder(path) } catch { throw .refused(error) } }
    guard File.isWritable(path) else { throw .unwritable(path) }
    return RunFolder(existing: path)
  }

  /// Checks that a path does not exist, or is an empty folder.
  ///
  /// - Throws: ``RunFolderError``.
  public static func requireNothing(at path: String) throws(RunFolderError) {
    guard File.exists(path) else { return }
    guard File.isFolder(path) else { throw .notAFolder(path) }
    guard let contents = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw .unwritable(path) }
    guard contents.isEmpty else { throw .notEmpty(path) }
  }

  /// Makes a new run's folder `<parent>/<environment>-<agent>-seed<S>-<n>` with the first free n.
  public static func create(
    for configuration: RunConfiguration, under parent: String = "runs"
  ) throws(RunFolderError) -> RunFolder {
    let stem = stem(of: configuration, under: parent)
    do throws(FileError) {
      try File.makeFolder(parent)
      // Whoever makes it has it: another run may look for a number at the same time.
      var number = 1
      while try !File.makeNewFolder(stem + String(number)) { number += 1 }
      return RunFolder(existing: stem + String(number))
    } catch { throw .refused(error) }
  }

  /// The path that ``create(for:under:)`` would choose now.
  public static func next(for configuration: RunConfiguration, under parent: String = "runs") -> String {
    let stem = stem(of: configuration, under: parent)
    var number = 1
    while File.exists(stem + String(number)) { number += 1 }
    return stem + String(number)
  }

  private static func stem(of configuration: RunConfiguration, under parent: String) -> String {
    "\(parent)/\(label(of: configuration.environment))-\(configuration.agent.name)-seed\(configuration.seed)-"
  }

  /// An environment's designator as part of a file's name; of a level's path the file's name is enough.
  static func label(of designator: String) -> String {
    let path = EnvironmentCatalog.name(of: designator)
    let isLevel = path.hasSuffix(".txt")
    let name = isLevel ? (path.split(separator: "/").last ?? "level").dropLast(4) : path[...]
    return String((name + designator.dropFirst(path.count)).map { "/:, ".contains($0) ? "-" : $0 })
  }
}

extension RunFolder {
  private static let (prefix, ending) = ("step-", ".safetensors")

  /// What was saved on the way, the earliest first.
  public var checkpoints: [(steps: Int, path: String)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: checkpointsPath)) ?? []
    return names.compactMap { name in
      guard name.hasPrefix(RunFolder.prefix), name.hasSuffix(RunFolder.ending),
        let steps = Int(name.dropFirst(RunFolder.prefix.count).dropLast(RunFolder.ending.count))
      else { return nil }
      return (steps, checkpointsPath + "/" + name)
    }.sorted { $0.steps < $1.steps }
  }

  /// Where a run resumes.
  public var latestCheckpoint: (steps: Int, path: String)? { checkpoints.last }

  /// Saves a checkpoint, and only when it is safe on the disk removes those that are no longer wanted.
  ///
  /// - Parameter count: checkpoints to keep, this one included.
  func save(_ checkpoint: Checkpoint, keeping count: Int) throws(FileError) {
    try File.makeFolder(checkpointsPath)
    // Padded, so that lists of names are in order.
    let digits = String(checkpoint.steps)
    let name = RunFolder.prefix + String(repeating: "0", count: max(0, 12 - digits.count)) + digits + RunFolder.ending
    try checkpoint.write(to: checkpointsPath + "/" + name)
    for old in checkpoints.dropLast(max(1, count)) { try File.remove(old.path) }
  }
}

extension RunFolder {
  /// Removes the files that a run makes, and the folder where nothing else is in it.
  func removeFiles() throws(FileError) {
    for (_, path) in checkpoints { try File.remove(path) }
    // A process that was killed leaves what it was writing, perhaps before there was any checkpoint.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: checkpointsPath)) ?? []
    for name in names where name.hasPrefix(RunFolder.prefix) && name.hasSuffix(RunFolder.ending + ".part") {
      try File.remove(checkpointsPath + "/" + name)
    }
    try File.removeFolder(checkpointsPath)
    for path in [metricsPath, evaluationsPath, eventsPath, bestPath, resultPath, levelPath] {
      try RunFolder.remove(path)
    }
    try EventFile.remove(from: path)
    // The files that mark it as a run go last, so that an interrupted removal can be repeated.
    try RunFolder.remove(configurationPath)
    try RunFolder.remove(lockPath)
    try File.removeFolder(path)
  }

  /// Takes back what a run wrote before its first iteration, as far as that goes, so that the folder can be asked for
  /// again. The folder itself stays.
  func removeStart() {
    try? EventFile.remove(from: path)
    for path in [metricsPath, evaluationsPath, eventsPath, configurationPath, levelPath, lockPath] {
      try? RunFolder.remove(path)
    }
  }

  /// Removes a file, and what is left of one that was to take its place.
  private static func remove(_ path: String) throws(FileError) {
    try File.remove(path)
    try File.remove(path + ".part")
  }
}

/// Why a run cannot have the folder it asked for.
public enum RunFolderError: Error, Equatable, CustomStringConvertible {
  case notEmpty(String)
  case notAFolder(String)
  case unwritable(String)
  case refused(FileError)
  case notARun(String)
  /// Another process writes the run; it is named by its number where that is known.
  case inUse(String, process: Int?)
  /// There is no checkpoint to resume from.
  case nothingSaved(String)

  public var description: String {
    switch self {
    case .notEmpty(let path): "the folder '\(path)' is not empty; a run needs a new or an empty one"
    case .notAFolder(let path): "'\(path)' is a file; a run needs a new or an empty folder"
    case .unwritable(let path): "the folder '\(path)' is not writable; choose another with --out"
    case .refused(let error): error.description + "; choose another folder with --out"
    case .notARun(let path): "'\(path)' is not the folder of a run: it has no config.yaml with metrics beside it"
    case .inUse(let path, let process):
      "the run '\(path)' is being written by \(process.map { "process \($0)" } ?? "another process"); wait for its end"
    case .nothingSaved(let path):
      "the run '\(path)' has no checkpoint to resume from; start over with `rlcoord run --config \(path)/config.yaml`"
    }
  }
}
