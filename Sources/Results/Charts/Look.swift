/// What distinguishes one series from the others, in color as in gray.
struct Look {
  let color: String
  /// Of an SVG stroke; empty for a solid line.
  let dash: String

  /// The look of the series with this number. No two below 42 are alike, and no two neighbors alike in gray.
  init(_ index: Int) {
    color = Look.colors[index % Look.colors.count]
    dash = Look.dashes[index % Look.dashes.count]
  }

  /// Colors that color-blind readers can distinguish, the darkest first.
  ///
  /// Source: Okabe and Ito, "Color Universal Design" (2008).
  private static let colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"]
  private static let dashes = ["", "7 3", "2 2.5", "10 3 2 3", "14 4", "10 3 2 3 2 3"]
}
