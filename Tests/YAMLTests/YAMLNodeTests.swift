import Testing

@testable import RLYAML

@Suite(.timeLimit(.minutes(20))) struct YAMLNodeTests {
  /// A node on one line: scalars in quotes, lists and mappings in brackets.
  private static func text(_ node: YAMLNode?) -> String {
    switch node?.content {
    case nil: "nothing"
    case .scalar(let scalar): "\"\(scalar)\""
    case .list(let nodes): "[" + nodes.map(text).joined(separator: ", ") + "]"
    case .mapping(let nodes): "{" + nodes.map { text($0.key) + ": " + text($0.value) }.joined(separator: ", ") + "}"
    }
  }

  static let texts = [
    ("", "nothing"), ("# a\n\n", "nothing"), ("---\n", "\"\""), ("yes", "\"yes\""), ("'it''s'", "\"it's\""),
    ("\"\\u00e9\"", "\"é\""), ("a: 1\nb: [x, {c: d}]", "{\"a\": \"1\", \"b\": [\"x\", {\"c\": \"d\"}]}"),
    ("- a\n-\n- - b", "[\"a\", \"\", [\"b\"]]"), ("a: 1\na: 2", "{\"a\": \"1\", \"a\": \"2\"}"),
    ("? [a, b]\n: c", "{[\"a\", \"b\"]: \"c\"}"), ("!!int 1", "\"1\""), ("a: |\n  b\n  c\n", "{\"a\": \"b\nc\n\"}"),
    ("\u{FEFF}a: b", "{\"a\": \"b\"}"), ("a: b\n...\n", "{\"a\": \"b\"}"), ("[]", "[]"), ("{}", "{}"),
  ]

  @Test(arguments: texts) func `a text becomes values`(text: String, expected: String) throws {
    #expect(Self.text(try YAMLNode(parsing: text, depth: 4)) == expected)
  }

  @Test func `every value knows its place`() throws {
    let root = try #require(try YAMLNode(parsing: "# é\na: 1\n  \nbé:\n  - x\n  - {y: z}\n", depth: 4))
    guard case .mapping(let pairs) = root.content, case .list(let list) = pairs[1].value.content,
      case .mapping(let inner) = list[1].content
    else { throw YAMLError(.tooDeep, line: 0, column: 0) }
    let nodes = [root, pairs[0].key, pairs[0].value, pairs[1].key] + list + [inner[0].key, inner[0].value]
    #expect(nodes.map(\.line) == [2, 2, 2, 4, 5, 6, 6, 6])
    #expect(nodes.map(\.column) == [1, 1, 4, 1, 5, 5, 6, 9])
  }

  static let errors: [(String, YAMLError)] = [
    ("a: [", YAMLError(.malformed("did not find expected node content"), line: 2, column: 1)),
    ("a: @", YAMLError(.malformed("found character that cannot start any token"), line: 1, column: 4)),
    ("a: \u{1}", YAMLError(.malformed("control characters are not allowed"), line: 1, column: 1)),
    ("a\n---\nb", YAMLError(.malformed("found another document"), line: 3, column: 1)),
    ("a: &b c", YAMLError(.alias, line: 1, column: 4)), ("- &b [c]", YAMLError(.alias, line: 1, column: 3)),
    ("- &b {}", YAMLError(.alias, line: 1, column: 3)), ("- *b", YAMLError(.alias, line: 1, column: 3)),
    ("[[[a]]]", YAMLError(.tooDeep, line: 1, column: 3)), ("a:\n  - b: c\n", YAMLError(.tooDeep, line: 2, column: 5)),
  ]

  @Test(arguments: errors) func `what cannot be read is reported with reason and place`(
    text: String, expected: YAMLError
  ) {
    #expect(throws: expected) { try YAMLNode(parsing: text, depth: 2) }
  }

  @Test func `nesting to the limit is read`() throws {
    #expect(Self.text(try YAMLNode(parsing: "[[a], {b: c}]", depth: 2)) == "[[\"a\"], {\"b\": \"c\"}]")
  }
}
