import RLEnvironmentKit

extension ArcadeMuncher {
  /// Rows of pixels above the maze, for score and lives.
  private static let top = 8

  /// The first maze with all its pellets.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {
    draw(.rings, on: &canvas)
  }

  /// Draws maze, pellets, everybody, score and lives.
  public func draw(on canvas: inout ArcadeCanvas) {
    if level % 2 == 0 { canvas = canvas.isGray ? Self.columns.gray : Self.columns.colored }
    eraseEaten(on: &canvas)
    if fruit > 0 {
      canvas.draw(Self.fruitShape, x: 10 * 4 - 1, y: Self.top + 11 * 4 - 1, .lime)
    }
    for index in 0..<4 {
      let place = Self.corner(pursuers[index].place(of: index))
      if pursuers[index].isFrightened {
        // In the last second the shape fills up now and then: the fright is about to end.
        let isEnding = fright < 60 && fright & 8 != 0
        canvas.draw(
          isEnding ? Self.ghost : Self.frightened, x: place.x, y: place.y, .sky)
      } else {
        canvas.draw(Self.ghost, x: place.x, y: place.y, Self.colors[index])
        canvas.draw(Self.eyes, x: place.x + 1, y: place.y + 2, .night)
      }
    }
    let place = Self.corner(player.place)
    let isShut = player.progress & 512 != 0
    canvas.draw(
      isShut ? Self.shut : Self.open[Int(player.heading.rawValue)], x: place.x, y: place.y, .yellow)
    canvas.write(score, x: 2, y: 1, .white)
    for life in 0..<max(0, lives - 1) { canvas.draw(Self.open[0], x: 76 - 8 * life, y: 1, .yellow) }
  }

  /// The top left pixel of a shape of six pixels with its middle there.
  private static func corner(_ place: (x: Int, y: Int)) -> (x: Int, y: Int) {
    (place.x >> 8 &- 1, place.y >> 8 &- 1 + top)
  }

  private func eraseEaten(on canvas: inout ArcadeCanvas) {
    for y in 1..<MuncherMaze.height - 1 {
      // A run of eaten pellets goes at once: nothing lies between them. Power pellets have no neighbors in their row.
      var eaten = maze.rows[y] & ~pellets[y]
      while eaten != 0 {
        let last = eaten.trailingZeroBitCount
        let count = (~(eaten >> UInt32(last))).trailingZeroBitCount
        eaten &= ~(((1 << UInt32(count)) - 1) << UInt32(last))
        let x = MuncherMaze.width - last - count
        if count == 1 {
          Self.drawPellet(x, y, .black, on: &canvas)
        } else {
          canvas.fill(x: 4 * x + 1, y: Self.top + 4 * y + 1, width: 4 * count - 2, height: 2, .black)
        }
      }
    }
  }

  private static func drawPellet(_ x: Int, _ y: Int, _ color: ArcadeColor, on canvas: inout ArcadeCanvas) {
    let (column, row) = (4 * x, top + 4 * y)
    if MuncherMaze.isPower(x, y) {
      canvas.fill(x: column, y: row, width: 4, height: 4, color)
    } else {
      canvas.fill(x: column + 1, y: row + 1, width: 2, height: 2, color)
    }
  }

  /// The second maze with all its pellets, ready to be copied: drawing it takes longer than all else in a frame.
  private static let columns: (gray: ArcadeCanvas, colored: ArcadeCanvas) = {
    var canvases = (gray: ArcadeCanvas(isGray: true), colored: ArcadeCanvas(isGray: false))
    draw(.columns, on: &canvases.gray)
    draw(.columns, on: &canvases.colored)
    return canvases
  }()

  private static func draw(_ maze: MuncherMaze, on canvas: inout ArcadeCanvas) {
    for y in 0..<MuncherMaze.height {
      for x in 0..<MuncherMaze.width where !maze.isOpen(x, y) {
        // Walls are lines along the middles of their cells; where four meet they are solid.
        let isJoined = x + 1 < MuncherMaze.width && !maze.isOpen(x + 1, y)
        let isStacked = y + 1 < MuncherMaze.height && !maze.isOpen(x, y + 1)
        let isSolid = isJoined && isStacked && !maze.isOpen(x + 1, y + 1)
        let (column, row) = (4 * x + 1, top + 4 * y + 1)
        canvas.fill(x: column, y: row, width: isJoined ? 6 : 2, height: isSolid ? 6 : 2, .indigo)
        if isStacked { canvas.fill(x: column, y: row, width: 2, height: 6, .indigo) }
      }
      for x in 0..<MuncherMaze.width where maze.isOpen(x, y) {
        drawPellet(x, y, .cream, on: &canvas)
      }
    }
    canvas.fill(x: 8 * 4 - 1, y: top + 9 * 4 - 1, width: 22, height: 6, .black)
    canvas.fill(x: 10 * 4 - 1, y: top + 8 * 4 + 1, width: 6, height: 2, .plum)
  }

  private static let colors: InlineArray<4, ArcadeColor> = [.red, .pink, .cyan, .orange]
  private static let ghost = ArcadeSprite(".####.\n######\n######\n######\n######\n#.##.#")
  private static let eyes = ArcadeSprite("#..#\n#..#")
  private static let frightened = ArcadeSprite(".####.\n#....#\n#.##.#\n#....#\n######\n#.##.#")
  private static let fruitShape = ArcadeSprite("...##.\n..#...\n.####.\n######\n######\n.####.")
  private static let shut = ArcadeSprite(".####.\n######\n######\n######\n######\n.####.")
  /// Mouths in the order of the directions.
  private static let open: [ArcadeSprite] = [
    ArcadeSprite(".####.\n######\n###...\n###...\n######\n.####."),
    ArcadeSprite(".####.\n######\n######\n##..##\n##..##\n.#..#."),
    ArcadeSprite(".####.\n######\n...###\n...###\n######\n.####."),
    ArcadeSprite(".#..#.\n##..##\n##..##\n######\n######\n.####."),
  ]
}
