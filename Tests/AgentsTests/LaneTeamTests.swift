import RLAgents
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Counts how often each item was carried out.
final class ItemCounts: Sendable {
  final class Cell: Sendable { let count = Atomic<Int>(0) }
  let cells: [Cell]
  init(_ items: Int) { cells = (0..<items).map { _ in Cell() } }
  func add(_ item: Int) { cells[item].count.add(1, ordering: .relaxed) }
  var values: [Int] { cells.map { $0.count.load(ordering: .relaxed) } }
}

@Suite(.timeLimit(.minutes(20)), .serialized) struct LaneTeamTests {
  @Test(arguments: [1, 2, 3, 4, 8])
  func `every item is carried out exactly once, run after run`(threads: Int) {
    let team = LaneTeam(threads: threads)
    defer { team.stop() }
    let sizes = [0, 1, 2, 3, 4, 7, 16, 100]
    var isRight = true
    for run in 0..<4000 where isRight {
      let items = sizes[run % sizes.count]
      let counts = ItemCounts(items)
      team.run(items) { item, worker in
        if worker < 0 || worker >= threads { return }
        counts.add(item)
      }
      isRight = counts.values == [Int](repeating: 1, count: items)
      #expect(isRight, "run \(run) of \(items) items: \(counts.values)")
    }
  }

  @Test(arguments: [2, 3, 4, 8])
  func `nothing is lost when threads sleep between runs or items take long`(threads: Int) {
    let team = LaneTeam(threads: threads)
    defer { team.stop() }
    for run in 0..<120 {
      // Longer than the threads look for work, at times much longer, at times not at all.
      usleep([0, 50, 300, 3000][run % 4])
      let counts = ItemCounts(6)
      team.run(6) { item, _ in
        if (item + run) % 3 == 0 { usleep(UInt32(100 * (run % 5))) }
        counts.add(item)
      }
      #expect(counts.values == [1, 1, 1, 1, 1, 1], "run \(run)")
    }
  }

  @Test func `helpers that stall are left out of brief runs, and nothing is lost`() {
    let team = LaneTeam(threads: 2)
    defer { team.stop() }
    let helped = Atomic<Int>(0)
    for run in 0..<200 {
      let counts = ItemCounts(8)
      let isBrief = run % 2 == 1
      team.run(8, isBrief: isBrief) { item, worker in
        // The helper as if the system had stopped it in the middle of an item.
        usleep(worker == 0 ? 100 : 5000)
        if isBrief && worker > 0 { helped.add(1, ordering: .relaxed) }
        counts.add(item)
      }
      #expect(counts.values == [Int](repeating: 1, count: 8), "run \(run)")
    }
    // Of a hundred brief runs, only those before a stall is noticed may have had help.
    #expect(helped.load(ordering: .relaxed) < 30)
  }

  @Test func `what a run wrote is seen by the next, without further synchronization`() {
    let team = LaneTeam(threads: 4)
    defer { team.stop() }
    let cells = Buffer<Int>(8, repeating: 0)
    for _ in 0..<3000 {
      // Each item reads its neighbor's cell of the run before; a lost write would break the sum.
      let before = (0..<8).map { cells[$0] }
      team.run(8) { item, _ in cells[item] = before[(item + 1) % 8] + 1 }
    }
    #expect((0..<8).allSatisfy { cells[$0] == 3000 })
  }

  @Test func `a worker carries out one item at a time`() {
    let team = LaneTeam(threads: 3)
    defer { team.stop() }
    let busy = ItemCounts(3)
    let clashes = ItemCounts(1)
    for _ in 0..<500 {
      team.run(9) { _, worker in
        if busy.cells[worker].count.add(1, ordering: .relaxed).oldValue != 0 { clashes.add(0) }
        busy.cells[worker].count.subtract(1, ordering: .relaxed)
      }
    }
    #expect(clashes.values == [0])
  }

  @Test func `work is shared out among the threads`() {
    let team = LaneTeam(threads: 2)
    defer { team.stop() }
    let taken = ItemCounts(2)
    for _ in 0..<20 {
      team.run(8) { _, worker in
        usleep(500)
        taken.add(worker)
      }
    }
    #expect(taken.values.reduce(0, +) == 160 && taken.values.allSatisfy { $0 > 16 }, "\(taken.values)")
  }

  @Test(arguments: [1, 4])
  func `a stopped team lets go of its threads and of itself`(threads: Int) {
    weak var gone: LaneTeam?
    do {
      let team = LaneTeam(threads: threads)
      team.run(4) { _, _ in usleep(10) }
      team.stop()
      gone = team
    }
    // The threads hold the team until they have ended.
    for _ in 0..<2000 where gone != nil { usleep(1000) }
    #expect(gone == nil)
  }

  @Test func `many teams come and go`() {
    for round in 0..<100 {
      let team = LaneTeam(threads: 1 + round % 4)
      let counts = ItemCounts(5)
      if round % 3 != 0 { team.run(5) { item, _ in counts.add(item) } }
      team.stop()
      #expect(round % 3 == 0 || counts.values == [1, 1, 1, 1, 1])
    }
  }
}
