import Testing

@testable import RLParity

@Suite(.timeLimit(.minutes(20))) struct TraceLineTests {
  private func line(_ text: String) -> TraceLine? { TraceLine(Array(text.utf8)[...]) }

  @Test func `the header of a MinAtar trace names the world and its options`() throws {
    let header = try #require(
      line(
        """
        {"package":"MinAtar 1.0.15","game":"space_invaders","seed":7,"sticky":0.25,"ramping":false,"policy":"lcg",\
        "shape":[10,10,6],"steps":2000}
        """))
    guard case .header(let read) = header else {
      Issue.record("read \(header)")
      return
    }
    #expect(read.world == "minatar/space-invaders-full:sticky=0.25,ramping=no")
    #expect(read.kind == .minatar(shape: [10, 10, 6]))
    #expect(read.seed == 7 && read.steps == 2000)
  }

  @Test func `the header of a MiniGrid trace names the world by its id`() throws {
    let header = try #require(
      line(
        """
        {"package":"minigrid 3.2.0","env":"MiniGrid-Empty-5x5-v0","seed":3,"policy":"lcg","width":5,"height":6,\
        "max_steps":100,"actions":7,"steps":20}
        """))
    guard case .header(let read) = header else {
      Issue.record("read \(header)")
      return
    }
    #expect(read.world == "MiniGrid-Empty-5x5-v0")
    #expect(read.kind == .minigrid(width: 5, height: 6, stepLimit: 100, actions: 7))
  }

  @Test func `a step's reward is exact to the last bit`() throws {
    for text in [
      "[2,0.9369999999999999,1,0,\"00000000000000ab\"]", "[ 2, 0.9369999999999999 ,1, 0, \"00000000000000ab\" ]\r",
    ] {
      guard case .step(let step) = line(text) else {
        Issue.record("not read: \(text)")
        continue
      }
      #expect(step.action == 2 && step.isTerminated && !step.isTruncated && step.hash == 0xAB)
      #expect(step.reward.bitPattern == (0.9369999999999999).bitPattern)
    }
  }

  @Test func `mission, map and what is carried are read where they are recorded`() throws {
    guard case .reset(let first) = line("{\"reset\":0,\"mission\":\"go\",\"obs\":\"01\",\"full\":\"0a\"}"),
      case .view(let second) = line("{\"at\":1,\"obs\":\"01\",\"full\":\"0a\",\"carrying\":null}"),
      case .view(let third) = line("{\"at\":2,\"obs\":\"01\",\"full\":\"0a\",\"carrying\":[5,4]}")
    else {
      Issue.record("not read")
      return
    }
    #expect(first.mission == "go" && first.map == "0a" && first.observation == "01")
    #expect(second.mission == nil && second.carried == nil)
    #expect(third.carried == [5, 4])
  }

  @Test(arguments: [
    "", "nonsense", "{\"at\":1}", "{\"obs\":\"01\"}", "{\"package\":\"MinAtar 1.0.15\",\"seed\":1,\"steps\":2}",
    "{\"package\":\"other\",\"game\":\"breakout\",\"seed\":1,\"steps\":2}", "[1,2,3]", "[1,0,0,0,\"ab\"]",
    "[1,0,0,0,\"00000000000000ab\"", "[1.5,0,0,0,\"00000000000000ab\"]", "[1,x,0,0,\"00000000000000ab\"]",
    "[1,0,2,0,\"00000000000000ab\"]", "[1,0,0,0,\"00000000000000ag\"]", "[1,0,0,0,\"00000000000000ab\"],",
    "[1e300,0,0,0,\"00000000000000ab\"]",
  ])
  func `a line of another form is refused`(text: String) { #expect(line(text) == nil) }
}
