import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct SnakeTests {
  /// A game about to move, with all apples in the far corner but for what is set.
  private func game(_ setUp: (inout ArcadeSnake) -> Void = { _ in }) -> Session<ArcadeSnake> {
    var game = Session<ArcadeSnake>()
    _ = game.play(.nothing, frames: 30)
    for index in game.apples.indices { game.apples[index] = ArcadeSnake.Cell(x: 19, y: 1) }
    setUp(&game.game)
    return game
  }

  /// Frames until the head is in another cell.
  private func framesPerCell(_ game: inout Session<ArcadeSnake>) -> Int {
    let head = game.body.head
    var frames = 0
    while game.body.head == head && frames < 100 { frames += game.play(.nothing) + 1 }
    return frames
  }

  @Test func `an apple is worth 1 and makes the snake two cells longer`() {
    var game = game { $0.apples[2] = ArcadeSnake.Cell(x: 9, y: 14) }
    #expect(game.body.count == 4 && game.body.head == ArcadeSnake.Cell(x: 7, y: 14))
    #expect(game.play(.nothing, frames: 40) == 1)
    #expect(game.body.count == 6 && game.eaten == 1)
    #expect(game.apples[2] != ArcadeSnake.Cell(x: 9, y: 14))
  }

  @Test(arguments: [(ArcadeAction.nothing, 12), (.up, 13), (.down, 3)])
  func `walls cost a life, and the next snake is short and in its place`(action: ArcadeAction, cells: Int) {
    var game = game()
    #expect(game.play(action, frames: 8 * cells) == 0)
    #expect(game.lives == 3)
    _ = game.play(action, frames: 8)
    #expect(game.lives == 2 && !game.isOver)
    #expect(game.body.count == 4 && game.body.head == ArcadeSnake.Cell(x: 7, y: 14))
  }

  @Test func `the third life is the last`() {
    var game = game()
    var frames = 0
    while !game.isOver && frames < 2000 { frames += game.play(.down) + 1 }
    #expect(game.isOver && game.lives == 0)
    #expect((150..<165).contains(frames), "\(frames) frames")
  }

  @Test func `a snake may follow its own tail but not bite itself`() {
    for (growth, lives) in [(0, 3), (3, 2)] {
      var game = game { $0.growing = growth }
      for action in [ArcadeAction.up, .left, .down, .right, .up] { _ = game.play(action, frames: 8) }
      #expect(game.lives == lives, "growing by \(growth)")
    }
  }

  @Test func `turning back is ignored`() {
    var game = game()
    _ = game.play(.left, frames: 24)
    #expect(game.heading == .right && game.lives == 3)
  }

  @Test func `a turn is carried out at the next cell, however early it is asked for`() {
    var game = game()
    _ = game.play(.up)
    _ = game.play(.nothing, frames: 15)
    #expect(game.heading == .up && game.body.head == ArcadeSnake.Cell(x: 7, y: 12))
  }

  @Test func `a snake that eats nothing starves after twenty seconds`() {
    var game = game()
    let circle: [ArcadeAction] = [.up, .left, .down, .right]
    var frames = 0
    while game.lives == 3 && frames < 3000 { frames += game.play(circle[frames / 8 % 4]) + 1 }
    #expect(frames == 1200)
  }

  @Test func `twenty apples make a level, which is faster and has other walls`() {
    var game = game()
    var paces: [Int] = []
    for level in 1...12 {
      #expect(game.level == level)
      #expect(game.field.isWall(ArcadeSnake.Cell(x: 6, y: 5)) == [2, 3, 4, 6, 7, 8, 10, 11, 12].contains(level))
      paces.append(framesPerCell(&game))
      game.eaten = ArcadeSnake.goal - 1
      game.belly = 1200
      game.apples[0] = game.body.head.neighbor(.right)
      while game.level == level && game.lives == 3 { _ = game.play(.nothing) }
      #expect(game.lives == 3 && game.eaten == 0 && game.body.count == 4)
      _ = game.play(.nothing, frames: 30)
    }
    #expect(paces.first == 8 && paces.sorted(by: >) == paces)
    #expect(paces.suffix(2).allSatisfy { $0 < 6 })
  }

  @Test func `apples lie in free cells and never in a new snake's way`() {
    var random = Philox(seed: 0, lane: 0, purpose: .environments)
    var game = ArcadeSnake()
    for _ in 0..<60 {
      game.start(random: &random)
      let cells = game.apples.indices.map { game.apples[$0] }
      for (index, cell) in cells.enumerated() {
        #expect(!game.field.isWall(cell) && !game.body.contains(cell) && !ArcadeSnake.Body.isStart(cell))
        #expect(!cells[..<index].contains(cell))
      }
    }
  }

  @Test(arguments: 1...5) func `every free cell of a field can be reached`(level: Int) {
    let field = ArcadeSnake.Field(level: level)
    var reached: Set<[Int]> = []
    var ahead = [ArcadeSnake.Cell(x: 7, y: 14)]
    while let cell = ahead.popLast() {
      guard !field.isWall(cell), reached.insert([cell.x, cell.y]).inserted else { continue }
      ahead += GridDirection.allCases.map { cell.neighbor($0) }
    }
    let free = (0..<21).flatMap { x in (0..<19).filter { !field.isWall(ArcadeSnake.Cell(x: x, y: $0)) } }
    #expect(reached.count == free.count)
    for x in 4...12 { #expect(reached.contains([x, 14])) }
  }

  @Test func `the head slides a pixel at a time`() {
    var game = game()
    var edges: [Int] = []
    for _ in 0..<17 {
      let frame = pixels(game.game)
      edges.append((0..<84).last { frame[(8 + 4 * 14 + 1) * 84 + $0] == ArcadeColor.yellow.rawValue } ?? -1)
      _ = game.play(.nothing)
    }
    for (one, next) in zip(edges, edges.dropFirst()) { #expect((0...1).contains(next - one), "\(edges)") }
    #expect(edges[16] - edges[0] == 8)
  }

  @Test func `states survive saving and refuse what could not be`() {
    checkStates(of: ArcadeSnake.self)
  }

  @Test func `a player that sees the way earns many times what chance does`() {
    let chance = meanPoints(of: ArcadeSnake.self, games: 40, decisions: 1000, by: randomAction)
    let skill = meanPoints(of: ArcadeSnake.self, games: 1, decisions: 600) { game, _ in game.advice }
    #expect((1...3.5).contains(chance), "chance earns \(chance)")
    #expect(skill > 20, "skill earns \(skill)")
  }
}
