internal import RLAgents
internal import RLEnvironments
internal import RLNetworks
public import RLResults

/// What is to be compared: every environment with every variant and every seed.
public struct ComparisonPlan: Sendable, Equatable {
  /// One run of the plan.
  public struct Item: Sendable, Equatable {
    public let configuration: RunConfiguration
    public let variant: String
    /// Of its folder, within the comparison's.
    public let name: String
  }

  public let environments: [String]
  /// What an agent with its network is called, such as `ppo coordconv`.
  public let variants: [String]
  public let seeds: [UInt64]
  /// Seed by seed, so that an unfinished comparison is as even as can be.
  public let items: [Item]
  /// Episodes behind every score.
  public let evaluationEpisodes: Int

  /// - Parameters:
  ///   - environments: names, designators, or families, which stand for all their environments.
  ///   - agents: names.
  ///   - convolutions: of the networks; each agent is tried with each.
  ///   - networks: of the policies; none leaves each to its environment.
  ///   - seeds: in the order of the runs, at least one.
  ///   - choices: settings that all runs have in common.
  /// - Throws: ``ComparisonPlanError`` for a name that comes twice, and what ``RunConfiguration`` throws.
  public init(
    environments: [String], agents: [String], convolutions: [String], networks: [String] = [], seeds: [UInt64],
    choices: [Assignment] = [], evaluationEpisodes: Int = Evaluation.usualEpisodes
  ) throws {
    precondition(!seeds.isEmpty, "a comparison over no seeds")
    let environments = try environments.flatMap { try Inventory.environments($0).map(\.name) }
    for names in [environments, agents, convolutions, networks, seeds.map { String($0) }] {
      for (index, name) in names.enumerated() where names[..<index].contains(name) {
        throw ComparisonPlanError(name: name)
      }
    }
    var (variants, items): ([String], [Item]) = ([], [])
    let networks = networks.isEmpty ? [nil] : networks.map { Optional($0) }
    self.seeds = seeds
    for seed in seeds {
      for environment in environments {
        for agent in agents {
          // Chance has no network to choose.
          let isLearner = agent != "random"
          for convolution in isLearner ? convolutions : convolutions.prefix(1).map({ $0 }) {
            for network in isLearner ? networks : [nil] {
              let parts = isLearner ? [agent, network, convolution].compactMap { $0 } : [agent]
              var own = choices + [Assignment("seed", String(seed))]
              if isLearner {
                own.append(Assignment("convolution", convolution))
                if let network { own.append(Assignment("network", network)) }
              }
              let variant = parts.joined(separator: " ")
              if !variants.contains(variant) { variants.append(variant) }
              items.append(
                Item(
                  configuration: try RunConfiguration(environment: environment, agent: agent, own).resolved,
                  variant: variant,
                  name: ([RunFolder.label(of: environment)] + parts + ["seed\(seed)"]).joined(separator: "-")))
            }
          }
        }
      }
    }
    self.environments = environments
    self.variants = variants
    self.items = items
    self.evaluationEpisodes = evaluationEpisodes
  }
}

/// A plan that names something twice.
public struct ComparisonPlanError: Error, Equatable, CustomStringConvertible {
  public let name: String

  public var description: String { "'\(name)' is named twice; a comparison takes everything once" }
}
