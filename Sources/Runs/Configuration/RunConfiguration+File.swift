internal import RLAgents
internal import RLEnvironmentKit
internal import RLResults

extension RunConfiguration {
  /// The configuration as a YAML file with a comment on what each setting is for, and its default where the value differs.
  public var text: String {
    get throws {
      let defaults = try RunConfiguration(untuned: agent.name, environment: environment)
      var rows = [
        (setting: "version: \(version)", comment: "of rlcoord"),
        (setting: "environment: \(RunConfiguration.scalar(environment))", comment: ""),
        (setting: "agent: \(agent.name)", comment: ""),
      ]
      for field in fields {
        let plain = defaults.fields.first { $0.name == field.name }.map { $0.text(defaults) }
        let value = field.text(self)
        let isChanged = plain.map { $0 != value } ?? false
        rows.append(
          (
            setting: "\(field.name): \(RunConfiguration.scalar(value))",
            comment: field.summary + (isChanged ? "; default \(plain ?? "")" : "")
          ))
      }
      let width = rows.map(\.setting.count).filter { $0 < 40 }.max() ?? 0
      return rows.map { row in
        guard !row.comment.isEmpty else { return row.setting + "\n" }
        let gap = String(repeating: " ", count: max(0, width - row.setting.count))
        return "\(row.setting)\(gap)  # \(row.comment)\n"
      }.joined()
    }
  }

  /// The settings alone, one a line: what a checkpoint keeps.
  var compactText: String {
    let head = ["version: \(version)", "environment: \(RunConfiguration.scalar(environment))", "agent: \(agent.name)"]
    return (head + fields.map { "\($0.name): \(RunConfiguration.scalar($0.text(self)))" }).joined(separator: "\n")
      + "\n"
  }

  /// Reads what ``text`` gave, or a person wrote in its form; what is left out is as the preset has it.
  ///
  /// - Parameters:
  ///   - path: what errors call the file.
  ///   - level: where the environment is a person's own level, the text to use in place of the file.
  /// - Throws: ``SettingsError``, and as ``init(environment:agent:_:)``.
  public init(parsing bytes: [UInt8], path: String, level: LevelCopy? = nil) throws {
    let file = try SettingsFile(parsing: bytes, path: path)
    guard let environment = file.environment, let agent = file.agent else {
      throw SettingsError(
        "it does not name its \(file.environment == nil ? "environment" : "agent")",
        origin: .file(path: path, line: 1))
    }
    try self.init(environment: environment, agent: agent, file.assignments, level: level)
    version = file.version ?? version
  }

  /// The first thing in which two runs differ so that one cannot resume from the other's state; their length aside.
  func difference(from other: RunConfiguration) -> String? {
    if environment != other.environment { return "environment" }
    if agent.name != other.agent.name { return "agent" }
    let theirs = Dictionary(other.fields.map { ($0.name, $0.text(other)) }) { first, _ in first }
    return fields.first { $0.name != "steps" && $0.text(self) != theirs[$0.name] }?.name
  }

  /// A value as YAML takes it: as it is where that is safe, or in quotes.
  private static func scalar(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0)
        || "/._=+-".utf8.contains($0)
    }
    if isPlain && !text.isEmpty && !text.hasPrefix("-") || Double(text) != nil { return text }
    // What YAML reads in quotes as JSON does, all but the characters that it takes for line breaks or for none at all.
    return JSON.string(text).text.unicodeScalars.map { scalar in
      let isRead = !["\u{7F}"..."\u{9F}", "\u{2028}"..."\u{2029}", "\u{FEFF}"..."\u{FEFF}", "\u{FFFE}"..."\u{FFFF}"]
        .contains { $0.contains(scalar) }
      let digits = String(scalar.value, radix: 16)
      return isRead ? String(scalar) : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
