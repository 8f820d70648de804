internal import Dispatch
internal import Foundation
internal import Synchronization

/// Threads that carry out lanes: each takes the next undone item until none is left, and the caller is one of them.
///
/// A thread that finds nothing to do spins for some microseconds, since the next meeting is usually that close, and
/// then sleeps, so that a busy machine loses nothing to it. Which thread takes which item is left to chance; results
/// must not depend on it.
public final class LaneTeam: @unchecked Sendable {  // `job` is written before its ticket is published, read after.
  public typealias Job = @Sendable (_ item: Int, _ worker: Int) -> Void

  public let threads: Int
  private let ticket = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  /// The run whose end the caller sleeps for, or none.
  private let awaited = Atomic<UInt64>(LaneTeam.none)
  private let isStopping = Atomic<Bool>(false)
  private let wake = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private var job: Job = { _, _ in }
  private var restraint = Restraint()
  /// Items a helper may take in the present run.
  private let quota = Atomic<Int>(.max)

  private static let none = UInt64.max
  /// About 20 µs of looking before sleeping.
  private static let spins = 20_000

  /// What there is to do, in one word that changes at once: run number, number of items, next item to take.
  private struct Ticket {
    let word: UInt64
    init(_ word: UInt64) { self.word = word }
    init(run: UInt64, count: Int) { word = run << 32 | UInt64(count) << 16 }
    var run: UInt64 { word >> 32 }
    var count: Int { Int(word >> 16 & 0xFFFF) }
    var next: Int { Int(word & 0xFFFF) }
  }

  /// - Parameter threads: at least one, the caller included.
  public init(threads: Int) {
    precondition(threads > 0, "a team needs at least one thread, not \(threads)")
    self.threads = threads
    for worker in 1..<max(1, threads) {
      let thread = Thread { [self] in
        var run: UInt64 = 0
        while let next = nextRun(after: run) {
          run = next
          takeItems(of: run, worker: worker)
        }
      }
      thread.stackSize = 8 << 20
      thread.name = "lanes-\(worker)"
      thread.start()
    }
  }

  /// Ends the threads; the team must not run anything afterward.
  public func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    wakeSleepers()
  }

  /// Carries out `job` for every item below `count` and returns when all are done.
  /// - Parameters:
  ///   - count: below 65 536.
  ///   - isBrief: whether all items together take so little that help which comes late is worse than none.
  public func run(_ count: Int, isBrief: Bool = false, _ job: @escaping Job) {
    precondition(count <= 0xFFFF, "\(count) items in one run")
    if threads == 1 || count <= 1 || (isBrief && restraint.isActive) {
      for item in 0..<count { job(item, 0) }
      return
    }
    quota.store(restraint.isActive ? max(1, count / (2 * threads)) : .max, ordering: .relaxed)
    let start = ContinuousClock.now
    self.job = job
    finished.store(0, ordering: .relaxed)
    let run = (Ticket(ticket.load(ordering: .relaxed)).run + 1) & 0xFFFF_FFFF
    ticket.store(Ticket(run: run, count: count).word, ordering: .sequentiallyConsistent)
    wakeSleepers()
    takeItems(of: run, worker: 0)
    let wait = waitForOthers(run, count)
    restraint.note(wait: wait, since: start)
  }

  private func takeItems(of run: UInt64, worker: Int) {
    var current = Ticket(ticket.load(ordering: .acquiring))
    var left = worker == 0 ? Int.max : quota.load(ordering: .relaxed)
    while current.run == run, current.next < current.count, left > 0 {
      let taken = ticket.compareExchange(
        expected: current.word, desired: current.word + 1, ordering: .acquiringAndReleasing)
      guard taken.exchanged else {
        current = Ticket(taken.original)
        continue
      }
      left -= 1
      // The run cannot end before this item does, so `job` is this run's.
      job(current.next, worker)
      if finished.add(1, ordering: .sequentiallyConsistent).newValue == current.count,
        awaited.compareExchange(expected: run, desired: Self.none, ordering: .sequentiallyConsistent).exchanged
      {
        done.signal()
      }
      current = Ticket(ticket.load(ordering: .acquiring))
    }
  }

  /// - Returns: when the caller fell asleep; nil where it did not.
  private func waitForOthers(_ run: UInt64, _ count: Int) -> ContinuousClock.Instant? {
    for _ in 0..<Self.spins where finished.load(ordering: .acquiring) == count { return nil }
    let asleep = ContinuousClock.now
    awaited.store(run, ordering: .sequentiallyConsistent)
    if finished.load(ordering: .sequentiallyConsistent) == count,
      awaited.compareExchange(expected: run, desired: Self.none, ordering: .sequentiallyConsistent).exchanged
    {
      return asleep  // No signal will come.
    }
    done.wait()
    return asleep
  }

  // MARK: Sleeping

  /// The number of a run other than `run`, once there is one; nil when the team stops.
  private func nextRun(after run: UInt64) -> UInt64? {
    func news() -> Bool {
      Ticket(ticket.load(ordering: .sequentiallyConsistent)).run != run
        || isStopping.load(ordering: .sequentiallyConsistent)
    }
    var isNew = false
    // On a busy processor, spinning spends the time slice that the next item will need.
    let spins = quota.load(ordering: .relaxed) == .max ? Self.spins : 0
    for _ in 0..<spins where news() {
      isNew = true
      break
    }
    if !isNew {
      sleepers.add(1, ordering: .sequentiallyConsistent)
      // News between the last look and lying down: get up again, or take the signal that is on its way.
      if !news() || !takeSleeper() { wake.wait() }
    }
    return isStopping.load(ordering: .sequentiallyConsistent)
      ? nil : Ticket(ticket.load(ordering: .sequentiallyConsistent)).run
  }

  private func wakeSleepers() { while takeSleeper() { wake.signal() } }

  /// Counts one sleeper less; false when there is none.
  private func takeSleeper() -> Bool {
    var count = sleepers.load(ordering: .sequentiallyConsistent)
    while count > 0 {
      let change = sleepers.compareExchange(expected: count, desired: count - 1, ordering: .sequentiallyConsistent)
      if change.exchanged { return true }
      count = change.original
    }
    return false
  }
}

/// How much a team leans on its helpers.
///
/// Where another process shares a helper's processor, the system stops the helper in the middle of an item for
/// milliseconds, and all wait. After such a stall the helpers take fewer items for some runs, which leaves them enough
/// of their share to be let in at once; if stalls continue, for longer and longer.
private struct Restraint {
  private static let shortest = 8
  private static let longest = 1024
  /// So many runs without a stall, and the next is taken for chance again.
  private static let forgiven = 16
  private var runsLeft = 0
  private var length = Restraint.shortest
  private var smoothRuns = 0

  var isActive: Bool { runsLeft > 0 }

  /// - Parameter wait: when the caller fell asleep, having nothing left to do.
  mutating func note(wait: ContinuousClock.Instant?, since start: ContinuousClock.Instant) {
    if runsLeft > 0 {
      runsLeft -= 1
      return
    }
    guard let wait else { return smooth() }
    let now = ContinuousClock.now
    // A run much longer than a time slice evens out by itself, and what stops a helper for less than a slice, such as
    // the picture of a window, costs less than restraint would.
    guard now - wait > .microseconds(1500), now - wait > (now - start) / 4, now - start < .milliseconds(30) else {
      return smooth()
    }
    runsLeft = length
    length = min(2 * length, Self.longest)
    smoothRuns = 0
  }

  private mutating func smooth() {
    smoothRuns += 1
    if smoothRuns == Self.forgiven { length = Self.shortest }
  }
}
