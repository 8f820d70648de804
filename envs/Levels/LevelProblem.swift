internal import EnvironmentKit

/// Everything that can be wrong with a level.
public enum LevelProblem: Error, Equatable {
  // The file.
  case unreadable(reason: String)
  case tooBig(limit: Int)
  case utf16
  case notUTF8(byte: UInt8)
  case controlCharacter(Unicode.Scalar)

  // The header.
  case unopenedHeader
  case unclosedHeader
  case headerTooBig(limit: Int)
  case headerTooTangled
  case malformedHeader(reason: String)
  case headerWithoutKeys
  case alias
  case unknownKey(String, known: [String])
  case repeatedKey(String)
  case badValue(key: String, value: String, expected: String)

  // The legend.
  case badLegendKey(String)
  case unknownWord(String, entry: String, known: [String])
  case missingThing(entry: String, known: [String])
  case missingColour(entry: String)
  case misplacedWord(String, entry: String)
  case fixedAmongDrawn(entry: String)

  // The map.
  case noMap
  case unknownCharacter(Character, known: [Character])
  case emptyRow
  case raggedRow(cells: Int, others: Int)
  case openEdge(Character)
  case badSize(width: Int, height: Int, limits: ClosedRange<Int>)
  case noStart
  case noGoal
  case noKey(colour: String)
  case tooFewCells(cells: Int, thing: String, others: Int)
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
    case .headerTooTangled: "the header nests too much or has too many of [ { - ? & and *; a few lines are enough"
    case .malformedHeader(let reason):
      "the header is no YAML: \(reason); write 'key: value' lines, and characters such as # @ > in quotes"
    case .headerWithoutKeys: "the header is no list of keys; write 'key: value' lines"
    case .alias: "an anchor or alias; write the value out"
    case .unknownKey(let key, let known): UnknownName(kind: "key", name: key, known: known).description
    case .repeatedKey(let key): "the key '\(key)' comes more than once, first here; keep one of them"
    case .badValue(let key, let value, let expected): "'\(key)' cannot be \(value); it takes \(expected)"

    case .badLegendKey(let key): "'\(key)' is no character of a map; each key of the legend is exactly one"
    case .unknownWord(let word, let entry, let known):
      "in '\(entry)': " + UnknownName(kind: "word", name: word, known: known).description
    case .missingThing(let entry, let known): "'\(entry)' names no thing; the things are \(list(known, "and"))"
    case .missingColour(let entry):
      "'\(entry)' has no colour; say \(list(GridColour.allCases.map(\.name), "or"))"
    case .misplacedWord(let word, let entry): "in '\(entry)' there is no place for '\(word)'"
    case .fixedAmongDrawn(let entry):
      "a character with several meanings can mean 'start' and 'one …' only, not '\(entry)'"

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
    case .noKey(let colour):
      "a locked \(colour) door, but no \(colour) key; add one, 'K: \(colour) key' in the legend, or unlock the door"
    case .tooFewCells(let cells, let thing, let others):
      "\(cells == 1 ? "one cell" : "\(cells) cells") for '\(thing)', which \(others) other draws may take; mark more cells"
    case .unreachableGoals(let isEvery):
      isEvery
        ? "walls or lava keep a goal from whoever starts here; open a way to every goal"
        : "walls or lava keep every goal from whoever starts here; open a way to one that is always there"
    }
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
