import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct TerminalKeyTests {
  private static let table: [(String, Key)] = [
    ("\u{1B}[A", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left), ("\u{1B}OA", .up),
    ("\u{1B}OB", .down), ("\u{1B}OC", .right), ("\u{1B}OD", .left), ("\u{1B}[1;5C", .right), ("\u{1B}[H", .home),
    ("\u{1B}OF", .end), ("\u{1B}[5~", .pageUp), ("\u{1B}[6;2~", .pageDown), ("\u{1B}[2~", .insert),
    ("\u{1B}[3~", .delete), ("\u{1B}[Z", .tab), ("\u{1B}OM", .enter), (" ", .space), ("\r", .enter), ("\n", .enter),
    ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace), ("w", .character("w")), ("W", .character("w")),
    ("7", .character("7")), ("+", .character("+")), ("[", .character("[")),
  ]

  @Test(arguments: table)
  func `a key is known by what it sends`(text: String, key: Key) {
    var parser = KeyParser()
    #expect(parser.keys(from: Array(text.utf8)) == [key])
    #expect(parser.keys(from: []).isEmpty)
  }

  @Test func `keys are the same wherever what they send is torn apart`() {
    let bytes = TerminalKeyTests.table.flatMap { Array($0.0.utf8) }
    let keys = TerminalKeyTests.table.map(\.1)
    for cut in 0...bytes.count {
      var parser = KeyParser()
      // An empty piece would say that nothing more is on its way.
      let pieces = [bytes[..<cut], bytes[cut...]].filter { !$0.isEmpty }
      #expect(pieces.flatMap { parser.keys(from: Array($0)) } == keys)
    }
    var parser = KeyParser()
    #expect(bytes.flatMap { parser.keys(from: [$0]) } == keys)
  }

  @Test func `an escape alone is the key, once nothing follows`() {
    var parser = KeyParser()
    #expect(parser.keys(from: [0x1B]).isEmpty)
    #expect(parser.keys(from: []) == [.escape])
    #expect(parser.keys(from: []).isEmpty)
    #expect(parser.keys(from: [0x1B, 0x1B]) == [.escape])
    #expect(parser.keys(from: Array("q".utf8)) == [.escape, .character("q")])
  }

  @Test(arguments: ["é", "日", "\u{0}\u{1}\u{2}", "\u{1B}[200~", "\u{1B}[M", "\u{1B}[?1;2c", "\u{1B}[99;1;1;1A\u{1B}["])
  func `what is no key here is passed over`(text: String) {
    var parser = KeyParser()
    let keys = parser.keys(from: Array(text.utf8) + Array("x".utf8))
    #expect(keys.last == .character("x") || text.hasSuffix("["))
    #expect(keys.count <= 2)
  }

  @Test func `an endless sequence is given up`() {
    var parser = KeyParser()
    #expect(parser.keys(from: Array(("\u{1B}[" + String(repeating: "1;", count: 99)).utf8)).isEmpty)
    #expect(parser.keys(from: Array("a".utf8)) == [.character("a")])
  }
}
