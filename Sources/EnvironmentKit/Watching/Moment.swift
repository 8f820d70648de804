/// One world between two steps, as someone who watches wants to see it: the world itself, and what its player thinks.
///
/// Worlds are values, so a moment keeps its own copy, to be drawn by another thread while the original advances.
public struct Moment: Sendable {
  /// In the state to be seen.
  public var world: any Environment
  /// What the player was shown of that state, `spec.observationShape`.
  public var observation: [UInt8]
  /// Steps taken in this episode.
  public var step: Int
  /// Rewards of this episode added up.
  public var episodeReturn: Double
  /// The reward of the step that led here; 0 before the first.
  public var reward: Double
  /// What the player does next; nil for one that has not decided.
  public var action: Int?
  /// How the episode stands.
  public var isOver: Bool
  /// What a policy thinks of this state; nil for a player that is none.
  public var insight: PolicyInsight?

  public init(
    world: any Environment, observation: [UInt8], step: Int = 0, episodeReturn: Double = 0, reward: Double = 0,
    action: Int? = nil, isOver: Bool = false, insight: PolicyInsight? = nil
  ) {
    self.world = world
    self.observation = observation
    self.step = step
    self.episodeReturn = episodeReturn
    self.reward = reward
    self.action = action
    self.isOver = isOver
    self.insight = insight
  }
}

/// A policy network's output for one observation.
public struct PolicyInsight: Sendable, Equatable {
  /// The return it expects from here on, discounted.
  public var value: Float
  /// Of each action, in the order of `spec.actionNames`; they add up to 1.
  public var probabilities: [Float]
  /// What a filter has learned about places; nil for a network without coordinates.
  public var positionMap: PositionMap?

  public init(value: Float, probabilities: [Float], positionMap: PositionMap? = nil) {
    self.value = value
    self.probabilities = probabilities
    self.positionMap = positionMap
  }
}

/// What one filter of a CoordConv adds at every place of its output, whatever it sees there.
///
/// Source: Liu 2018, arXiv 1807.03247: the part of the convolution that belongs to the coordinate channels.
public struct PositionMap: Sendable, Equatable {
  /// The layer's name, as in a checkpoint.
  public var layer: String
  /// Which of ``filters``, from 0.
  public var filter: Int
  /// Filters of the layer.
  public var filters: Int
  public var width: Int
  public var height: Int
  /// `[height, width]`.
  public var values: [Float]

  public init(layer: String, filter: Int, filters: Int, width: Int, height: Int, values: [Float]) {
    precondition(values.count == width * height, "\(values.count) values for a map of \(width)×\(height)")
    self.layer = layer
    self.filter = filter
    self.filters = filters
    self.width = width
    self.height = height
    self.values = values
  }
}
