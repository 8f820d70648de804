/// One value of a YAML text and where it starts. Scalars are text: what `yes` or `0.5` mean is for the reader to say.
public struct YAMLNode: Sendable {
  public enum Content: Sendable {
    case scalar(String)
    case list([YAMLNode])
    /// In the order of the text. A key may be any value, and may repeat.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  public var content: Content
  /// Both count from 1.
  public var line: Int
  public var column: Int

  /// The only document of a text; nil where the text is empty or has nothing but comments.
  /// - Parameter depth: how many lists and mappings may stand in each other.
  /// - Throws: ``YAMLError``; anchors and aliases are errors, too.
  public init?(parsing text: String, depth: Int) throws(YAMLError) {
    let bytes = Array(text.utf8)
    let root = try unsafe bytes.withUnsafeBufferPointer { buffer throws(YAMLError) in
      var events = try unsafe YAMLEvents(buffer)
      return try YAMLNode.document(&events, depth: depth)
    }
    guard let root else { return nil }
    self = root
  }

  private init(_ content: Content, at event: YAMLEvents.Event) {
    (self.content, line, column) = (content, event.line, event.column)
  }

  private static func document(_ events: inout YAMLEvents, depth: Int) throws(YAMLError) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try events.next()
      switch event.kind {
      case .other: continue
      case .streamEnd: return root
      default:
        guard root == nil else {
          throw YAMLError(.malformed("found another document"), line: event.line, column: event.column)
        }
        root = try node(event, &events, depth: depth)
      }
    }
  }

  /// The node that starts with an event; nil where the event ends a list or mapping.
  private static func node(
    _ event: YAMLEvents.Event, _ events: inout YAMLEvents, depth: Int
  ) throws(YAMLError) -> YAMLNode? {
    func refuse(_ reason: YAMLError.Reason) -> YAMLError { YAMLError(reason, line: event.line, column: event.column) }
    if event.isNamed { throw refuse(.alias) }
    switch event.kind {
    case .scalar(let text): return YAMLNode(.scalar(text), at: event)
    case .listStart:
      guard depth > 0 else { throw refuse(.tooDeep) }
      var nodes: [YAMLNode] = []
      while let node = try self.node(try events.next(), &events, depth: depth - 1) { nodes.append(node) }
      return YAMLNode(.list(nodes), at: event)
    case .mappingStart:
      guard depth > 0 else { throw refuse(.tooDeep) }
      var nodes: [(key: YAMLNode, value: YAMLNode)] = []
      while let key = try self.node(try events.next(), &events, depth: depth - 1),
        let value = try self.node(try events.next(), &events, depth: depth - 1)
      {
        nodes.append((key, value))
      }
      return YAMLNode(.mapping(nodes), at: event)
    case .end, .streamEnd, .other: return nil
    }
  }
}
