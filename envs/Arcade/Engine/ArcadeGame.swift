public import RLEnvironmentKit

/// A game's entry in a list and what a player may do in it.
public struct ArcadeTitle: Sendable, Equatable {
  /// The part of the environment's name after `arcade/`.
  public var name: String
  /// One line for a person.
  public var summary: String
  /// The actions the game has a use for, `nothing` first.
  public var actions: [ArcadeAction]

  public init(name: String, summary: String, actions: [ArcadeAction]) {
    self.name = name
    self.summary = summary
    self.actions = actions
  }
}

/// A game's rules and looks, 60 frames a second on 84×84 pixels.
///
/// A conforming type is a value that holds the whole state of the game but the random stream, which is lent to it.
/// Lengths are whole numbers of 1/256 pixel (``pixel``), so the same actions give the same game on every machine.
public protocol ArcadeGame: Sendable {
  /// Name, summary and actions.
  static var title: ArcadeTitle { get }

  /// Makes a game that is valid but need not be interesting; ``start(random:)`` comes before the first frame.
  init()

  /// Begins a new game.
  mutating func start(random: inout Philox)

  /// Plays one frame.
  ///
  /// - Returns: the points earned in it, below zero where points are lost.
  mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int

  /// Lives left, the one being played included; constant in a game that has none.
  var lives: Int { get }

  /// Whether the game has ended; no further frame is played then.
  var isOver: Bool { get }

  /// Draws what never changes; ``draw(on:)`` starts from a copy of it.
  static func drawBackground(on canvas: inout ArcadeCanvas)

  /// Draws the state over the background.
  func draw(on canvas: inout ArcadeCanvas)

  /// Hands every field to the archive; see ``Environment/serialize(with:)``.
  mutating func serialize(with archive: inout StateArchive) throws(StateError)
}

extension ArcadeGame {
  /// The unit of a pixel's width: positions are whole numbers of 1/256 pixel.
  public static var pixel: Int { 256 }

  /// One life, for a game without lives.
  public var lives: Int { 1 }

  /// A black background.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {}
}
