/// How much room text takes, without knowing the reader's font.
enum Lettering {
  /// What the drawings and pages ask for.
  static let fonts = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

  /// An upper estimate of a text's width: the widths are those of DejaVu Sans, the widest of ``fonts``.
  static func width(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + width($1) } * size
  }

  /// The text with its middle left out, where it is wider than `width`.
  static func fitted(_ text: String, size: Double, width: Double) -> String {
    if Lettering.width(text, size: size) <= width { return text }
    // Names mostly differ at their ends.
    for kept in stride(from: text.count - 1, to: 1, by: -1) {
      let shorter = text.prefix((kept + 1) / 2) + "…" + text.suffix(kept / 2)
      if Lettering.width(String(shorter), size: size) <= width { return String(shorter) }
    }
    return "…"
  }

  /// The text broken between words, every line fitted.
  static func lines(_ text: String, size: Double, width: Double) -> [String] {
    broken(text) { Lettering.width($0, size: size) <= width }.map { fitted($0, size: size, width: width) }
  }

  /// The text broken between words into lines that fit, but for a word that does not fit alone.
  static func broken(_ text: String, fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, fits(last + " " + word) {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private static func width(_ character: Character) -> Double {
    switch character {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ": 0.33
    case "f", "t", "r", "(", ")", "-", "/", "[", "]": 0.42
    case "m", "M", "W", "w", "%", "@", "…", "—", "→": 1
    case "A"..."Z", "+", "=", "<", ">", "−": 0.78
    default: character.isASCII ? 0.64 : 1
    }
  }
}
