import RLEnvironmentKit
import Testing

@Suite(.timeLimit(.minutes(20))) struct OptionTests {
  struct Options: EnvironmentOptions {
    enum View: String, CaseIterable, Sendable { case near, far }
    var chance = 0.25
    var size = 7
    var isHard = false
    var view = View.near

    static var fields: [OptionField<Options>] {
      [
        OptionField("chance", \.chance, in: 0...1, "a chance"),
        OptionField("size", \.size, in: 3...15, where: ("odd", { $0 % 2 == 1 }), "a size"),
        OptionField("hard", \.isHard, "whether it is hard"),
        OptionField("view", \.view, "what is seen"),
      ]
    }
  }

  @Test func `text sets the fields it names and no other`() throws {
    let options = try Options().setting("chance=0.5,view=far")
    #expect(options.chance == 0.5 && options.view == .far && options.size == 7 && !options.isHard)
    #expect(try Options().setting("hard=yes,size=15").isHard)
  }

  @Test func `what differs from the defaults is text that leads back`() throws {
    #expect(Options().suffix() == "")
    var options = Options()
    (options.chance, options.isHard, options.size) = (0, true, 3)
    #expect(options.suffix() == ":chance=0,size=3,hard=yes")
    #expect(try Options().setting(String(options.suffix().dropFirst())) == options)
  }

  @Test(arguments: [
    ("speed=3", "unknown option 'speed' (available: chance, size, hard, view)"),
    ("chance=2", "'chance' cannot be '2'; it takes 0 ... 1"),
    ("chance=", "'chance' cannot be ''; it takes 0 ... 1"),
    ("size=4", "'size' cannot be '4'; it takes 3 ... 15, odd"),
    ("size=99999999999999999999", "'size' cannot be '99999999999999999999'; it takes 3 ... 15, odd"),
    ("hard=true", "'hard' cannot be 'true'; it takes yes or no"),
    ("view=side", "'view' cannot be 'side'; it takes near or far"),
    ("hard", "'hard' is not a valid option; expected name=value, several joined by commas"),
    ("hard=yes,", "'' is not a valid option; expected name=value, several joined by commas"),
    ("", "'' is not a valid option; expected name=value, several joined by commas"),
  ])
  func `a mistaken option is answered with what would be right`(text: String, message: String) {
    let error = #expect(throws: OptionError.self) { try Options().setting(text) }
    #expect(error.map { "\($0)" } == message)
  }

  @Test func `an environment without options refuses them`() {
    let error = #expect(throws: OptionError.self) { try NoOptions().setting("size=3") }
    #expect(error.map { "\($0)" } == "unknown option 'size': this environment has no options")
  }
}
