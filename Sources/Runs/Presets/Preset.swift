internal import RLEnvironmentKit
internal import RLResults

/// What works well in some environments, where an agent's own defaults do not: files of settings, one an agent.
enum Preset {
  /// The settings for an agent in an environment, the more particular after the more general: those for its kind of
  /// observation, its family, its name, its name with options.
  static func assignments(for spec: EnvironmentSpec, agent: String) throws(SettingsError) -> [Assignment] {
    let kind = min(spec.observationShape[0], spec.observationShape[1]) < 36 ? "planes" : "frames"
    let plain = spec.name.prefix { !":+".contains($0) }
    let family = spec.name.prefix { $0 != "/" }
    var groups: [String] = []
    for group in [kind, String(family), String(plain), spec.name] where !groups.contains(group) { groups.append(group) }
    let all = try self.groups(of: agent)
    return groups.flatMap { all[$0] ?? [] }
  }

  /// An agent's preset file.
  static func groups(of agent: String) throws(SettingsError) -> [String: [Assignment]] {
    let bytes =
      switch agent {
      case "ppo": PackageResources.ppo_yaml
      case "a2c": PackageResources.a2c_yaml
      default: PackageResources.random_yaml
      }
    let entries = try SettingsFile.entries(parsing: bytes, path: "\(agent).yaml")
    var groups: [String: [Assignment]] = [:]
    for entry in entries {
      guard case .group(let settings) = entry.content else { continue }
      groups[entry.name] = settings.compactMap { setting in
        guard case .value(let value) = setting.content else { return nil }
        return Assignment(setting.name, value, origin: .preset)
      }
    }
    return groups
  }
}
