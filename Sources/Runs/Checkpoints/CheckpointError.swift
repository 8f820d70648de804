public import RLResults

/// Why a file is not the checkpoint that was asked for.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    case unreadable(FileError)
    /// A folder without a checkpoint.
    case absent
    case notSafetensors
    case truncated(expected: Int, actual: Int)
    /// It is not what was written.
    case damaged
    /// A whole safetensors file of another program.
    case foreign
    case otherFormatVersion(String)
    /// A field of the metadata is missing, or its value is unknown to this version.
    case unknownField(name: String, value: String?)
    case otherEnvironment(trained: String, asked: String)
    /// The environment of that name is not what it was.
    case changedEnvironment(String)
    case missingWeight(name: String, shape: [Int])
    case wrongShape(name: String, expected: [Int], found: [Int])
    case surplusWeight(name: String)
    /// It holds an agent, but not the training state.
    case notResumable
    /// Its training state is not one that such a run can be in.
    case impossibleState(String)
    /// The run's `config.yaml` was changed in a setting that cannot change midway.
    case otherConfiguration(setting: String)
  }

  public let path: String
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  public var description: String {
    switch problem {
    case .unreadable(let error): error.description
    case .absent: "the folder '\(path)' holds no checkpoint; give the folder of a run that has saved one"
    case .notSafetensors: "'\(path)' is not a checkpoint: it is not a safetensors file"
    case .truncated(let expected, let actual):
      "'\(path)' is cut short: \(actual) bytes where at least \(expected) are needed; it must be copied or trained again"
    case .damaged: "'\(path)' is damaged: its bytes are not those that were written; it must be copied or trained again"
    case .foreign: "'\(path)' is a safetensors file, but not one that rlcoord wrote"
    case .otherFormatVersion(let version):
      "'\(path)' has the format version \(version); this is rlcoord \(RLCoord.version), which reads version "
        + Checkpoint.formatVersion
    case .unknownField(let name, let value?): "'\(path)' has the unknown \(name) '\(value)'"
    case .unknownField(let name, nil): "'\(path)' has no field '\(name)'"
    case .otherEnvironment(let trained, let asked):
      "'\(path)' was trained in \(trained), not in \(asked); run `rlcoord run \(trained)` with it"
    case .changedEnvironment(let name):
      "'\(path)' was trained in a \(name) with other observations or actions than this version's"
    case .missingWeight(let name, let shape): "'\(path)' lacks the weight '\(name)' of shape \(shape)"
    case .wrongShape(let name, let expected, let found):
      "'\(path)' has the weight '\(name)' in shape \(found) instead of \(expected)"
    case .notResumable: "'\(path)' holds an agent without its training state; it can be evaluated, not resumed"
    case .impossibleState(let reason): "'\(path)' cannot be resumed: \(reason)"
    case .otherConfiguration(let setting):
      "'\(path)' was saved with another \(setting) than config.yaml has now; change it back to resume"
    case .surplusWeight(let name): "'\(path)' has the weight '\(name)', which its network does not"
    }
  }
}
