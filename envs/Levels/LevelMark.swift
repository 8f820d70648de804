/// One meaning of a character on a map.
enum LevelMark: Equatable {
  /// What stands there in every episode.
  case cell(GridCell)
  /// What one of the cells with that character holds.
  case oneOf(GridCell)
  /// The agent may start there; it looks that way, or any way.
  case start(GridDirection?)

  private static let things = ["start", "floor", "wall", "goal", "lava", "door", "key", "ball", "box"]

  /// Understands a line of a legend, such as `red key`, `locked blue door`, `one decoy goal`, `start up`, or
  /// `grey box with red key`.
  init(_ text: String) throws(LevelProblem) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let entry = words.joined(separator: " ")
    let colors = GridColor.allCases.map(\.name)
    let states = GridDoorState.allCases.map { "\($0)" }
    let directions = GridDirection.allCases.map { "\($0)" }
    let known = ["one", "decoy", "with"] + colors + states + LevelMark.things + directions
    if let word = words.first(where: { !known.contains($0) }) {
      throw .unknownWord(word, entry: entry, known: known)
    }
    guard let place = words.firstIndex(where: LevelMark.things.contains) else {
      throw .missingThing(entry: entry, known: LevelMark.things)
    }
    let thing = words[place]
    var (before, after) = (Array(words[..<place]), Array(words[(place + 1)...]))
    /// Takes the first of the words that is there.
    func take(_ choices: [String], from words: inout [String]) -> String? {
      words.firstIndex(where: choices.contains).map { words.remove(at: $0) }
    }
    let isDrawn = take(["one"], from: &before) != nil
    let isDecoy = ["goal", "key", "door"].contains(thing) && take(["decoy"], from: &before) != nil
    let isColored = !["start", "wall", "goal", "lava"].contains(thing)
    let color = isColored ? GridColor.allCases.first(named: take(colors, from: &before)) : nil
    let state = thing == "door" ? GridDoorState.allCases.first(named: take(states, from: &before)) : nil
    let direction = thing == "start" ? GridDirection.allCases.first(named: take(directions, from: &after)) : nil
    var content: GridCell?
    if thing == "box" && after.first == "with" && after.count > 1 {
      if case .cell(let cell) = try LevelMark(after.dropFirst().joined(separator: " ")), cell.isContent {
        content = cell
      }
      if content != nil { after = [] }
    }
    if let word = before.first ?? after.first { throw .misplacedWord(word, entry: entry) }

    var cell = GridCell.empty
    switch (thing, color) {
    case ("start", _):
      self = .start(direction)
      return
    case ("wall", _): cell = .wall
    case ("goal", _): cell = .goal
    case ("lava", _): cell = .lava
    case ("floor", nil): cell = .empty
    case (_, nil): throw .missingColor(entry: entry)
    case ("floor", let color?): cell = .floor(color)
    case ("door", let color?): cell = .door(color, state ?? .closed)
    case ("key", let color?): cell = .key(color)
    case ("ball", let color?): cell = .ball(color)
    case (_, let color?): cell = .box(color, containing: content)
    }
    if isDecoy { cell = cell.marked }
    self = isDrawn ? .oneOf(cell) : .cell(cell)
  }
}

extension GridCell {
  /// Whether a box may contain it.
  fileprivate var isContent: Bool { object.isPortable && content == nil && !isMarked }
}

extension Collection {
  /// The element with that name.
  fileprivate func first(named name: String?) -> Element? { first { "\($0)" == name } }
}
