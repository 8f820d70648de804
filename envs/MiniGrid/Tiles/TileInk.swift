import RLEnvironmentKit

/// What a sample of a tile is painted with; three inks depend on the color of the cell's object.
enum TileInk: UInt8, CaseIterable {
  case black, grey, orange, agent
  /// The object's color, half of it, and 0.45 of it.
  case full, half, dark

  /// Red, green, blue, purple, yellow, grey: MiniGrid's numbers 0 ... 5.
  private static let colors: [[UInt8]] = [
    [255, 0, 0], [0, 255, 0], [0, 0, 255], [112, 39, 195], [255, 255, 0], [100, 100, 100],
  ]

  /// Red, green and blue of every ink, for an object of that color.
  ///
  /// - Parameter isHighlighted: moves everything three tenths of its way to white.
  static func palette(color: Int, isHighlighted: Bool) -> [RGB] {
    allCases.map { ink in
      let bytes: [UInt8] =
        switch ink {
        case .black: [0, 0, 0]
        case .grey: colors[5]
        case .orange: [255, 128, 0]
        case .agent: colors[0]
        case .full: colors[color]
        case .half: colors[color].map { UInt8(Double($0) * 0.5) }
        case .dark: colors[color].map { UInt8(Double($0) * 0.45) }
        }
      let lit = isHighlighted ? bytes.map { UInt8(Double($0) + 0.3 * Double(255 - $0)) } : bytes
      return RGB(lit[0], lit[1], lit[2])
    }
  }
}
