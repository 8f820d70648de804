internal import RLEnvironmentKit

/// Everything that can be wrong with a level.
public enum LevelProblem: Error, Equatable {
  /// The file cannot be opened or read.
  case unreadable(reason: String)
  /// The file has more bytes than any level.
  case tooBig(limit: Int)
  /// The file begins with the byte order mark of UTF-16.
  case utf16
  /// A byte that begins nothing in UTF-8.
  case notUTF8(byte: UInt8)
  /// A tab or another character without a picture.
  case controlCharacter(Unicode.Scalar)

  /// A line `---`, but none before it.
  case unopenedHeader
  /// A line `---`, but none after it.
  case unclosedHeader
  /// The header has more bytes than any level needs.
  case headerTooBig(limit: Int)
  /// The header nests deeper than any level needs.
  case headerTooDeep
  /// YAML's own complaint.
  case malformedHeader(reason: String)
  /// The header is a text or a list instead of keys with values.
  case headerWithoutKeys
  /// An anchor or an alias.
  case alias
  /// A key that there is not.
  case unknownKey(String, known: [String])
  /// A key that comes twice.
  case repeatedKey(String)
  /// A key does not take this value.
  case badValue(key: String, value: String, expected: String)

  /// A key of the legend that is not one character.
  case badLegendKey(String)
  /// A word of the legend that there is not.
  case unknownWord(String, entry: String, known: [String])
  /// A meaning without a thing.
  case missingThing(entry: String, known: [String])
  /// A thing that has a color, without one.
  case missingColor(entry: String)
  /// A word that does not go with the thing.
  case misplacedWord(String, entry: String)
  /// One of several meanings is not drawn.
  case fixedAmongDrawn(entry: String)

  /// Nothing but a header, or nothing at all.
  case noMap
  /// A character the legend does not know.
  case unknownCharacter(Character, known: [Character])
  /// An empty line between two rows.
  case emptyRow
  /// A row of another length than most.
  case raggedRow(cells: Int, others: Int)
  /// Something but a wall on the edge.
  case openEdge(Character)
  /// Too few or too many cells a side.
  case badSize(width: Int, height: Int, limits: ClosedRange<Int>)
  /// No start.
  case noStart
  /// No goal but decoys.
  case noGoal
  /// A lock that no key of the level opens.
  case noKey(color: String)
  /// Draws that could leave no cell for one of them.
  case tooFewCells(cells: Int, thing: String, others: Int)
  /// A start from which no episode can be won.
  case unreachableGoals(isEvery: Bool)
}

extension LevelProblem: CustomStringConvertible {
  /// What is wrong; what would be right.
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .tooBig(let limit): "a level of more than \(limit) bytes; the largest map takes a tenth of that"
    case .utf16: "the file is UTF-16; save it as UTF-8"
    case .notUTF8(let byte): "byte 0x\(hexadecimal(byte, digits: 2)) is not UTF-8; save the file as UTF-8"
    case .controlCharacter("\t"): "a tab; write spaces"
    case .controlCharacter(let scalar): "a character that cannot be seen, \(name(Character(scalar))); take it out"

    case .unopenedHeader: "the header ends here, but begins nowhere; begin the file with a line ---"
    case .unclosedHeader: "the header that begins here has no end; end it with a line ---"
    case .headerTooBig(let limit): "a header of more than \(limit) bytes; a few lines are enough"
    case .headerTooDeep: "the header is nested too deeply; a level needs no more than a list in the legend"
    case .malformedHeader(let reason):
      "the header is not YAML: \(reason); write 'key: value' lines, and characters such as # @ > in quotes"
    case .headerWithoutKeys: "the header is not a list of keys; write 'key: value' lines"
    case .alias: "an anchor or alias; write the value out"
    case .unknownKey(let key, let known): UnknownName(kind: "key", name: short(key), known: known).description
    case .repeatedKey(let key): "the key '\(short(key))' comes more than once, first here; keep one of them"
    case .badValue(let key, let value, let expected): "'\(short(key))' cannot be \(value); it takes \(expected)"

    case .badLegendKey(let key): "'\(short(key))' is not a character of a map; each key of the legend is exactly one"
    case .unknownWord(let word, let entry, let known):
      "in '\(short(entry))': " + UnknownName(kind: "word", name: short(word), known: known).description
    case .missingThing(let entry, let known): "'\(short(entry))' names no thing; the things are \(list(known, "and"))"
    case .missingColor(let entry):
      "'\(short(entry))' has no color; say \(list(GridColor.allCases.map(\.name), "or"))"
    case .misplacedWord(let word, let entry): "in '\(short(entry))' '\(word)' is out of place"
    case .fixedAmongDrawn(let entry):
      "a character with several meanings can mean 'start' and 'one …' only, not '\(short(entry))'"

    case .noMap: "there is no map; draw one, such as #####, #@.G#, ##### on three lines"
    case .unknownCharacter(let character, let known):
      "\(name(character)) means nothing; this level knows \(known.map(name).joined(separator: " ")), and a line such as "
        + "'legend: {R: red key}' in the header adds more"
    case .emptyRow: "an empty line inside the map; take it out"
    case .raggedRow(let cells, let others):
      "a row of \(cells) cells, where most have \(others); give all the same, with # where there is nothing"
    case .openEdge(let character): "\(name(character)) on the edge of the map; put a wall there, #"
    case .badSize(let width, let height, let limits):
      "a map of \(width)×\(height) cells; each side takes \(limits.lowerBound) to \(limits.upperBound)"
    case .noStart: "the agent starts nowhere; put @ where it may start, or one of > v < ^ to say where it looks"
    case .noGoal: "there is no goal; put G where it is, or g where it may be"
    case .noKey(let color):
      "a locked \(color) door, but no \(color) key; add one, 'K: \(color) key' in the legend, or unlock the door"
    case .tooFewCells(let cells, let thing, let others):
      "\(cells == 1 ? "one cell" : "\(cells) cells") for '\(short(thing))', which \(others) other draws may take; mark more cells"
    case .unreachableGoals(let isEvery):
      isEvery
        ? "walls or lava keep a goal from whoever starts here; open a way to every goal"
        : "walls or lava keep every goal from whoever starts here; open a way to one that is always there"
    }
  }

  /// The beginning of a text, on one line.
  private func short(_ text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    return line.count > 60 ? line.prefix(60) + "…" : line
  }

  /// The character in quotes, or its number where it cannot be seen.
  private func name(_ character: Character) -> String {
    let scalars = character.unicodeScalars
    if character == "'" { return "\"'\"" }
    let isSeen = !scalars.contains { $0.properties.generalCategory.isInvisible }
    return isSeen ? "'\(character)'" : scalars.map { "U+" + hexadecimal($0.value, digits: 4) }.joined(separator: " ")
  }

  private func hexadecimal(_ number: some BinaryInteger, digits: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private func list(_ words: [String], _ conjunction: String) -> String {
    words.dropLast().joined(separator: ", ") + " \(conjunction) " + (words.last ?? "")
  }
}

extension Unicode.GeneralCategory {
  /// Whether characters of this category leave no mark, a space apart.
  fileprivate var isInvisible: Bool {
    switch self {
    case .control, .format, .unassigned, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
