import RLDisplay
import Testing

@Suite(.timeLimit(.minutes(20))) struct InputTests {
  @Test func `every key has a name that leads back to it`() {
    for name in Key.names + ["w", "0", "+", "~", "!"] { #expect(Key(named: name)?.name == name) }
    #expect(Set(Key.names.compactMap(Key.init(named:))).count == Key.names.count)
  }

  @Test func `a letter means its key whether or not it is a capital`() {
    #expect(Key(named: "W") == .character("w"))
  }

  @Test(arguments: ["", " ", "\n", "\0", "\u{7F}", "ww", "Up", "é", "e\u{301}", "🙂"])
  func `what is printed on no key is none`(name: String) {
    #expect(Key(named: name) == nil)
  }
}
