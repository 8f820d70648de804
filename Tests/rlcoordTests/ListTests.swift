import RLEnvironmentKit
import RLEnvironments
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ListTests {
  @Test func `the list has a line for every environment, below its family, whole when piped`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let lines = try rlcoord("list", "environments").lines
      let rows = lines.filter { $0.hasPrefix("  ") }.map { String($0.split(separator: " ")[0]) }
      let titles = lines.filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
      #expect(rows == EnvironmentCatalog.names)
      #expect(titles == Inventory.families)
      #expect(EnvironmentCatalog.entries.allSatisfy { entry in lines.contains { $0.hasSuffix(entry.spec.summary) } })
    }
  }

  @Test func `a family is listed with what its members are like, their summaries aligned`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let lines = try rlcoord("list", "environments", "minatar").lines
      #expect(
        lines.first
          == "minatar: 10 environments; observations 10×10×4, 10×10×6, 10×10×7 or 10×10×10; 3, 4, 5 or 6 actions")
      #expect(
        lines.contains("  minatar/breakout             Bounce a ball off a paddle into three rows of bricks."))
    }
  }

  @Test func `one environment is shown in detail`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("list", "environments", "MinAtar/Breakout-v1")
      #expect(outcome.errors == "")
      #expect(
        outcome.output == """
          minatar/breakout
            Bounce a ball off a paddle into three rows of bricks.

            observation  10×10×4, bytes from 0 to 1
            actions      0 nothing, 1 left, 2 right
            step limit   none
            also called  MinAtar/Breakout-v1
            random play  0.389 ± 0.021

          options, after a colon and joined by commas: minatar/breakout:sticky=0.1
            sticky=0.1   0 ... 1    probability that a step repeats the last action
            ramping=yes  yes or no  whether the game grows harder while it lasts

          wrappers, each after a plus: minatar/breakout+time-limit=500
            time-limit     1 ... 1000000000       truncates an episode after this many steps
            frame-stack    1 ... 16               shows the last observations together, oldest channels first
            sticky         0 ... 1                probability that a step repeats the last action
            action-repeat  1 ... 100              takes every action this many times and adds up the rewards
            clip-reward    a number above 0       keeps rewards within this bound on either side
            scale-reward   a number other than 0  multiplies rewards

          """)
    }
  }

  @Test func `options, wrappers and limits are those of the environment as it was named`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let lines = try rlcoord("list", "environments", "minatar/breakout:sticky=0+time-limit=9").lines
      #expect(lines.first == "minatar/breakout:sticky=0+time-limit=9")
      #expect(lines.contains("  step limit   9"))
      #expect(lines.contains("  sticky=0     0 ... 1    probability that a step repeats the last action"))
      let scores = lines.filter { $0.hasPrefix("  random play") }
      #expect(scores == [])
    }
  }

  @Test func `JSON holds all the details`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("list", "environments", "minatar/breakout", "--json")
      #expect(
        outcome.output == """
          {"environments":[{"name":"minatar/breakout","family":"minatar","aliases":["MinAtar/Breakout-v1"],\
          "summary":"Bounce a ball off a paddle into three rows of bricks.","observationShape":[10,10,4],\
          "observationMaximum":1,"actions":["nothing","left","right"],"stepLimit":null,\
          "options":[{"name":"sticky","values":"0 ... 1","value":"0.1",\
          "summary":"probability that a step repeats the last action"},{"name":"ramping","values":"yes or no",\
          "value":"yes","summary":"whether the game grows harder while it lasts"}],\
          "randomReturn":{"mean":0.389,"standardError":0.021},"ceiling":null}]}

          """)
    }
  }
}
