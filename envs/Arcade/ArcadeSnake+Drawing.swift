extension ArcadeSnake {
  /// Rows of pixels above the field, for score, belly and lives.
  private static let top = 8

  /// The outer walls.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {
    canvas.fill(x: 0, y: top, width: 84, height: 76, .indigo)
    canvas.fill(x: 4, y: top + 4, width: 76, height: 68, .night)
  }

  /// Draws walls, apples and the snake; score, belly and lives above.
  public func draw(on canvas: inout ArcadeCanvas) {
    let walls = field.walls
    for index in 0..<4 where walls[index].width > 0 {
      canvas.fill(
        x: 4 * walls[index].x, y: Self.top + 4 * walls[index].y, width: 4 * walls[index].width,
        height: 4 * walls[index].height, .indigo)
    }
    for index in apples.indices {
      canvas.fill(x: 4 * apples[index].x, y: Self.top + 4 * apples[index].y, width: 3, height: 3, .pink)
    }
    drawBody(on: &canvas)
    canvas.write(score, x: 2, y: 1, .white)
    canvas.fill(
      x: 30, y: 2, width: (belly * 28 + Self.fullBelly - 1) / Self.fullBelly, height: 3,
      belly < Self.fullBelly / 4 ? .red : .moss)
    for life in 0..<max(0, lives - 1) { canvas.fill(x: 76 - 8 * life, y: 2, width: 6, height: 3, .moss) }
  }

  /// The snake is three pixels wide, so that a pixel stays free between windings.
  private func drawBody(on canvas: inout ArcadeCanvas) {
    let way = progress >> 8
    // The tail is as far behind its cell as the head.
    Self.drawPart(from: body.tail, to: body.vacated, 3 - way, .moss, on: &canvas)
    for index in 1..<body.count - 1 { Self.drawPart(from: body[index], to: body[index + 1], 4, .moss, on: &canvas) }
    Self.drawPart(from: body[1], to: body.head, way, .moss, on: &canvas)
    canvas.fill(
      x: 4 * body[1].x + heading.dx * way, y: Self.top + 4 * body[1].y + heading.dy * way, width: 3, height: 3, .yellow)
  }

  /// Draws a piece from the middle of a cell some pixels toward a neighbor.
  private static func drawPart(
    from cell: Cell, to other: Cell, _ way: Int, _ color: ArcadeColor, on canvas: inout ArcadeCanvas
  ) {
    let (dx, dy) = ((other.x - cell.x) * way, (other.y - cell.y) * way)
    canvas.fill(
      x: 4 * cell.x + min(dx, 0), y: top + 4 * cell.y + min(dy, 0), width: 3 + abs(dx), height: 3 + abs(dy), color)
  }
}
