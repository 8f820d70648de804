import TestSupport
import Testing

@testable import RLEnvironmentKit
@testable import RLEnvironments

/// The game's state as bytes.
func saved<Game: ArcadeGame>(_ game: Game) -> [UInt8] {
  var (game, archive) = (game, StateArchive())
  do { try game.serialize(with: &archive) } catch { Issue.record("a state is not written: \(error)") }
  return archive.collected
}

/// The game of a state, whatever it was before.
func restored<Game: ArcadeGame>(_ game: Game.Type, _ bytes: [UInt8]) throws(StateError) -> Game {
  var (game, archive) = (Game(), StateArchive(reading: bytes))
  try game.serialize(with: &archive)
  try archive.finish()
  return game
}

/// A game with the stream it draws from; the game's fields are its own.
@dynamicMemberLookup struct Session<Game: ArcadeGame> {
  var game = Game()
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)

  /// Starts a game.
  init() { game.start(random: &random) }

  /// Keeps an action up for some frames and gives the points.
  mutating func play(_ action: ArcadeAction, frames: Int = 1) -> Int {
    (0..<frames).reduce(0) { points, _ in points + game.advance(action, random: &random) }
  }

  subscript<Value>(dynamicMember path: KeyPath<Game, Value>) -> Value { game[keyPath: path] }

  subscript<Value>(dynamicMember path: WritableKeyPath<Game, Value>) -> Value {
    get { game[keyPath: path] }
    set { game[keyPath: path] = newValue }
  }
}

/// All pixels of the present frame.
func pixels<Game: ArcadeGame>(_ game: Game) -> [UInt8] {
  var canvas = ArcadeCanvas(isGray: false)
  Game.drawBackground(on: &canvas)
  game.draw(on: &canvas)
  return (0..<84).flatMap { y in (0..<84).map { x in canvas[x, y] } }
}

/// Plays whole games one after the other, an action for four frames, and gives the points of an average game.
///
/// - Parameter decisions: when a long game is broken off.
func meanPoints<Game: ArcadeGame>(
  of game: Game.Type, games: Int, decisions: Int, by choose: (Game, inout Philox) -> ArcadeAction
) -> Double {
  var random = Philox(seed: 11, lane: 0, purpose: .environments)
  var chances = Philox(seed: 5, lane: 0, purpose: .actions)
  var points = 0
  for _ in 0..<games {
    var game = Game()
    game.start(random: &random)
    for _ in 0..<decisions where !game.isOver {
      let action = choose(game, &chances)
      for _ in 0..<4 where !game.isOver {
        points += game.advance(action, random: &random)
      }
    }
  }
  return Double(points) / Double(games)
}

/// A game, played by turns well and at random, continues from its saved bytes as if nothing had happened, and whatever is
/// done to the bytes is refused or harmless.
func checkStates<Game: ScriptedGame>(
  of game: Game.Type, frames: Int = Depth.isDeep ? 2000 : 1000, sourceLocation: SourceLocation = #_sourceLocation
) {
  var random = Philox(seed: 3, lane: 0, purpose: .environments)
  var chances = Philox(seed: 4, lane: 0, purpose: .actions)
  var (game, other) = (Game(), Game())
  game.start(random: &random)
  other = game
  var otherRandom = random
  var (taken, action) = (0, ArcadeAction.nothing)
  for frame in 0..<frames {
    if game.isOver {
      game.start(random: &random)
      other.start(random: &otherRandom)
    }
    if frame % 4 == 0 { action = frame / 200 % 3 == 0 ? randomAction(game, &chances) : game.advice }
    let points = game.advance(action, random: &random)
    #expect(other.advance(action, random: &otherRandom) == points, sourceLocation: sourceLocation)
    guard frame % 97 == 0 else { continue }
    let bytes = saved(game)
    #expect(saved(other) == bytes, "frame \(frame)", sourceLocation: sourceLocation)
    do {
      other = try restored(Game.self, bytes)
      #expect(saved(other) == bytes && pixels(other) == pixels(game), "frame \(frame)", sourceLocation: sourceLocation)
    } catch {
      Issue.record("frame \(frame): \(error)", sourceLocation: sourceLocation)
    }
    for _ in 0..<(Depth.isDeep ? 20 : 8) { if playDamaged(Game.self, bytes, &chances) { taken += 1 } }
  }
  #expect(taken > 0, "no damaged state was played", sourceLocation: sourceLocation)
}

/// Damages a state and plays on where it is not refused.
private func playDamaged<Game: ArcadeGame>(_ game: Game.Type, _ bytes: [UInt8], _ chances: inout Philox) -> Bool {
  var bytes = bytes
  for _ in 0...chances.below(4) {
    // Small numbers in low bytes are the likeliest to be believed.
    let place = chances.below(bytes.count)
    bytes[place] = UInt8(chances.below(chances.below(2) == 0 ? 8 : 256))
  }
  guard var game = try? restored(Game.self, bytes) else { return false }
  var random = Philox(seed: 9, lane: 0, purpose: .environments)
  for _ in 0..<60 where !game.isOver { _ = game.advance(randomAction(game, &chances), random: &random) }
  var canvas = ArcadeCanvas(isGray: true)
  game.draw(on: &canvas)
  return true
}
