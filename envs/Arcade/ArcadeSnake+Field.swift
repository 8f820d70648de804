import RLEnvironmentKit

extension ArcadeSnake {
  /// A place on the field.
  struct Cell: Sendable, Equatable {
    var x: Int
    var y: Int

    func neighbor(_ direction: GridDirection) -> Cell { Cell(x: x + direction.dx, y: y + direction.dy) }

    /// Hands over a cell inside the outer walls.
    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&x, in: 1...Field.width - 2)
      try archive.serialize(&y, in: 1...Field.height - 2)
    }
  }

  /// The cells of a snake, head first, in a ring.
  struct Body: Sendable {
    /// Room for a new snake and twenty apples' growth, rounded up to a power of two.
    static let capacity = 64

    private var ring = InlineArray<64, Cell>(repeating: Cell(x: 1, y: 1))
    /// Where the head is in the ring.
    private var first = 0
    private(set) var count = 4
    /// The cell the tail is leaving; the tail itself where it stays.
    private(set) var vacated: Cell

    /// A new snake of four cells in the lower left, heading right.
    init() {
      for index in 0..<count { ring[index] = Cell(x: 7 - index, y: 14) }
      vacated = ring[count - 1]
    }

    /// Whether an apple could be in a new snake's way.
    static func isStart(_ cell: Cell) -> Bool { cell.y == 14 && 4...12 ~= cell.x }

    /// - Parameter index: 0 for the head.
    subscript(index: Int) -> Cell { ring[(first + index) & (Body.capacity - 1)] }

    var head: Cell { ring[first] }
    var tail: Cell { self[count - 1] }

    func contains(_ cell: Cell) -> Bool {
      for index in 0..<count where self[index] == cell { return true }
      return false
    }

    /// Moves a cell on; the tail follows unless the snake grows.
    mutating func move(to cell: Cell, grows: Bool) {
      vacated = tail
      if grows { count += 1 }
      first = (first - 1) & (Body.capacity - 1)
      ring[first] = cell
    }

    /// Hands over the cells from head to tail; each must lie beside the one before.
    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&count, in: 2...Body.capacity)
      if archive.isReading { first = 0 }
      for index in 0..<count {
        let place = (first + index) & (Body.capacity - 1)
        try ring[place].serialize(with: &archive)
        if archive.isReading && index > 0
          && abs(self[index].x - self[index - 1].x) + abs(self[index].y - self[index - 1].y) != 1
        {
          throw archive.refuse("a torn snake")
        }
      }
      try vacated.serialize(with: &archive)
    }
  }

  /// The walls of a level: 21×19 cells, the outermost all wall.
  struct Field: Sendable {
    static let width = 21
    static let height = 19

    /// A wall in cells.
    struct Wall: Sendable {
      let x, y, width, height: Int

      init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
      }

      func contains(_ cell: Cell) -> Bool {
        x <= cell.x && cell.x < x + width && y <= cell.y && cell.y < y + height
      }
    }

    let walls: InlineArray<4, Wall>

    /// The first level is empty; four arrangements follow and come again.
    init(level: Int) {
      walls = level == 1 ? Field.empty : Field.arrangements[(level - 2) % 4]
    }

    func isWall(_ cell: Cell) -> Bool {
      if cell.x <= 0 || cell.y <= 0 || cell.x >= Field.width - 1 || cell.y >= Field.height - 1 { return true }
      for index in 0..<4 where walls[index].contains(cell) { return true }
      return false
    }

    private static let empty = InlineArray<4, Wall>(repeating: Wall(0, 0, 0, 0))
    /// None reaches the four lowest rows, where a snake begins, and none makes a pocket.
    private static let arrangements: InlineArray<4, InlineArray<4, Wall>> = [
      [Wall(6, 4, 1, 9), Wall(14, 4, 1, 9), Wall(0, 0, 0, 0), Wall(0, 0, 0, 0)],
      [Wall(4, 4, 4, 2), Wall(13, 4, 4, 2), Wall(4, 11, 4, 2), Wall(13, 11, 4, 2)],
      [Wall(1, 5, 13, 1), Wall(7, 10, 13, 1), Wall(0, 0, 0, 0), Wall(0, 0, 0, 0)],
      [Wall(10, 3, 1, 4), Wall(10, 10, 1, 4), Wall(3, 8, 5, 1), Wall(13, 8, 5, 1)],
    ]
  }
}
