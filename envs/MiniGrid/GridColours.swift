/// A set of colours, to draw one and not the others.
struct GridColours: Sendable, Equatable {
  static let all = GridColours(bits: 0b11_1111)

  /// Bit `n` stands for the `n`-th colour in the order of the names.
  private var bits: UInt8

  var count: Int { bits.nonzeroBitCount }

  func contains(_ colour: GridColour) -> Bool { bits & GridColours.bit(colour) != 0 }

  mutating func remove(_ colour: GridColour) { bits &= ~GridColours.bit(colour) }

  private static func bit(_ colour: GridColour) -> UInt8 {
    switch colour {
    case .blue: 1
    case .green: 1 << 1
    case .grey: 1 << 2
    case .purple: 1 << 3
    case .red: 1 << 4
    case .yellow: 1 << 5
    }
  }

  /// The `index`-th of the colours that are left, in the order of their names.
  subscript(index: Int) -> GridColour {
    var rest = bits
    for _ in 0..<index { rest &= rest &- 1 }
    return GridColour.alphabetical[rest.trailingZeroBitCount]
  }
}
