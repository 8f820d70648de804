/// What an agent, a list or a checkpoint may know of an environment without stepping it.
public struct EnvironmentSpec: Sendable, Equatable {
  /// `family/name[-size]`, lower case.
  public var name: String
  /// One line for a person.
  public var summary: String
  /// `[height, width, channels]`.
  public var observationShape: [Int]
  /// Largest value an observation byte takes: 1 for planes, 255 for pixels. An agent divides by it.
  public var observationMaximum: UInt8
  /// Meaning of each action, in the order of their indices.
  public var actionNames: [String]
  /// Steps after which an episode is truncated, or nil where only the rules end it.
  public var stepLimit: Int?
  /// The pace at which a person likes to watch or play it; an agent has no use for it.
  public var stepsPerSecond: Double

  public init(
    name: String, summary: String, observationShape: [Int], observationMaximum: UInt8, actionNames: [String],
    stepLimit: Int?, stepsPerSecond: Double = 10
  ) {
    self.name = name
    self.summary = summary
    self.observationShape = observationShape
    self.observationMaximum = observationMaximum
    self.actionNames = actionNames
    self.stepLimit = stepLimit
    self.stepsPerSecond = stepsPerSecond
  }

  /// The action that does nothing; nil in a world that waits for its player.
  public var idleAction: Int? { actionNames.firstIndex { ["nothing", "stay", "noop"].contains($0) } }

  /// Bytes of one observation.
  public var observationSize: Int { observationShape.reduce(1, *) }
}
