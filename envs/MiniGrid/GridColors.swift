/// A set of colors, to draw one and not the others.
struct GridColors: Sendable, Equatable {
  static let all = GridColors(bits: 0b11_1111)

  /// Bit `n` stands for the `n`-th color in the order of the names.
  private var bits: UInt8

  var count: Int { bits.nonzeroBitCount }

  func contains(_ color: GridColor) -> Bool { bits & GridColors.bit(color) != 0 }

  mutating func remove(_ color: GridColor) { bits &= ~GridColors.bit(color) }

  private static func bit(_ color: GridColor) -> UInt8 {
    switch color {
    case .blue: 1
    case .green: 1 << 1
    case .grey: 1 << 2
    case .purple: 1 << 3
    case .red: 1 << 4
    case .yellow: 1 << 5
    }
  }

  /// The `index`-th of the colors that are left, in the order of their names.
  subscript(index: Int) -> GridColor {
    var rest = bits
    for _ in 0..<index { rest &= rest &- 1 }
    return GridColor.alphabetical[rest.trailingZeroBitCount]
  }
}
