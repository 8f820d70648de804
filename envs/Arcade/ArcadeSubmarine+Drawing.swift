extension ArcadeSubmarine {
  /// Sky, sea and ground.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {
    canvas.fill(x: 0, y: 8, width: 84, height: 6, .blue)
    canvas.fill(x: 0, y: 14, width: 84, height: 58, .navy)
    canvas.fill(x: 0, y: 14, width: 84, height: 1, .teal)
    canvas.fill(x: 0, y: 72, width: 84, height: 4, .brown)
    for x in stride(from: 0, to: 84, by: 12) { canvas.fill(x: x + 3, y: 71, width: 5, height: 1, .brown) }
    canvas.fill(x: 15, y: 77, width: 62, height: 6, .slate)
    canvas.fill(x: 16, y: 78, width: 60, height: 4, .black)
  }

  /// Draws the convoys, divers, shots and the boat; oxygen below; score, lives and divers on board above.
  public func draw(on canvas: inout ArcadeCanvas) {
    for index in 0..<4 { draw(lane: index, on: &canvas) }
    for index in 0..<2 where torpedoes[index].isRunning {
      canvas.fill(x: torpedoes[index].x >> 8, y: torpedoes[index].y >> 8, width: 4, height: 2, .white)
    }
    // A shielded boat blinks.
    if absence > 0 {
      canvas.draw(absence & 8 == 0 ? Self.burst : Self.cloud, x: x >> 8, y: y >> 8 - 1, .amber)
    } else if shield & 8 == 0 {
      canvas.draw(facesRight ? Self.boatRight : Self.boatLeft, x: x >> 8, y: y >> 8, .yellow)
    }
    canvas.fill(
      x: 16, y: 78, width: (oxygen * 60 + Self.fullOxygen - 1) / Self.fullOxygen, height: 4,
      oxygen < Self.fullOxygen / 4 ? .red : .mint)
    canvas.draw(Self.bubble, x: 8, y: 77, .mint)
    canvas.write(score, x: 2, y: 1, .white)
    for diver in 0..<divers { canvas.draw(Self.diver, x: 34 + 6 * diver, y: 1, .cream) }
    for life in 0..<max(0, lives - 1) { canvas.draw(Self.boatRight, x: 74 - 10 * life, y: 1, .yellow) }
  }

  private func draw(lane index: Int, on canvas: inout ArcadeCanvas) {
    let lane = lanes[index]
    let y = Lane.top(index) >> 8
    if lane.hasDiver { canvas.draw(Self.diver, x: lane.diverX >> 8, y: y, .cream) }
    if lane.hasShot { canvas.fill(lane.shot(in: index), .pink) }
    if lane.members == 0 { return }
    let shape =
      lane.isArmed
      ? (lane.headsRight ? Self.enemyRight : Self.enemyLeft) : (lane.headsRight ? Self.fishRight : Self.fishLeft)
    for member in 0..<3 where lane.members >> member & 1 == 1 {
      canvas.draw(shape, x: lane.left(of: member) >> 8, y: y, lane.isArmed ? .silver : .lime)
    }
  }

  private static let boatRight = ArcadeSprite("...##...\n...##...\n#######.\n########\n#######.")
  private static let boatLeft = boatRight.mirrored
  private static let enemyRight = ArcadeSprite("....#...\n.######.\n########\n########\n.#####..")
  private static let enemyLeft = enemyRight.mirrored
  private static let fishRight = ArcadeSprite("#..###..\n##.##.#.\n########\n##.####.\n#..###..")
  private static let fishLeft = fishRight.mirrored
  private static let diver = ArcadeSprite(".##.\n.##.\n####\n.##.\n#..#\n#..#")
  private static let burst = ArcadeSprite("...##...\n.#.##.#.\n..####..\n########\n..####..\n.#.##.#.\n...##...")
  private static let cloud = ArcadeSprite("#..##..#\n..#..#..\n#.#..#.#\n.#....#.\n#.#..#.#\n..#..#..\n#..##..#")
  private static let bubble = ArcadeSprite(".##.\n#..#\n#..#\n#..#\n.##.")
}
