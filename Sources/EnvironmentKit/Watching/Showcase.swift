internal import Synchronization

/// Where those who act leave what they did for one who watches. Neither waits for the other.
///
/// Training is far faster than anyone can follow, so what is left is a clip: consecutive steps of the same worlds, to be
/// shown at the worlds' own pace while training runs. The actor looks at a flag after each step, and as long as the
/// clip is not full leaves copies of its worlds; once the watcher has seen it, the next one begins.
public final class Showcase: Sendable {
  /// Worlds to be shown, at most.
  public let worlds: Int
  /// Steps of a clip.
  private let length: Int
  private let isOpen = Atomic<Bool>(true)
  private let turns = Atomic<Int>(0)
  private let clip = Mutex(Clip())

  private struct Clip {
    var steps: [[Moment]] = []
    var seen = 0
  }

  /// - Parameters:
  ///   - worlds: at least 1.
  ///   - length: steps of a clip, at least 1.
  public init(worlds: Int, length: Int = 60) {
    precondition(worlds > 0 && length > 0, "clips of \(length) steps of \(worlds) worlds")
    self.worlds = worlds
    self.length = length
  }

  /// Whether the clip has room for another step.
  @inline(__always) public var wantsMoments: Bool { isOpen.load(ordering: .relaxed) }

  /// The filter whose position map is to be shown, counted through all layers and round again.
  public var map: Int { turns.load(ordering: .relaxed) }

  /// Asks for another filter's map.
  public func turnMap(by filters: Int) { turns.wrappingAdd(filters, ordering: .relaxed) }

  /// Adds a step to the clip: a moment of each world.
  public func leave(_ moments: [Moment]) {
    clip.withLock { clip in
      clip.steps.append(moments)
      // Under the lock, lest a watcher who has just seen the last step opens the next clip before this one is closed.
      isOpen.store(clip.steps.count < length, ordering: .relaxed)
    }
  }

  /// The next step of the clip; nil where there is none yet.
  public func take() -> [Moment]? {
    clip.withLock { clip in
      guard clip.seen < clip.steps.count else { return nil }
      let moments = clip.steps[clip.seen]
      clip.steps[clip.seen] = []
      clip.seen += 1
      if clip.seen == length {
        clip = Clip()
        isOpen.store(true, ordering: .relaxed)
      }
      return moments
    }
  }
}

/// What a showcase holds, to be watched.
public struct ShowcaseSource: MomentSource {
  public private(set) var moments: [Moment]
  private let showcase: Showcase

  /// Waits for nothing: nil before there is something to see.
  public init?(_ showcase: Showcase) {
    guard let moments = showcase.take(), !moments.isEmpty else { return nil }
    self.moments = moments
    self.showcase = showcase
  }

  public var stepsPerSecond: Double { moments[0].world.spec.stepsPerSecond }

  public mutating func advance(_ action: Int?) { moments = showcase.take() ?? moments }

  public mutating func turnMap(by filters: Int) { showcase.turnMap(by: filters) }
}
