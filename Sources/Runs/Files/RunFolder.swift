internal import Environments
internal import Agents
internal import FoundationEssentials

/// Where a run keeps what it makes: `configuration.json`, `metrics.jsonl` and `checkpoint.safetensors`.
public struct RunFolder: Sendable, Equatable {
  /// As a person would type it.
  public let path: String

  /// The configuration that repeats the run.
  public var configurationPath: String { path + "/configuration.json" }
  /// One JSON object a line.
  public var metricsPath: String { path + "/metrics.jsonl" }
  /// The weights, and everything needed to evaluate them.
  public var checkpointPath: String { path + "/" + Checkpoint.fileName }

  private init(path: String) { self.path = path }

  /// Makes a new run's folder.
  ///
  /// - Parameter path: does not exist, or is an empty folder.
  /// - Throws: ``RunFolderError``; nothing was written then.
  public static func create(at path: String) throws(RunFolderError) -> RunFolder {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    if File.exists(path) {
      guard File.isFolder(path) else { throw .notAFolder(path) }
      guard let contents = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw .unwritable(path) }
      guard contents.isEmpty else { throw .notEmpty(path) }
    } else {
      do throws(FileError) { try File.makeFolder(path) } catch { throw .refused(error) }
    }
    guard File.isWritable(path) else { throw .unwritable(path) }
    return RunFolder(path: trimmed)
  }

  /// Makes a new run's folder `<parent>/<environment>-<agent>-seed<S>-<n>` with the first free n.
  public static func create(
    for configuration: RunConfiguration, under parent: String = "runs"
  ) throws(RunFolderError) -> RunFolder {
    let stem =
      "\(parent)/\(label(of: configuration.environment))-\(configuration.agent.name)-seed\(configuration.seed)-"
    var number = 1
    while File.exists(stem + String(number)) { number += 1 }
    return try create(at: stem + String(number))
  }

  /// An environment's designator as part of a file's name; of a level's path the file's name is enough.
  static func label(of designator: String) -> String {
    let path = EnvironmentCatalogue.name(of: designator)
    let isLevel = path.hasSuffix(".txt")
    let name = isLevel ? (path.split(separator: "/").last ?? "level").dropLast(4) : path[...]
    return String((name + designator.dropFirst(path.count)).map { "/:, ".contains($0) ? "-" : $0 })
  }
}

/// Why a run cannot have the folder it asked for.
public enum RunFolderError: Error, Equatable, CustomStringConvertible {
  case notEmpty(String)
  case notAFolder(String)
  case unwritable(String)
  case refused(FileError)

  public var description: String {
    switch self {
    case .notEmpty(let path): "the folder '\(path)' is not empty; a run needs a new or an empty one"
    case .notAFolder(let path): "'\(path)' is a file; a run needs a new or an empty folder"
    case .unwritable(let path): "the folder '\(path)' is not writable; choose another with --out"
    case .refused(let error): error.description + "; choose another folder with --out"
    }
  }
}
