extension ArcadeRocks {
  /// Rows of pixels above the board, for score and lives.
  private static let top = 8

  /// Draws rocks, shots, saucer and ship, then score and lives over what sticks out of the board.
  public func draw(on canvas: inout ArcadeCanvas) {
    for index in 0..<rockCount {
      let rock = rocks[index]
      switch rock.size {
      case 3: Self.draw(Self.large, at: rock.body, .steel, on: &canvas)
      case 2: Self.draw(Self.middling, at: rock.body, .tan, on: &canvas)
      default: Self.draw(Self.small, at: rock.body, .peach, on: &canvas)
      }
    }
    for index in 0..<4 where shots[index].life > 0 { Self.drawShot(shots[index].body, .yellow, on: &canvas) }
    if saucer.shot.life > 0 { Self.drawShot(saucer.shot.body, .red, on: &canvas) }
    if saucer.delay == 0 { Self.draw(Self.saucerShape, at: saucer.body, .lime, on: &canvas) }
    // A shielded ship blinks.
    if absence == 0 && shield & 8 == 0 {
      if isThrusting {
        var flame = ship
        let unit = Self.unit(heading)
        (flame.vx, flame.vy) = (-unit.x * 128, -unit.y * 128)
        flame.drift()
        Self.drawShot(flame, .orange, on: &canvas)
      }
      Self.draw(Self.shipShapes[heading], at: ship, .white, on: &canvas)
    }
    if absence > 0 { drawWreck(on: &canvas) }
    canvas.fill(x: 0, y: 0, width: ArcadeCanvas.side, height: Self.top, .night)
    canvas.write(score, x: 2, y: 1, .white)
    for life in 0..<max(0, lives - 1) { canvas.draw(Self.shipShapes[0], x: 75 - 8 * life, y: 0, .white) }
  }

  /// Eight splinters that fly apart from where the ship was.
  private func drawWreck(on canvas: inout ArcadeCanvas) {
    for heading in stride(from: 0, to: 16, by: 2) {
      var splinter = ship
      let unit = Self.unit(heading)
      (splinter.vx, splinter.vy) = (unit.x * (50 - absence) * 6, unit.y * (50 - absence) * 6)
      splinter.drift()
      Self.drawShot(splinter, .amber, on: &canvas)
    }
  }

  /// Draws a shape with its middle at a body, and again at the other side of the board where it sticks out.
  private static func draw(
    _ sprite: ArcadeSprite, at body: Body, _ color: ArcadeColor, on canvas: inout ArcadeCanvas
  ) {
    let (x, y) = (body.x >> 10 - sprite.width / 2, body.y >> 10 - sprite.height / 2)
    let otherX = x < 0 ? x + 84 : x + sprite.width > 84 ? x - 84 : x
    let otherY = y < 0 ? y + 76 : y + sprite.height > 76 ? y - 76 : y
    canvas.draw(sprite, x: x, y: y + top, color)
    if otherX != x { canvas.draw(sprite, x: otherX, y: y + top, color) }
    if otherY != y {
      canvas.draw(sprite, x: x, y: otherY + top, color)
      if otherX != x { canvas.draw(sprite, x: otherX, y: otherY + top, color) }
    }
  }

  private static func drawShot(_ body: Body, _ color: ArcadeColor, on canvas: inout ArcadeCanvas) {
    canvas.fill(x: body.x >> 10 - 1, y: body.y >> 10 - 1 + top, width: 2, height: 2, color)
  }

  private static let large = ArcadeSprite(
    """
    ....###......
    ..########...
    ..##########.
    .####..#####.
    .####..######
    #############
    ########..###
    .#######..###
    .###########.
    .##.#######..
    ..########...
    ...#######...
    ....####.....
    """)
  private static let middling = ArcadeSprite(
    """
    ...###...
    ..######.
    .########
    ######.##
    #########
    ##.#####.
    .#######.
    .######..
    ...###...
    """)
  private static let small = ArcadeSprite(".###.\n#####\n#####\n#####\n.##..")
  private static let saucerShape = ArcadeSprite("...###...\n..#####..\n#########\n#########\n..#####..")

  /// The ship in all headings: four drawn ones and their quarter turns.
  private static let shipShapes: [ArcadeSprite] = {
    var shapes = [
      "...#...\n...#...\n..###..\n..###..\n.#####.\n.#####.\n##...##",
      "....#..\n...##..\n..###..\n..####.\n.#####.\n##.###.\n....##.",
      ".....##\n..####.\n######.\n.#####.\n..####.\n...##..\n...#...",
      ".......\n####...\n#######\n.#####.\n..###..\n.##....\n.#.....",
    ].map { ArcadeSprite($0) }
    for index in 0..<12 { shapes.append(shapes[index].turned) }
    return shapes
  }()
}

extension ArcadeSprite {
  /// The shape after a quarter turn clockwise.
  fileprivate var turned: ArcadeSprite {
    ArcadeSprite(
      (0..<width).map { y in String((0..<height).map { isSet(x: y, y: height - 1 - $0) ? "#" : "." }) }
        .joined(separator: "\n"))
  }
}
