@testable import RLDisplay
import RLEnvironmentKit
import Testing

@Suite(.timeLimit(.minutes(20))) struct ControlsTests {
  static let stick = ["nothing", "fire", "up", "right", "left", "down", "up-right", "up-right-fire", "right-fire"]

  @Test func `held keys add up to the action that names most of them`() throws {
    let controls = try Controls(of: NamedWorld(actionNames: Self.stick).spec)
    let cases: [(Set<Key>, String?)] = [
      ([], nil), ([.up], "up"), ([.up, .right], "up-right"), ([.up, .right, .space], "up-right-fire"),
      ([.right, .space], "right-fire"), ([.up, .space], "up"), ([.left, .right], nil),
      ([.left, .right, .space], "fire"), ([.character("w"), .character("d")], "up-right"), ([.down, .left], "left"),
      ([.character("8")], "up-right-fire"), ([.character("x")], nil),
    ]
    for (keys, name) in cases { #expect(controls.action(for: keys).map { Self.stick[$0] } == name, "\(keys)") }
    #expect(controls.idleAction == 0)
  }

  @Test func `a grid world walks with arrows and letters`() throws {
    let names = ["left", "right", "forward", "pickup", "drop", "toggle", "done"]
    let controls = try Controls(of: NamedWorld(actionNames: names).spec)
    let keys: [Key] = [.left, .right, .up, .character("e"), .character("f"), .space, .enter]
    for (key, index) in zip(keys, names.indices) { #expect(controls.action(for: [key]) == index) }
    #expect(controls.idleAction == nil && !controls.answers(to: .down))
    #expect(controls.help.map(\.meaning) == ["forward", "left", "right", "toggle", "pickup", "drop", "done"])
    #expect(controls.help.first?.keys == "up w")
  }

  @Test func `an action can be given another key`() throws {
    let controls = try Controls(of: NamedWorld(actionNames: Self.stick).spec, changes: "fire=x,up=k")
    #expect(controls.action(for: [.character("x")]) == 1 && controls.action(for: [.character("k")]) == 2)
    #expect(!controls.answers(to: .space) && !controls.answers(to: .up))
  }

  @Test func `mistakes are reported`() {
    func message(_ changes: String) -> String? {
      do throws(ControlsError) {
        _ = try Controls(of: NamedWorld(actionNames: ["left", "right"]).spec, changes: changes)
        return nil
      } catch { return "\(error)" }
    }
    #expect(message("left") == "keys 'left': expected ACTION=KEY, such as fire=x")
    #expect(message("fire=x") == "keys: unknown action 'fire' (available: left, right)")
    #expect(
      message("left=shfit")
        == "keys: unknown key 'shfit'; a key is a letter, a digit, a sign, or up, down, left, right, space, enter, "
        + "escape, tab, backspace, shift, control, page-up, page-down, home, end, insert, delete")
    #expect(
      message("left=p")
        == "keys: 'p' is taken; p, n, r, + -, o, [ ], c, h, q keep their meaning")
  }
}
