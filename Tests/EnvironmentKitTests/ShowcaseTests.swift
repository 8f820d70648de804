import RLEnvironmentKit
import Foundation
import Testing

@Suite(.timeLimit(.minutes(20))) struct ShowcaseTests {
  private func moment(_ step: Int) -> [Moment] { [Moment(world: CountingWorld(), observation: [], step: step)] }

  @Test func `a clip is taken in the order it was left, and the next one begins when it has been seen`() {
    let showcase = Showcase(worlds: 1, length: 3)
    #expect(showcase.take() == nil)
    for step in 0..<3 {
      #expect(showcase.wantsMoments)
      showcase.leave(moment(step))
    }
    #expect(!showcase.wantsMoments)
    for step in 0..<3 {
      #expect(!showcase.wantsMoments)
      #expect(showcase.take()?[0].step == step)
    }
    #expect(showcase.wantsMoments && showcase.take() == nil)
  }

  @Test func `a clip can be watched before it is full`() {
    let showcase = Showcase(worlds: 1, length: 3)
    for step in 0..<6 {
      showcase.leave(moment(step))
      #expect(showcase.take()?[0].step == step)
    }
  }

  @Test func `a source shows the last moment until there is a new one`() throws {
    let showcase = Showcase(worlds: 1, length: 2)
    #expect(ShowcaseSource(showcase) == nil)
    showcase.leave(moment(7))
    var source = try #require(ShowcaseSource(showcase))
    source.advance(nil)
    #expect(source.moments[0].step == 7)
    showcase.leave(moment(8))
    source.advance(nil)
    #expect(source.moments[0].step == 8)
    #expect(source.stepsPerSecond == CountingWorld().spec.stepsPerSecond)
    source.turnMap(by: -2)
    #expect(showcase.map == -2)
  }

  @Test func `one thread leaves while another takes`() {
    let showcase = Showcase(worlds: 1, length: 5)
    let count = 2000
    let thread = Thread {
      var step = 0
      while step < count {
        guard showcase.wantsMoments else {
          Thread.sleep(forTimeInterval: 0)
          continue
        }
        showcase.leave([Moment(world: CountingWorld(), observation: [], step: step)])
        step += 1
      }
    }
    thread.start()
    var seen: [Int] = []
    while seen.count < count {
      if let moments = showcase.take() { seen.append(moments[0].step) } else { Thread.sleep(forTimeInterval: 0) }
    }
    #expect(seen == Array(0..<count))
  }
}
