/// What a reference package did, line by line.
public struct Trace<Header: Decodable & Sendable>: Sendable {
  /// One line after the header.
  public enum Line: Sendable {
    /// An episode begins; the observation in the recorder's text form.
    case reset(episode: Int, observation: String, scene: Scene?)
    /// One step; the hash is FNV-1a over the observation's bytes, 16 hex digits.
    case step(action: Int, reward: Double, isTerminated: Bool, isTruncated: Bool, hash: String)
    /// The full observation after a number of steps.
    case observation(step: Int, String, scene: Scene?)
  }

  /// What lies behind an observation, where the recorder looked.
  public struct Scene: Sendable, Equatable {
    /// What the agent is told; nil where the line does not say.
    public let mission: String?
    /// The whole map in the recorder's text form.
    public let map: String
    /// Object and colour of what the agent carries; empty for nothing, nil where the line does not say.
    public let carrying: [Int]?
  }

  /// The file's name, for messages.
  public let name: String
  /// Line 1: what was recorded.
  public let header: Header
  /// Line 2 onwards.
  public let lines: [Line]
}
