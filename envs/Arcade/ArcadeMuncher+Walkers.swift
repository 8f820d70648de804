import RLEnvironmentKit

extension ArcadeMuncher {
  /// A walker on the way from the middle of one cell to that of the next.
  struct Walker: Sendable, Equatable {
    /// Units in a cell: four pixels.
    static let cell = 4 * pixel

    /// The cell being left: an open one.
    var x: Int
    var y: Int
    var heading: GridDirection
    /// How much of the way is done, 0 ..< ``cell``; above 0 only where the cell ahead is open.
    var progress = 0

    /// Where the middle stands, in 1/256 pixel from the middle of the top left cell.
    var place: (x: Int, y: Int) {
      (x * Walker.cell + heading.dx * progress, y * Walker.cell + heading.dy * progress)
    }

    /// The cell whose middle is nearest.
    var nearest: (x: Int, y: Int) { progress < Walker.cell / 2 ? (x, y) : next }

    private var next: (x: Int, y: Int) { (MuncherMaze.wrap(x + heading.dx), y + heading.dy) }

    mutating func turnBack() {
      (x, y) = next
      heading = heading.opposite
      progress = Walker.cell - progress
    }

    /// Enters the next cell when the way to it is done.
    mutating func arrives() -> Bool {
      if progress < Walker.cell { return false }
      (x, y) = next
      progress -= Walker.cell
      return true
    }

    /// Whether the middles are less than three and a half pixels apart, along the corridors.
    func isTouching(_ other: Walker) -> Bool {
      let (here, there) = (place, other.place)
      return abs(here.x - there.x) + abs(here.y - there.y) < 7 * pixel / 2
    }

    /// - Parameter isHunting: whether the cell ahead must be open even before the way there has started.
    mutating func serialize(
      with archive: inout StateArchive, in maze: MuncherMaze, isHunting: Bool
    ) throws(StateError) {
      try archive.serialize(&x, in: 0...MuncherMaze.width - 1)
      try archive.serialize(&y, in: 1...MuncherMaze.height - 2)
      try archive.serialize(&heading)
      try archive.serialize(&progress, in: 0...Walker.cell - 1)
      guard archive.isReading else { return }
      if !maze.isOpen(x, y) { throw archive.refuse("a walker stands in a wall at \(x), \(y)") }
      if (isHunting || progress > 0) && !maze.isOpen(from: self, heading) {
        throw archive.refuse("a walker enters a wall at \(x), \(y)")
      }
    }
  }

  /// One of the four that hunt the player.
  struct Pursuer: Sendable, Equatable {
    /// The way from a place in the pen to the cell above its door: to the middle in one cell's time, then up two cells.
    static let out = 3 * Walker.cell

    /// Where it walks once it is out.
    var walker = Walker(x: 10, y: 7, heading: .left)
    /// How much of the way out of the pen is done.
    var rise = 0
    /// Frames before it begins to leave the pen.
    var wait = 0
    var isFrightened = false

    init(wait: Int = 0) { self.wait = wait }

    var isOut: Bool { rise == Pursuer.out }

    /// Where the middle stands, as ``Walker/place``.
    ///
    /// - Parameter index: which pursuer it is, and so which place in the pen it has.
    func place(of index: Int) -> (x: Int, y: Int) {
      if isOut { return walker.place }
      let aside = (index & 1) * (index - 2) * 2
      return (
        (10 * Walker.cell) + aside * max(0, Walker.cell - rise), 9 * Walker.cell - max(0, rise - Walker.cell)
      )
    }

    mutating func serialize(with archive: inout StateArchive, in maze: MuncherMaze) throws(StateError) {
      try walker.serialize(with: &archive, in: maze, isHunting: true)
      try archive.serialize(&rise, in: 0...Pursuer.out)
      try archive.serialize(&wait, in: 0...ArcadeMuncher.longest)
      try archive.serialize(&isFrightened)
    }
  }
}

extension MuncherMaze {
  /// Whether a walker in the middle of its cell can leave it that way.
  func isOpen(from walker: ArcadeMuncher.Walker, _ heading: GridDirection) -> Bool {
    isOpen(walker.x + heading.dx, walker.y + heading.dy)
  }
}
