/// Missions as numbers: the words that occur in them, each with a token that never changes.
public enum MissionVocabulary {
  /// Tokens of every mission; unused places hold 0.
  public static let length = 24

  /// The words in the order of their tokens: the first has token 1. Punctuation is left out.
  public static let words = [
    "red", "green", "blue", "purple", "yellow", "grey",
    "door", "key", "ball", "box", "goal", "lava", "room", "rooms", "square", "object", "opening",
    "hallway",
    "a", "the", "and", "to", "at", "of", "from", "near", "then", "you", "must", "end",
    "go", "get", "fetch", "find", "pick", "up", "put", "open", "unlock", "use", "reach", "avoid", "traverse",
    "matching",
  ]

  /// What stands for a word that is none of ``words``.
  public static let unknown = UInt8(words.count + 1)

  private static let tokenOfWord = Dictionary(
    uniqueKeysWithValues: words.enumerated().map { ($1, UInt8($0 + 1)) })

  /// The tokens of a text, in order, then zeros; words beyond ``length`` are dropped.
  public static func tokens(of text: String) -> [UInt8] {
    let found = text.lowercased().split { !$0.isLetter }.prefix(length).map { tokenOfWord[String($0)] ?? unknown }
    return found + Array(repeating: 0, count: length - found.count)
  }
}
