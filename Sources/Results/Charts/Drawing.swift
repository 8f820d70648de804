/// An SVG picture as it grows. Coordinates are pixels from the upper left corner.
struct Drawing {
  typealias Place = (x: Double, y: Double)

  enum Anchor: String {
    case start, middle, end
  }

  static let ink = "#222222"
  static let faint = "#dddddd"

  private var elements: [String] = []

  mutating func line(_ from: Place, _ to: Place, color: String = ink, width: Double = 1, dash: String = "") {
    path([from, to], color: color, width: width, dash: dash)
  }

  /// A line through the places.
  mutating func path(_ places: [Place], color: String, width: Double, dash: String = "", opacity: Double = 1) {
    guard places.count > 1 else { return }
    var attributes = "fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(width.fixed(1))\" stroke-linejoin=\"round\""
    if !dash.isEmpty { attributes += " stroke-dasharray=\"\(dash)\"" }
    if opacity < 1 { attributes += " stroke-opacity=\"\(opacity.fixed(2))\"" }
    elements.append("<path d=\"\(Drawing.course(places))\" \(attributes)/>")
  }

  /// The area that the places enclose.
  mutating func area(_ places: [Place], color: String, opacity: Double) {
    guard places.count > 2 else { return }
    elements.append("<path d=\"\(Drawing.course(places))Z\" fill=\"\(color)\" fill-opacity=\"\(opacity.fixed(2))\"/>")
  }

  mutating func dot(_ center: Place, radius: Double, color: String, opacity: Double = 1) {
    elements.append(
      "<circle cx=\"\(center.x.fixed(1))\" cy=\"\(center.y.fixed(1))\" r=\"\(radius.fixed(1))\" fill=\"\(color)\""
        + (opacity < 1 ? " fill-opacity=\"\(opacity.fixed(2))\"/>" : "/>"))
  }

  /// Text whose base line starts, has its middle or ends at `place`.
  mutating func text(
    _ text: String, at place: Place, _ anchor: Anchor = .start, size: Double = 11, isBold: Bool = false,
    isUpright: Bool = false
  ) {
    let (x, y) = (place.x.fixed(1), place.y.fixed(1))
    var attributes = "x=\"\(x)\" y=\"\(y)\" font-size=\"\(size.fixed(0))\" text-anchor=\"\(anchor.rawValue)\""
    if isBold { attributes += " font-weight=\"bold\"" }
    if isUpright { attributes += " transform=\"rotate(-90 \(x) \(y))\"" }
    elements.append("<text \(attributes)>\(escaped(text))</text>")
  }

  /// Puts a whole picture into this one.
  mutating func place(_ drawing: Drawing, at corner: Place) {
    elements.append("<g transform=\"translate(\(corner.x.fixed(1)) \(corner.y.fixed(1)))\">")
    elements += drawing.elements
    elements.append("</g>")
  }

  /// The picture as a file's text, or as an element of a page.
  ///
  /// - Parameter title: the description for readers who cannot see it.
  func svg(width: Double, height: Double, title: String) -> String {
    let (width, height) = (width.fixed(0), height.fixed(0))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      role="img" font-family="\(Lettering.fonts)" fill="\(Drawing.ink)">
      <title>\(escaped(title))</title>
      <rect width="\(width)" height="\(height)" fill="#ffffff"/>
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }

  private static func course(_ places: [Place]) -> String {
    "M" + places.map { "\($0.x.fixed(1)) \($0.y.fixed(1))" }.joined(separator: "L")
  }
}
