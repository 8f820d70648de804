import RLEnvironmentKit

extension MinAtarSeaquest {
  /// Anything in the water but the player's submarine. Timers a kind has no use for stay 0.
  struct Mover: Sendable, Equatable {
    var x: Int8
    var y: Int8
    /// +1 to the right, −1 to the left.
    var dx: Int8
    var moveTimer: Int8 = 0
    var shotTimer: Int8 = 0

    var isOnBoard: Bool { 0 <= x && x < 10 }

    func isAt(_ x: Int8, _ y: Int8) -> Bool { self.x == x && self.y == y }
  }

  /// An ordered list that lies inline.
  ///
  /// The capacities are never exceeded from a reset on: something that reloads its timer with m moves every m + 1
  /// steps and leaves with its tenth move, and m is at most 5, so it is gone 59 steps after it appeared.
  /// - Enemies: at most one appears a step, so 60.
  /// - Divers: one appears every 30 steps, so 2.
  /// - Own bullets: at least 5 steps apart and gone after 9, so 2.
  /// - Enemy bullets: gone after 9 steps, so all were fired within 10, in which an enemy fires once. No more than
  ///   60 + 9 enemies live in 10 steps, so 69.
  ///
  /// A restored state may be one that no play leads to; what would not fit does not appear then.
  struct Movers<let capacity: Int>: Sendable {
    private(set) var count = 0
    private var storage = InlineArray<capacity, Mover>(repeating: Mover(x: 0, y: 0, dx: 1))

    subscript(index: Int) -> Mover {
      get { storage[index] }
      set { storage[index] = newValue }
    }

    mutating func append(_ mover: Mover) {
      if count == capacity { return }
      storage[count] = mover
      count += 1
    }

    mutating func remove(at index: Int) {
      count -= 1
      for place in index..<count { storage[place] = storage[place + 1] }
    }

    mutating func serialize(
      with archive: inout StateArchive, moveTimers: ClosedRange<Int8> = 0...0, shotTimers: ClosedRange<Int8> = 0...0
    ) throws(StateError) {
      try archive.serialize(&count, in: 0...capacity)
      for index in 0..<count {
        try archive.serialize(&storage[index].x, in: 0...9)
        try archive.serialize(&storage[index].y, in: 0...8)
        try archive.serialize(&storage[index].dx, in: -1...1)
        try archive.serialize(&storage[index].moveTimer, in: moveTimers)
        try archive.serialize(&storage[index].shotTimer, in: shotTimers)
        if storage[index].dx == 0 { throw archive.refuse("something in the water stands still") }
      }
    }

    /// The first entry on a cell.
    func firstIndex(x: Int8, y: Int8) -> Int? {
      for index in 0..<count where storage[index].isAt(x, y) { return index }
      return nil
    }
  }
}
