internal import CYAML

/// libyaml's events, in the order of the text. The only place that knows libyaml.
@safe struct YAMLEvents: ~Copyable {
  struct Event {
    enum Kind {
      case scalar(String)
      case listStart
      case mappingStart
      /// Of a list or mapping.
      case end
      case streamEnd
      /// Starts and ends of the stream and its documents.
      case other
    }

    var kind: Kind
    /// Whether it has an anchor or is an alias.
    var isNamed: Bool
    var line: Int
    var column: Int
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// - Parameter text: UTF-8 that outlives this.
  @unsafe init(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
    unsafe parser = .allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw YAMLError(.malformed("no memory is left to read it"), line: 1, column: 1)
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  mutating func next() throws(YAMLError) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { unsafe yaml_event_delete(&event) }
    let (kind, isNamed): (Event.Kind, Bool) =
      switch unsafe event.type {
      case YAML_SCALAR_EVENT:
        unsafe (
          .scalar(
            String(
              decoding: UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length),
              as: UTF8.self)),
          event.data.scalar.anchor != nil
        )
      case YAML_SEQUENCE_START_EVENT: unsafe (.listStart, event.data.sequence_start.anchor != nil)
      case YAML_MAPPING_START_EVENT: unsafe (.mappingStart, event.data.mapping_start.anchor != nil)
      case YAML_ALIAS_EVENT: (.other, true)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: (.end, false)
      case YAML_STREAM_END_EVENT: (.streamEnd, false)
      default: (.other, false)
      }
    return unsafe Event(
      kind: kind, isNamed: isNamed, line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
  }

  private func problem() -> YAMLError {
    let reason = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
    // What is wrong with the bytes themselves has an offset, but no line.
    let mark = unsafe parser.pointee.problem_mark
    return YAMLError(.malformed(reason), line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
