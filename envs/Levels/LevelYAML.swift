internal import Yams

/// The YAML of a level's header: keys whose values are scalars, lists of scalars, or keys again. The only place that
/// knows the YAML library.
enum LevelYAML {
  /// A key of the header or of its legend. Lines and columns count from 0, in the file.
  struct Key {
    var text: String
    var line: Int
    var column: Int
  }

  /// What stands after a key.
  struct Value {
    enum Content {
      case scalar(String)
      case list([Value])
      case pairs([(Key, Value)])
    }

    var content: Content
    var line: Int
    var column: Int

    /// In the words of an error.
    var name: String {
      switch content {
      case .scalar(""): "empty"
      case .scalar(let text) where text.count > 40 || text.contains("\n"): "a text that long"
      case .scalar(let text): "'\(text)'"
      case .list: "a list"
      case .pairs: "a list of keys"
      }
    }
  }

  /// The keys of the header, each once.
  static func pairs(of text: LevelText) throws(LevelError) -> [(Key, Value)] {
    let yaml = text.lines[text.header].joined(separator: "\n")
    let first = text.header.lowerBound
    if yaml.utf8.count > LevelText.headerLimit {
      throw text.error(.headerTooBig(limit: LevelText.headerLimit), line: first)
    }
    if isTangled(yaml) { throw text.error(.headerTooTangled, line: first) }
    let parser: Parser
    let root: Node?
    do {
      parser = try Parser(yaml: yaml, encoding: .utf8)
      root = try parser.singleRoot()
    } catch {
      throw problem(of: error, text)
    }
    // Nodes know their anchors only as long as the parser lives.
    let value = try withExtendedLifetime(parser) { () throws(LevelError) in
      try root.map { node throws(LevelError) in try self.value(node, text, depth: 0) }
    }
    switch value?.content {
    case .pairs(let pairs): return pairs
    case nil, .scalar(""): return []
    default: throw text.error(.headerWithoutKeys, line: value?.line ?? first, column: value?.column)
    }
  }

  /// Whether the text could nest so deep, or repeat so much by aliases, that reading it would not end well.
  private static func isTangled(_ yaml: String) -> Bool {
    var (brackets, marks, stars) = (0, 0, 0)
    var last: UInt8 = 0
    for byte in yaml.utf8 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "&"): brackets += 1
      case UInt8(ascii: "*"): stars += 1
      case UInt8(ascii: " "), UInt8(ascii: "\n"):
        if last == UInt8(ascii: "-") || last == UInt8(ascii: "?") { marks += 1 }
      default: break
      }
      last = byte
    }
    return brackets > 64 || marks > 128 || stars > 16
  }

  private static func value(_ node: Node, _ text: LevelText, depth: Int) throws(LevelError) -> Value {
    let (line, column) = place(node.mark, text)
    if node.anchor != nil { throw text.error(.alias, line: line, column: column) }
    // Nothing in a header lies deeper than a list in the legend.
    if depth > 4 { throw text.error(.headerTooTangled, line: line, column: column) }
    let content: Value.Content
    switch node {
    case .scalar(let scalar): content = .scalar(scalar.string)
    case .alias: throw text.error(.alias, line: line, column: column)
    case .sequence(let nodes):
      var values: [Value] = []
      for node in nodes { values.append(try value(node, text, depth: depth + 1)) }
      content = .list(values)
    case .mapping(let nodes):
      var pairs: [(Key, Value)] = []
      for (key, node) in nodes {
        let name = try value(key, text, depth: depth + 1)
        guard case .scalar(let scalar) = name.content else {
          throw text.error(.headerWithoutKeys, line: name.line, column: name.column)
        }
        if let earlier = pairs.first(where: { $0.0.text == scalar })?.0 {
          throw text.error(.repeatedKey(scalar), line: earlier.line, column: earlier.column)
        }
        let key = Key(text: scalar, line: name.line, column: name.column)
        pairs.append((key, try value(node, text, depth: depth + 1)))
      }
      content = .pairs(pairs)
    }
    return Value(content: content, line: line, column: column)
  }

  private static func problem(of error: any Error, _ text: LevelText) -> LevelError {
    switch error as? YamlError {
    case .duplicatedKeysInMapping(let keys, let context):
      let (line, column) = place(context.mark, text)
      return text.error(.repeatedKey(keys.first ?? ""), line: line, column: column)
    case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _),
      .composer(_, let reason, let mark, _):
      let (line, column) = place(mark, text)
      return text.error(.malformedHeader(reason: reason), line: line, column: column)
    default:
      return text.error(.malformedHeader(reason: "it cannot be read"), line: text.header.lowerBound)
    }
  }

  /// The place in the file of a mark in the header.
  private static func place(_ mark: Mark?, _ text: LevelText) -> (line: Int, column: Int) {
    let first = text.header.lowerBound
    guard let mark, !text.header.isEmpty else { return (first, 0) }
    // What is missing at the header's end is missing behind its last line.
    if mark.line > text.header.count {
      return (text.header.upperBound - 1, text.lines[text.header.upperBound - 1].count)
    }
    return (first + max(0, mark.line - 1), max(0, mark.column - 1))
  }
}
