/// A text as it stands in XML, SVG and HTML, also as an attribute's value; a character that XML 1.0 forbids becomes `�`.
package func escaped(_ text: some StringProtocol) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    // A text must not hold `]]>`.
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    // A reader would make a space of these in an attribute, and a line feed of a carriage return anywhere.
    case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
    case "\0"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
