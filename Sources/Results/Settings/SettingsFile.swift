internal import RLYAML

/// A YAML file of settings: one `name: value` a line, and `environment`, `agent`, `version` of the run it is for.
public struct SettingsFile: Sendable, Equatable {
  public let environment: String?
  public let agent: String?
  /// Of the rlcoord that wrote it.
  public let version: String?
  /// All other settings, in their order.
  public let assignments: [Assignment]

  /// Larger files are refused unread.
  private static let greatestSize = 1 << 16

  /// - Throws: ``SettingsError`` with the line.
  public init(readingFrom path: String) throws {
    try self.init(parsing: File(path, .reading).readAll(atMost: SettingsFile.greatestSize + 1), path: path)
  }

  /// - Parameter path: what errors call the file.
  /// - Throws: ``SettingsError`` with the line.
  public init(parsing bytes: [UInt8], path: String) throws(SettingsError) {
    let all = try SettingsFile.entries(parsing: bytes, path: path).map { entry throws(SettingsError) in
      guard case .value(let value) = entry.content else {
        throw SettingsError(
          "'\(entry.name)' must have one value; settings are written name: value, one a line",
          origin: .file(path: path, line: entry.line))
      }
      return Assignment(entry.name, value, origin: .file(path: path, line: entry.line))
    }
    func value(_ name: String) -> String? { all.first { $0.name == name }?.value }
    (environment, agent, version) = (value("environment"), value("agent"), value("version"))
    assignments = all.filter { !["environment", "agent", "version"].contains($0.name) }
  }

  /// A name and what stands after it.
  package struct Entry {
    package enum Content {
      case value(String)
      case group([Entry])
    }

    package let name: String
    package let content: Content
    package let line: Int
  }

  /// The file's names, with values or, a level deeper, with names of their own.
  package static func entries(parsing bytes: [UInt8], path: String) throws(SettingsError) -> [Entry] {
    func refuse(_ reason: String, line: Int = 1) -> SettingsError {
      SettingsError(reason, origin: .file(path: path, line: line))
    }
    guard bytes.count <= greatestSize else { throw refuse("a file of settings has at most \(greatestSize) bytes") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw refuse("it is not UTF-8 text") }
    let root: YAMLNode?
    do { root = try YAMLNode(parsing: text, depth: 16) } catch {
      let reason =
        switch error.reason {
        case .malformed(let problem): "it is not YAML: \(problem)"
        case .alias: "settings have no anchors or aliases; write the value out"
        case .tooDeep: "it is nested too deeply for settings"
        }
      // The parser puts what is missing at the end into a line after the last.
      throw refuse(reason, line: min(error.line, lines(of: text).count))
    }
    guard let root else { return [] }
    return try entries(of: root, depth: 0, refuse)
  }

  private static func entries(
    of node: YAMLNode, depth: Int, _ refuse: (_ reason: String, _ line: Int) -> SettingsError
  ) throws(SettingsError) -> [Entry] {
    let shape = "settings are written name: value, one a line"
    guard case .mapping(let mapping) = node.content else { throw refuse(shape, node.line) }
    var entries: [Entry] = []
    for (key, value) in mapping {
      let line = key.line
      guard case .scalar(let name) = key.content else { throw refuse(shape, line) }
      if entries.contains(where: { $0.name == name }) { throw refuse("'\(name)' is set twice", line) }
      switch value.content {
      case .scalar(let scalar): entries.append(Entry(name: name, content: .value(scalar), line: line))
      case .mapping where depth == 0:
        entries.append(
          Entry(name: name, content: .group(try self.entries(of: value, depth: 1, refuse)), line: line))
      default: throw refuse("'\(name)' must have one value; \(shape)", line)
      }
    }
    return entries
  }

  /// Any line break counts, not only a line feed.
  private static func lines(of text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
}
