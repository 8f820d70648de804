internal import RLEnvironmentKit

/// A cell's place: `x` to the right, `y` down, from 0.
public struct GridPosition: Sendable, Hashable, BitwiseCopyable {
  public var x: Int
  public var y: Int

  public init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }

  /// The neighbor on one side.
  public func neighbor(_ direction: GridDirection) -> GridPosition {
    GridPosition(x + direction.dx, y + direction.dy)
  }

  /// Whether the other cell is straight next to this one.
  func isBeside(_ other: GridPosition) -> Bool { abs(x - other.x) + abs(y - other.y) == 1 }

  /// Whether the other cell is this one or one of the eight around it.
  func isNear(_ other: GridPosition) -> Bool { abs(x - other.x) <= 1 && abs(y - other.y) <= 1 }
}

extension GridPosition {
  /// Shows the place of a cell on a map to an archive.
  mutating func serialize(with archive: inout StateArchive, on grid: Grid) throws(StateError) {
    try archive.serialize(&x, in: 0...grid.width - 1)
    try archive.serialize(&y, in: 0...grid.height - 1)
  }
}

/// Where an agent looks; raw values are those an observation shows, each a quarter turn right of the one before.
public enum GridDirection: UInt8, Sendable, CaseIterable {
  case right, down, left, up

  /// Cells to the right that a step forward goes.
  public var dx: Int { rawValue & 1 == 0 ? 1 - Int(rawValue) : 0 }

  /// Cells down that a step forward goes.
  public var dy: Int { rawValue & 1 == 1 ? 2 - Int(rawValue) : 0 }

  /// After a quarter turn clockwise.
  public var turnedRight: GridDirection { GridDirection(number: rawValue &+ 1) }

  /// After a quarter turn counterclockwise.
  public var turnedLeft: GridDirection { GridDirection(number: rawValue &+ 3) }

  /// After half a turn.
  public var opposite: GridDirection { GridDirection(number: rawValue &+ 2) }

  /// The direction of that number modulo four.
  init(number: some BinaryInteger) {
    switch UInt8(truncatingIfNeeded: number) & 3 {
    case 0: self = .right
    case 1: self = .down
    case 2: self = .left
    default: self = .up
    }
  }
}

/// A rectangle of cells.
public struct GridArea: Sendable, Equatable, BitwiseCopyable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

/// What an agent may do, in the package's order.
public enum GridAction: Sendable, CaseIterable {
  case left, right, forward, pickup, drop, toggle, done

  /// The word an action goes by in a specification.
  var name: String { "\(self)" }
}
