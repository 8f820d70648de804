public import EnvironmentKit
internal import Networks

/// What works well for a family of environments, where the agents' own defaults do not.
public struct Preset: Sendable {
  /// Of a policy network.
  public var network: String
  public var agent: AgentConfiguration
  /// Steps of a run.
  public var steps: Int

  /// The settings for an agent by name; nil for an unknown one.
  public static func named(_ agent: String, for spec: EnvironmentSpec) -> Preset? {
    let world = World(spec)
    switch agent {
    case "ppo": return Preset(network: world.network, agent: .ppo(world.ppo), steps: 5_000_000)
    case "a2c": return Preset(network: world.network, agent: .a2c(world.a2c), steps: 5_000_000)
    case "random":
      return Preset(network: world.network, agent: .random(RandomConfiguration()), steps: 1_000_000)
    default: return nil
    }
  }

  /// The kinds of world that want settings of their own.
  private enum World {
    /// Boards of planes, such as MinAtar's.
    case planes
    /// Games of pixels.
    case frames

    init(_ spec: EnvironmentSpec) {
      self = spec.observationShape[0] < 36 || spec.observationShape[1] < 36 ? .planes : .frames
    }

    var network: String {
      switch self {
      case .planes: "minatar"
      case .frames: "compact"
      }
    }

    var ppo: PPOConfiguration {
      var ppo = PPOConfiguration()
      switch self {
      case .planes:
        // Long rollouts and a high learning rate. Measured on Breakout over 5 M steps, seed 1: a rate of 1e-3 with
        // 32 steps and minibatches of 256 ends at a return of 23, 2.5e-3 with these sizes at 22, this at 36.
        ppo.rolloutSteps = 128
        ppo.minibatchSize = 1024
        ppo.learningRate = 5e-3
      case .frames:
        // Atari, as PPO's authors ran it: 8 environments of 128 steps, rewards clipped to 1.
        ppo.environments = 8
        ppo.rolloutSteps = 128
        ppo.clipRange = 0.1
        ppo.rewardBound = 1
      }
      return ppo
    }

    var a2c: A2CConfiguration {
      var a2c = A2CConfiguration()
      switch self {
      case .planes:
        // Measured on Breakout over 5 M steps: RMSprop, or advantages as they are, end at a return of 5 or 6, where
        // the policy hardens too early. So may seeds with an entropy bonus of 0.05; three with 0.1 end at 13 to 16.
        a2c.rolloutSteps = 16
        a2c.gaeLambda = 0.95
        a2c.learningRate = 3e-3
        a2c.optimizer = .adam(.init())
        a2c.normalizesAdvantages = true
        a2c.entropyCoefficient = 0.1
      case .frames:
        a2c.environments = 16
        a2c.rewardBound = 1
      }
      return a2c
    }
  }
}
