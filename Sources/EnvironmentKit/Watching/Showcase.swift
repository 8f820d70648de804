internal import Synchronization

/// Where those who act leave moments for one who watches. Neither waits for the other: who acts looks at a flag after
/// each step and leaves copies only when the watcher has taken the last ones.
public final class Showcase: Sendable {
  /// Worlds to be shown, at most.
  public let worlds: Int
  private let isEmpty = Atomic<Bool>(true)
  private let left = Mutex<[Moment]>([])
  private let turns = Atomic<Int>(0)

  /// - Parameter worlds: at least 1.
  public init(worlds: Int) {
    precondition(worlds > 0, "a showcase of \(worlds) worlds")
    self.worlds = worlds
  }

  /// Whether there is room for new moments.
  @inline(__always) public var wantsMoments: Bool { isEmpty.load(ordering: .relaxed) }

  /// Which filter's position map to show, counted through all layers and round again.
  public var map: Int { turns.load(ordering: .relaxed) }

  /// Asks for another filter's map.
  public func turnMap(by filters: Int) { turns.wrappingAdd(filters, ordering: .relaxed) }

  /// Leaves moments, one of each world.
  public func leave(_ moments: [Moment]) {
    left.withLock { $0 = moments }
    isEmpty.store(false, ordering: .releasing)
  }

  /// Takes what was left and makes room; nil where nothing is new.
  public func take() -> [Moment]? {
    guard !isEmpty.load(ordering: .acquiring) else { return nil }
    let moments = left.withLock { moments in
      defer { moments = [] }
      return moments
    }
    isEmpty.store(true, ordering: .releasing)
    return moments
  }
}
