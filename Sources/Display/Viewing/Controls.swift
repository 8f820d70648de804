public import RLEnvironmentKit

/// How keys become actions of one world: held keys for games that advance by themselves, pressed ones for worlds that wait.
public struct Controls: Sendable {
  private let actionNames: [String]
  private let words: [Key: String]
  /// The action for no key at all; nil in a world that waits for its player.
  let idleAction: Int?

  /// Default keys, by the name of the action that they take where a world has it.
  private static let usual: [(key: Key, words: [String])] = [
    (.up, ["up", "forward"]), (.down, ["down"]), (.left, ["left"]), (.right, ["right"]),
    (.character("w"), ["up", "forward"]), (.character("s"), ["down"]), (.character("a"), ["left"]),
    (.character("d"), ["right"]), (.space, ["fire", "toggle"]), (.character("e"), ["pickup"]),
    (.character("f"), ["drop"]), (.enter, ["done"]),
  ]

  /// The usual keys, and digits for the actions by their numbers from 1 on.
  ///
  /// - Parameters:
  ///   - spec: of the world.
  ///   - changes: as a person writes them, `fire=x,drop=tab`: the action gets that key and loses its usual ones.
  public init(of spec: EnvironmentSpec, changes: String = "") throws(ControlsError) {
    actionNames = spec.actionNames
    idleAction = spec.idleAction
    let parts = Set(actionNames.flatMap { $0.split(separator: "-").map(String.init) } + actionNames)
    var words: [Key: String] = [:]
    for (index, name) in actionNames.enumerated().prefix(9) {
      words[.character(Character(String(index + 1)))] = name
    }
    for (key, candidates) in Controls.usual {
      if let word = candidates.first(where: parts.contains) { words[key] = word }
    }
    var changed: [Key: String] = [:]
    for change in changes.split(separator: ",", omittingEmptySubsequences: false) where !changes.isEmpty {
      let sides = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2 else { throw .malformed(String(change)) }
      guard parts.contains(sides[0]) else { throw .unknownAction(sides[0], known: actionNames) }
      guard let key = Key(named: sides[1]) else { throw .unknownKey(sides[1]) }
      guard !Viewer.isTaken(key) else { throw .takenKey(sides[1]) }
      words = words.filter { $0.value != sides[0] }
      changed[key] = sides[0]
    }
    self.words = words.merging(changed) { $1 }
  }

  /// Whether the key means anything here.
  public func answers(to key: Key) -> Bool { words[key] != nil }

  /// The action that the keys mean together, the most of them that the world has an action for; nil for none.
  public func action(for keys: Set<Key>) -> Int? {
    let wanted = Set(keys.compactMap { words[$0] })
    // Opposite directions cancel out.
    let vertical = wanted.isSuperset(of: ["up", "down"]) ? nil : ["up", "down"].first(where: wanted.contains)
    let horizontal = wanted.isSuperset(of: ["left", "right"]) ? nil : ["left", "right"].first(where: wanted.contains)
    let fire = wanted.contains("fire") ? "fire" : nil
    let combinations = [
      [vertical, horizontal, fire], [horizontal, fire], [vertical, fire], [vertical, horizontal], [horizontal],
      [vertical], [fire],
    ]
    for combination in combinations where !combination.contains(nil) {
      let name = combination.compactMap(\.self).joined(separator: "-")
      if let index = actionNames.firstIndex(of: name) { return index }
    }
    return actionNames.firstIndex(where: wanted.subtracting(["up", "down", "left", "right"]).contains)
  }

  /// The keys and what they do.
  var help: [Notes.Help] {
    var lines: [Notes.Help] = []
    let order = Controls.usual.flatMap(\.words) + actionNames
    for (index, word) in order.enumerated() where order.firstIndex(of: word) == index {
      let keys = words.filter { $0.value == word }.keys.map(\.name)
      // Digits are listed only where there is no other key.
      let better = keys.filter { Int($0) == nil }
      let listed = (better.isEmpty ? keys : better).sorted { ($1.count, $0) < ($0.count, $1) }
      if !listed.isEmpty && word != idleAction.map({ actionNames[$0] }) {
        lines.append(Notes.Help(listed.joined(separator: " "), word))
      }
    }
    return lines
  }
}

/// Why keys cannot be changed as asked.
public enum ControlsError: Error, Equatable, CustomStringConvertible {
  case malformed(String)
  case unknownAction(String, known: [String])
  case unknownKey(String)
  case takenKey(String)

  public var description: String {
    switch self {
    case .malformed(let text): "keys '\(text)': expected ACTION=KEY, such as fire=x"
    case .unknownAction(let name, let known):
      "keys: unknown action '\(name)' (available: \(known.joined(separator: ", ")))"
    case .unknownKey(let name):
      "keys: unknown key '\(name)'; a key is a letter, a digit, a sign, or \(Key.names.joined(separator: ", "))"
    case .takenKey(let name):
      "keys: '\(name)' is taken; \(Viewer.help.map(\.keys).joined(separator: ", ")) keep their meaning"
    }
  }
}
