/// What the characters of a level's map mean.
struct LevelLegend {
  /// What one character means: one fixed thing, or one or more things that are drawn.
  typealias Meanings = [LevelMark]

  private(set) var meanings: [Character: Meanings] = [
    "#": [.cell(.wall)], ".": [.cell(.empty)], " ": [.cell(.empty)], "@": [.start(nil)], ">": [.start(.right)],
    "v": [.start(.down)], "<": [.start(.left)], "^": [.start(.up)], "G": [.cell(.goal)], "g": [.oneOf(.goal)],
    "K": [.cell(.key(.yellow))], "D": [.cell(.door(.yellow, .locked))], "+": [.cell(.door(.grey, .closed))],
    "o": [.cell(.ball(.blue))], "B": [.cell(.box(.grey))], "~": [.cell(.lava)],
  ]

  /// The characters with a meaning, the default ones first.
  private(set) var known: [Character] = Array("#. @>v<^GgKD+oB~")

  /// What each character's meaning is called, for those of the header.
  private(set) var names: [Character: [String]] = ["g": ["one goal"]]

  /// Adds a line of the header's legend, or replaces what the character meant.
  mutating func add(_ key: LevelYAML.Key, _ value: LevelYAML.Value, _ text: LevelText) throws(LevelError) {
    guard key.text.count == 1, let character = key.text.first, character != "\n" else {
      throw text.error(.badLegendKey(key.text), line: key.line, column: key.column)
    }
    let entries: [LevelYAML.Value]
    if case .list(let list) = value.content, !list.isEmpty { entries = list } else { entries = [value] }
    var meanings: Meanings = []
    var names: [String] = []
    for entry in entries {
      guard case .scalar(let words) = entry.content else {
        throw text.error(
          .badValue(key: key.text, value: entry.name, expected: "words such as red key, one goal, start up"),
          line: entry.line, column: entry.column)
      }
      do throws(LevelProblem) {
        let mark = try LevelMark(words)
        if entries.count > 1, case .cell = mark { throw .fixedAmongDrawn(entry: words) }
        meanings.append(mark)
        names.append(words)
      } catch {
        throw text.error(error, line: entry.line, column: entry.column)
      }
    }
    if self.meanings.updateValue(meanings, forKey: character) == nil { known.append(character) }
    self.names[character] = names
  }
}
