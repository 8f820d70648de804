internal import RLYAML

/// The YAML of a level's header: keys whose values are scalars, lists of scalars, or keys again.
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
    let root: YAMLNode?
    // Nothing in a header lies deeper than a list in the legend.
    do { root = try YAMLNode(parsing: yaml, depth: 4) } catch { throw problem(error, text) }
    let value = try root.map { node throws(LevelError) in try self.value(node, text) }
    switch value?.content {
    case .pairs(let pairs): return pairs
    case nil, .scalar(""): return []
    default: throw text.error(.headerWithoutKeys, line: value?.line ?? first, column: value?.column)
    }
  }

  private static func value(_ node: YAMLNode, _ text: LevelText) throws(LevelError) -> Value {
    let content: Value.Content
    switch node.content {
    case .scalar(let scalar): content = .scalar(scalar)
    case .list(let nodes):
      content = .list(try nodes.map { node throws(LevelError) in try value(node, text) })
    case .mapping(let nodes):
      var pairs: [(Key, Value)] = []
      for (key, node) in nodes {
        let name = try value(key, text)
        guard case .scalar(let scalar) = name.content else {
          throw text.error(.headerWithoutKeys, line: name.line, column: name.column)
        }
        if let earlier = pairs.first(where: { $0.0.text == scalar })?.0 {
          throw text.error(.repeatedKey(scalar), line: earlier.line, column: earlier.column)
        }
        pairs.append((Key(text: scalar, line: name.line, column: name.column), try value(node, text)))
      }
      content = .pairs(pairs)
    }
    let (line, column) = place(line: node.line, column: node.column, text)
    return Value(content: content, line: line, column: column)
  }

  private static func problem(_ error: YAMLError, _ text: LevelText) -> LevelError {
    let (line, column) = place(line: error.line, column: error.column, text)
    let problem: LevelProblem =
      switch error.reason {
      case .malformed(let reason): .malformedHeader(reason: reason)
      case .alias: .alias
      case .tooDeep: .headerTooDeep
      }
    return text.error(problem, line: line, column: column)
  }

  /// The place in the file of a place in the header.
  private static func place(line: Int, column: Int, _ text: LevelText) -> (line: Int, column: Int) {
    // What is missing at the header's end is missing behind its last line.
    if line > text.header.count, let last = text.header.last { return (last, text.lines[last].count) }
    return (text.header.lowerBound + line - 1, column - 1)
  }
}
