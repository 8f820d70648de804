internal import RLEnvironmentKit

/// The header of a level; everything has a default but the map's size decides some.
struct LevelHeader {
  /// What a person calls the level.
  var title: String?
  var summary: String?
  var steps: Int?
  var isSeeThrough = false
  var view = MiniGridOptions().view
  var goals = Level.Goals.any
  var reward = Level.Reward.timed
  var legend = LevelLegend()

  private static let keys = ["name", "summary", "steps", "see-through", "view", "goals", "reward", "legend"]
  private static let longestText = 200

  /// Reads the lines between the two `---`.
  init(_ text: LevelText) throws(LevelError) {
    for (key, value) in try LevelYAML.pairs(of: text) {
      switch key.text {
      case "name": title = try LevelHeader.line(value, of: key, text)
      case "summary": summary = try LevelHeader.line(value, of: key, text)
      case "steps":
        let range = 1...1_000_000
        let wanted = "a whole number, \(range.lowerBound) ... \(range.upperBound)"
        steps = try LevelHeader.choice(value, of: key, wanted, text) {
          Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
      case "see-through":
        isSeeThrough = try LevelHeader.choice(value, of: key, "yes or no", text) {
          ["yes": true, "true": true, "no": false, "false": false][$0]
        }
      case "view": view = try LevelHeader.word(value, of: key, text)
      case "goals": goals = try LevelHeader.word(value, of: key, text)
      case "reward": reward = try LevelHeader.word(value, of: key, text)
      case "legend":
        guard case .pairs(let pairs) = value.content else {
          throw text.error(
            .badValue(key: "legend", value: value.name, expected: "characters and what they mean, as in {R: red key}"),
            line: value.line, column: value.column)
        }
        for (character, meaning) in pairs { try legend.add(character, meaning, text) }
      default: throw text.error(.unknownKey(key.text, known: LevelHeader.keys), line: key.line, column: key.column)
      }
    }
  }

  /// A line of text.
  private static func line(
    _ value: LevelYAML.Value, of key: LevelYAML.Key, _ text: LevelText
  ) throws(LevelError) -> String {
    try choice(value, of: key, "one line of up to \(longestText) characters", text) {
      $0.isEmpty || $0.contains("\n") || $0.count > longestText ? nil : $0
    }
  }

  /// One of the words a type has.
  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ value: LevelYAML.Value, of key: LevelYAML.Key, _ text: LevelText
  ) throws(LevelError) -> Word {
    let words = Word.allCases.map(\.rawValue)
    let wanted = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    return try choice(value, of: key, wanted, text) { Word(rawValue: $0) }
  }

  /// `parse` of a scalar; nil is refused.
  private static func choice<Choice>(
    _ value: LevelYAML.Value, of key: LevelYAML.Key, _ expected: String, _ text: LevelText,
    parse: (String) -> Choice?
  ) throws(LevelError) -> Choice {
    if case .scalar(let scalar) = value.content, let choice = parse(scalar) { return choice }
    throw text.error(
      .badValue(key: key.text, value: value.name, expected: expected), line: value.line, column: value.column)
  }
}
