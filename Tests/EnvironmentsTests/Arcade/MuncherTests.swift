import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MuncherTests {
  /// A game with the start's pause over, pursuers locked up, and whatever else is set.
  private func game(_ setUp: (inout ArcadeMuncher) -> Void = { _ in }) -> Session<ArcadeMuncher> {
    var game = Session<ArcadeMuncher>()
    game.pause = 0
    for index in 0..<4 { game.pursuers[index] = ArcadeMuncher.Pursuer(wait: 1000) }
    setUp(&game.game)
    return game
  }

  /// Frees a pursuer into a cell.
  private func hunter(x: Int, y: Int, heading: GridDirection) -> ArcadeMuncher.Pursuer {
    var pursuer = ArcadeMuncher.Pursuer()
    pursuer.rise = ArcadeMuncher.Pursuer.out
    pursuer.walker = ArcadeMuncher.Walker(x: x, y: y, heading: heading)
    return pursuer
  }

  @Test(arguments: [MuncherMaze.rings, .columns])
  func `every corridor of a maze can be reached and none is a dead end`(maze: MuncherMaze) {
    var reached: Set<[Int]> = []
    var ahead = [[10, 15]]
    while let cell = ahead.popLast() {
      guard maze.isOpen(cell[0], cell[1]), reached.insert(cell).inserted else { continue }
      let ways = GridDirection.allCases.filter { maze.isOpen(cell[0] + $0.dx, cell[1] + $0.dy) }
      #expect(ways.count > 1, "\(cell)")
      for way in ways { ahead.append([MuncherMaze.wrap(cell[0] + way.dx), cell[1] + way.dy]) }
    }
    let open = (0..<19).flatMap { y in (0..<21).filter { maze.isOpen($0, y) }.map { [$0, y] } }
    #expect(reached == Set(open))
    // Above the pen's door, under the pen, and the power pellets' corners.
    for cell in [[10, 7], [9, 7], [11, 7], [10, 11], [1, 2], [19, 2], [1, 14], [19, 14]] {
      #expect(reached.contains(cell))
    }
    #expect(maze.rows[0] == 0 && maze.rows[18] == 0)
    for x in 8...12 { #expect(!maze.isOpen(x, 9)) }
    #expect(!maze.isOpen(10, 8))
  }

  @Test func `pellets are worth 1, power pellets 5 and fright`() {
    var game = game()
    let before = game.pelletsLeft
    #expect(game.play(.left, frames: 40) == before - game.pelletsLeft)
    #expect(game.pelletsLeft == before - 6)
    var powered = self.game {
      $0.player = ArcadeMuncher.Walker(x: 1, y: 3, heading: .up)
      $0.pursuers[0] = hunter(x: 19, y: 17, heading: .left)
    }
    #expect(powered.play(.up, frames: 5) == 6)
    #expect(powered.fright > 0 && powered.pursuers[0].isFrightened && !powered.pursuers[1].isFrightened)
  }

  @Test func `frightened pursuers are worth 10, 20, 40 and 80 and go back to the pen`() {
    var game = game { $0.player = ArcadeMuncher.Walker(x: 1, y: 3, heading: .up) }
    _ = game.play(.up, frames: 5)
    var points: [Int] = []
    for index in 0..<4 {
      game.pursuers[index] = hunter(x: game.player.nearest.x, y: game.player.nearest.y, heading: .up)
      game.pursuers[index].isFrightened = true
      let before = game.pelletsLeft
      points.append(game.play(.nothing) - (before - game.pelletsLeft))
      #expect(!game.pursuers[index].isOut)
    }
    #expect(points == [10, 20, 40, 80])
    #expect(game.lives == 3)
  }

  @Test func `a pursuer's touch costs a life and puts all but the pellets back`() {
    var game = game()
    for lives in [2, 1, 0] {
      _ = game.play(.left, frames: 30)
      let left = game.pelletsLeft
      game.pursuers[0] = hunter(x: game.player.x, y: game.player.y, heading: .left)
      game.pause = 0
      _ = game.play(.nothing)
      #expect(game.lives == lives && game.isOver == (lives == 0))
      #expect(game.player == ArcadeMuncher.Walker(x: 10, y: 15, heading: .left))
      #expect(game.pelletsLeft == left && game.pause > 0)
    }
  }

  @Test func `an empty maze is followed by the other one, and pursuers are faster in it`() {
    var way: [Int] = []
    var game = game()
    for level in 1...7 {
      #expect(game.level == level)
      #expect(game.maze.rows[1] == (level % 2 == 1 ? MuncherMaze.rings : .columns).rows[1])
      game.pause = 0
      game.pursuers[0] = hunter(x: 11, y: 3, heading: .left)
      _ = game.play(.left, frames: 5)
      way.append(game.pursuers[0].walker.progress)
      for y in 0..<19 { game.pellets[y] = 0 }
      game.pellets[15] = MuncherMaze.bit(game.player.nearest.x)
      game.pelletsLeft = 1
      #expect(game.play(.nothing) == 1)
      #expect(game.pelletsLeft > 150)
    }
    #expect(way == way.sorted() && way[0] < way[5] && way[6] == 5 * ArcadeMuncher.pace)
  }

  @Test func `the tunnel leads to the other side, for the player and for pursuers`() {
    var game = game {
      $0.player = ArcadeMuncher.Walker(x: 1, y: 9, heading: .left)
      $0.pursuers[0] = hunter(x: 2, y: 9, heading: .left)
    }
    _ = game.play(.left, frames: 15)
    #expect(game.player.nearest.x == 20 && game.player.y == 9)
    _ = pixels(game.game)
    _ = game.play(.left, frames: 25)
    #expect(game.pursuers[0].walker.x > 15 && game.lives == 3)
  }

  @Test func `a turn asked for early is taken at the next crossing, turning back at once`() {
    var game = game()
    _ = game.play(.up)
    // Nothing opens upwards before column 9 of row 15: the way there goes on to the left.
    _ = game.play(.nothing, frames: 12)
    #expect(game.player.heading == .up && game.player.x == 9)
    let y = game.player.place.y
    _ = game.play(.down)
    #expect(game.player.heading == .down && game.player.place.y > y)
  }

  @Test func `walls stop the player`() {
    var game = game { $0.player = ArcadeMuncher.Walker(x: 2, y: 1, heading: .left) }
    _ = game.play(.left, frames: 60)
    #expect(game.player == ArcadeMuncher.Walker(x: 1, y: 1, heading: .left))
  }

  @Test func `the fruit is worth ten times the level`() {
    var game = game {
      $0.player = ArcadeMuncher.Walker(x: 11, y: 11, heading: .left)
      $0.fruit = 100
      for y in 0..<19 where y != 1 { $0.pellets[y] = 0 }
    }
    #expect(game.play(.left, frames: 6) == 10)
    #expect(game.fruit == 0)
  }

  @Test func `the four pursuers are after different cells`() {
    var game = game {
      $0.clock = 600
      $0.player = ArcadeMuncher.Walker(x: 10, y: 15, heading: .left)
      for index in 0..<4 { $0.pursuers[index] = hunter(x: 9, y: 7, heading: .left) }
    }
    #expect(
      (0..<4).map { [game.game.target(of: $0).x, game.game.target(of: $0).y] } == [
        [10, 15], [6, 15], [11, 23], [10, 15],
      ])
    game.pursuers[3] = hunter(x: 9, y: 13, heading: .left)
    #expect(game.game.target(of: 3) == (1, 17))
    game.clock = 0
    #expect(Set((0..<4).map { [game.game.target(of: $0).x, game.game.target(of: $0).y] }).count == 4)
  }

  @Test func `both mazes look the same in gray as in color, without the pellets that are eaten`() {
    for level in 1...2 {
      let game = game {
        $0.level = level
        $0.pellets = $0.maze.rows
        $0.pellets[1] = 0
      }
      var gray = ArcadeCanvas(isGray: true)
      ArcadeMuncher.drawBackground(on: &gray)
      game.game.draw(on: &gray)
      let colors = pixels(game.game).map { ArcadeColor(rawValue: $0) ?? .black }
      #expect(colors.map(\.luminance) == (0..<84).flatMap { y in (0..<84).map { x in gray[x, y] } })
      #expect(colors[(8 + 5) * 84..<(8 + 7) * 84].allSatisfy { $0 != .cream })
      #expect(colors.filter { $0 == .cream }.count > 4 * 140)
      #expect(colors[(8 + 9) * 84 + 5] == .cream)
    }
  }

  @Test func `states survive saving and refuse what could not be`() {
    checkStates(of: ArcadeMuncher.self)
  }

  @Test func `a player with a map earns several times what chance does`() {
    let chance = meanPoints(of: ArcadeMuncher.self, games: 10, decisions: 1000, by: randomAction)
    let skill = meanPoints(of: ArcadeMuncher.self, games: 3, decisions: 1500) { game, _ in game.advice }
    #expect((30...90).contains(chance), "chance earns \(chance)")
    #expect(skill > 3 * chance, "skill earns \(skill), chance \(chance)")
  }
}
