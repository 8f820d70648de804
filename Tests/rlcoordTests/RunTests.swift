import Foundation
import RLRuns
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(20))) struct RunTests {
  @Test func `training ends with an evaluated agent that evaluates again to the same`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let run = try rlcoord(
        "run", "minatar/breakout", "ppo", "--steps", "4k", "--envs", "16", "--set", "evaluations=2",
        "--eval-episodes", "20", "--json")
      #expect(run.status == 0)
      #expect(run.errors == "")
      let first = try JSONLine(#require(run.lines.first))
      #expect(first["event"] == "\"started\"")
      let line = try #require(run.lines.last)
      #expect(
        try JSONLine(line).names == [
          "event", "environment", "agent", "network", "convolution", "precision", "seed", "steps", "seconds",
          "stepsPerSecond", "meanReturn", "interval", "episodes", "folder", "weightsSHA256",
        ])
      let finished = try JSONLine(line)
      #expect(finished["event"] == "\"finished\"")
      #expect(finished["steps"] == "4096")
      #expect(finished["episodes"] == "20")
      let folder = "runs/minatar-breakout-ppo-seed1-1"
      #expect(finished["folder"]?.replacing("\\/", with: "/") == "\"\(folder)\"")

      let evaluated = try rlcoord("eval", folder, "--episodes", "20", "--json")
      #expect(evaluated.status == 0)
      let again = try JSONLine(#require(evaluated.lines.last))
      #expect(
        again.names.starts(with: [
          "meanReturn", "interval", "standardError", "episodes",
        ]))
      #expect(again["meanReturn"] == finished["meanReturn"])
      #expect(again["weightsSHA256"] == finished["weightsSHA256"])

      let before = try rlcoord.contents
      let played = try rlcoord(
        "run", "minatar/breakout", folder + "/checkpoints/step-000000004096.safetensors", "--eval-episodes", "20",
        "--json")
      // They differ in the path alone, which comes last.
      let withoutPath = [played, evaluated].map { $0.output.prefix { $0 != "\n" }.split(separator: ",\"path\"")[0] }
      #expect(withoutPath[0] == withoutPath[1])
      #expect(try rlcoord.contents == before)
    }
  }

  @Test func `a level drawn in a file is trained in, and its agent evaluated`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let level = "######\n#@...#\n#...G#\n######\n"
      try Data(level.utf8).write(to: rlcoord.folder.appending(path: "my-maze.txt"))
      let run = try rlcoord(
        "run", "my-maze.txt:view=full+time-limit=30", "ppo", "--steps", "2k", "--envs", "16", "--eval-episodes", "5")
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("my-maze.txt:view=full+time-limit=30 ppo: mean return "))
      let folder = "runs/my-maze-view=full+time-limit=30-ppo-seed1-1"
      #expect(run.errors.contains("folder: \(folder)\n"))
      #expect(try rlcoord("eval", folder, "--episodes", "5").status == 0)

      try Data(level.replacing("G", with: "?").utf8).write(to: rlcoord.folder.appending(path: "my-maze.txt"))
      let damaged = try rlcoord("run", "my-maze.txt", "ppo")
      #expect(damaged.status == 65)
      #expect(damaged.errors.hasPrefix("Error: my-maze.txt:3:5: "))
    }
  }

  @Test func `the same command in two folders gives the same weights on any number of threads`() throws {
    let digests = try ["1", "2", "4"].map { threads in
      try Tool.inEmptyFolder { rlcoord in
        let run = try rlcoord(
          "run", "minatar/space-invaders", "a2c", "--steps", "2k", "--conv", "coordconv", "--precision", "f32",
          "--threads", threads, "--eval-episodes", "1", "--json", "--quiet")
        #expect(run.lines.count == 1)
        return try JSONLine(#require(run.lines.last))["weightsSHA256"]
      }
    }
    #expect(Set(digests).count == 1)
  }

  @Test func `results go to standard output, all else to standard error`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let run = try rlcoord("run", "minatar/breakout", "random", "--steps", "20k", "--out", "here")
      #expect(run.status == 0)
      #expect(run.lines.count == 1)
      #expect(run.output.hasPrefix("minatar/breakout random: mean return 0."))
      #expect(run.output.contains(" over 100 episodes, after 24,576 steps in "))
      #expect(
        run.errors == """
          minatar/breakout random, seed 1, 20,000 steps on 1 thread, into here
          folder: here
          again:  rlcoord eval here

          """)
      #expect(try rlcoord("eval", "here", "--episodes", "5", "--seed", "3").errors == "")
    }
  }

  @Test func `an evaluation below the bar exits with 1, one at the bar with 0`() throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(try rlcoord("run", "minatar/breakout", "random", "--steps", "1", "--out", "r", "--quiet").status == 0)
      let below = try rlcoord("eval", "r", "--episodes", "5", "--min-return", "1000")
      #expect(below.status == 1)
      #expect(below.errors.hasSuffix(" is below --min-return 1000.0\n"))
      #expect(below.lines.count == 1)
      #expect(try rlcoord("eval", "r", "--episodes", "5", "--min-return", "-1").status == 0)
    }
  }

  @Test func `control-C saves and prints the command that resumes`() throws {
    try Tool.inEmptyFolder { rlcoord in
      // Long enough not to be over before the signal comes; without one it ends all the same.
      let process = try rlcoord.start([
        "run", "minatar/breakout", "ppo", "--envs", "16", "--steps", "200k", "--out", "r",
      ])
      rlcoord.awaitTraining(in: "r", by: process)
      process.interrupt()
      let outcome = try rlcoord.finish(process)
      #expect(outcome.status == 130)
      #expect(outcome.errors.hasSuffix(" steps, saved; to resume: rlcoord resume r\n"))
      #expect(try rlcoord("eval", "r", "--episodes", "1").status == 0)
    }
  }

  @Test func `the list is one object with every kind`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let all = try rlcoord("list", "--json")
      let kinds = ["environments", "wrappers", "agents", "networks"]
      #expect(try JSONLine(#require(all.lines.first)).names.filter(kinds.contains) == kinds)
      let agents = try rlcoord("list", "agents")
      #expect(
        agents.output == """
          ppo     proximal policy optimization (Schulman 2017)
          a2c     advantage actor-critic (Mnih 2016)
          random  uniformly random actions

          """)
      #expect(try rlcoord("--version").output == RLCoord.version + "\n")
    }
  }
}
