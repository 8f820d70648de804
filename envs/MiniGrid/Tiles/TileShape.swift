/// A figure in a tile, whose sides are 0 ... 1 with x to the right and y down. Edges belong to the figure.
enum TileShape {
  case rectangle(x: ClosedRange<Double>, y: ClosedRange<Double>)
  case circle(x: Double, y: Double, radius: Double)
  /// All points within `radius` of the stretch between two points.
  case stroke(from: SIMD2<Double>, to: SIMD2<Double>, radius: Double)
  /// The agent's arrow, pointing right after no quarter turns, down after one.
  case arrow(quarterTurns: Int)

  func contains(_ x: Double, _ y: Double) -> Bool {
    switch self {
    case .rectangle(let columns, let rows):
      return columns.contains(x) && rows.contains(y)
    case .circle(let centerX, let centerY, let radius):
      let (dx, dy) = (x - centerX, y - centerY)
      return dx * dx + dy * dy <= radius * radius
    case .stroke(let start, let end, let radius):
      let (point, along) = (SIMD2(x, y), end - start)
      let share = ((point - start) * along).sum() / (along * along).sum()
      let away = point - (start + along * min(1, max(0, share)))
      return (away * away).sum() <= radius * radius
    case .arrow(let quarterTurns):
      // Turned back to where the arrow points right.
      let (u, v) =
        switch quarterTurns {
        case 0: (x, y)
        case 1: (y, 1 - x)
        case 2: (1 - x, 1 - y)
        default: (1 - y, x)
        }
      // Tail from (0.12, 0.19) to (0.12, 0.81), tip at (0.87, 0.50): half as wide as tall, narrowing evenly.
      return u >= 0.12 && abs(v - 0.5) <= 0.31 * (0.87 - u) / 0.75
    }
  }
}
