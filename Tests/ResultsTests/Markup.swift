/// A look at SVG and HTML text as its reader would take it apart.
struct Markup {
  /// The start tags in order, with their attributes.
  private(set) var tags: [(name: String, attributes: String)] = []
  /// What is wrong with it, or nothing.
  private(set) var flaw: String?

  init(_ text: String) {
    flaw = read(text)
    if text.contains("nan") || text.contains("inf ") { flaw = "a figure that is none" }
  }

  /// Gives what is wrong, or nothing.
  private mutating func read(_ text: String) -> String? {
    var open: [String] = []
    for part in text.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      guard let end = part.firstIndex(of: ">") else { return "a tag that does not end: \(part.prefix(40))" }
      let tag = part[..<end]
      if part[end...].dropFirst().contains(">") { return "a bare > after <\(tag)>" }
      if tag.filter({ $0 == "\"" }).count % 2 != 0 { return "quotation marks in <\(tag)>" }
      if tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        guard let last = open.popLast(), last == tag.dropFirst() else { return "<\(tag)> closes nothing" }
        continue
      }
      let name = String(tag.prefix { $0 != " " && $0 != "/" })
      tags.append((name, String(tag.dropFirst(name.count))))
      if !tag.hasSuffix("/"), name != "meta" { open.append(name) }
    }
    return open.last.map { "<\($0)> is not closed" }
  }

  /// The value of an attribute in every tag of this name that has it.
  func values(of attribute: String, in name: String) -> [String] {
    tags.filter { $0.name == name }.compactMap { Markup.quoted(attribute, in: $0.attributes) }
  }

  /// The corners of every line in a color, pixels from the upper left.
  func lines(color: String) -> [[(x: Double, y: Double)]] {
    tags.filter { $0.name == "path" && $0.attributes.contains("stroke=\"\(color)\"") }.map { tag in
      let course = Markup.quoted("d", in: tag.attributes) ?? ""
      return course.dropFirst().split(separator: "L").map { corner in
        let numbers = corner.split(separator: " ").compactMap { Double($0) }
        return (numbers.first ?? .nan, numbers.last ?? .nan)
      }
    }
  }

  private static func quoted(_ attribute: String, in attributes: String) -> String? {
    guard let start = attributes.firstRange(of: " \(attribute)=\"")?.upperBound else { return nil }
    return String(attributes[start...].prefix { $0 != "\"" })
  }
}
