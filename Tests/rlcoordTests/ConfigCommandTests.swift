import Foundation
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ConfigCommandTests {
  @Test func `what is printed is the settings of such a run, and makes it`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let printed = try rlcoord("config", "minatar/breakout", "a2c", "--set", "gamma=0.5", "--set", "network=pooled")
      #expect(printed.status == 0 && printed.errors == "")
      let configuration = try RunConfiguration(parsing: Array(printed.output.utf8), path: "c.yaml")
      #expect(
        try configuration
          == RunConfiguration(
            environment: "minatar/breakout", agent: "a2c", [Assignment("gamma=0.5"), Assignment("network=pooled")]))
      let file = rlcoord.folder.appending(path: "mine.yaml")
      try Data(printed.output.utf8).write(to: file)
      // Both names come from the file; flags go over --set, and that over the file.
      let run = try rlcoord(
        "run", "--config", "mine.yaml", "--set", "steps=99", "--set", "environments=16", "--set", "gamma=0.75",
        "--envs", "4", "--seed", "7", "--steps", "64", "--set", "evaluations=0", "--eval-episodes", "1", "--out", "r",
        "--quiet")
      #expect(run.status == 0, "\(run.errors)")
      let choices = ["network=pooled", "steps=64", "environments=4", "gamma=0.75", "seed=7", "evaluations=0"]
      let expected = try RunConfiguration(
        environment: "minatar/breakout", agent: "a2c", choices.map { try Assignment($0) })
      let written = try Data(contentsOf: rlcoord.folder.appending(path: "r/config.yaml"))
      #expect(try RunConfiguration(parsing: Array(written), path: "c.yaml") == expected)
      // The printed file is what a run writes.
      let again = try rlcoord("config", "minatar/breakout", "a2c", "--config", "r/config.yaml")
      #expect(again.output == String(decoding: written, as: UTF8.self))
    }
  }

  @Test func `what is seldom meant is warned of`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let printed = try rlcoord("config", "minatar/breakout", "ppo", "--set", "steps=100")
      #expect(printed.status == 0)
      #expect(
        printed.errors == """
          warning: 100 steps asked for, but one rollout takes 8,192

          """)
      // The default number of evaluations is nobody's choice, so only another one is warned of.
      #expect(
        try rlcoord("config", "minatar/breakout", "ppo", "--set", "steps=9k", "--set", "evaluations=3").errors
          == "warning: 3 evaluations were asked for, but one follows a rollout, and 9,000 steps make 2 rollouts\n")
      #expect(try rlcoord("config", "minatar/breakout", "ppo").errors == "")
    }
  }

  @Test func `mistakes are reported in a line with the code of their kind, and nothing is written`() throws {
    try Tool.inEmptyFolder { rlcoord in
      func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: rlcoord.folder.appending(path: name))
      }
      try write("# mine\ngama: 0.5\n", "unknown.yaml")
      try write("lanes: 3\n", "lanes.yaml")
      try write("a: [\n", "broken.yaml")
      try write("environment: minatar/breakout\n", "half.yaml")
      try write("environment: minatar/breakout\nagent: a2c\noptimizer: sgd\ndecay: 0.5\n", "optimizer.yaml")
      let before = try rlcoord.contents
      let cases: [(arguments: String, status: Int32, message: String)] = [
        ("config minatar/brekout ppo", 64, "unknown environment 'minatar/brekout'; did you mean 'minatar/breakout'?"),
        ("config minatar/breakout pop", 64, "unknown agent 'pop'; did you mean 'ppo'?"),
        ("config minatar/breakout", 64, "Missing expected argument '<agent>'"),
        (
          "config minatar/breakout ppo --set gama=1", 64,
          "unknown setting 'gama'; did you mean 'gamma'? (`rlcoord config minatar/breakout ppo` shows all)"
        ),
        ("config minatar/breakout ppo --set gamma", 64, "'gamma' is not a setting; expected name=value"),
        ("config minatar/breakout ppo --set gamma=x", 64, "gamma cannot be 'x'; it takes a number"),
        ("config minatar/breakout ppo --set gamma=2", 64, "gamma must be in 0.0 to 1.0, not 2.0"),
        ("config minatar/breakout random --set gamma=0.5", 64, "unknown setting 'gamma'"),
        ("config minatar/breakout ppo --set network=nature", 64, "the network 'nature' needs observations of at least"),
        ("config minatar/breakout ppo --set version=1", 64, "unknown setting 'version'"),
        ("config minatar/breakout ppo --config none.yaml", 65, "cannot read 'none.yaml': No such file or directory"),
        ("config minatar/breakout ppo --config .", 65, "cannot read '.': Is a directory"),
        ("config minatar/breakout ppo --config unknown.yaml", 65, "unknown.yaml:2: unknown setting 'gama'"),
        ("config minatar/breakout ppo --config lanes.yaml", 65, "lanes.yaml:1: lanes must be a power of two, not 3"),
        ("config minatar/breakout ppo --config broken.yaml", 65, "broken.yaml:2: it is not YAML: "),
        ("run --config half.yaml", 64, "Missing expected argument '<agent>'"),
        ("run --config lanes.yaml", 64, "Missing expected argument '<environment>'"),
        ("run --config optimizer.yaml", 65, "optimizer.yaml:4: unknown setting 'decay'"),
        ("run minatar/breakout ppo --config broken.yaml", 65, "broken.yaml:2: it is not YAML: "),
        ("run minatar/breakout ppo --config lanes.yaml --out r", 65, "lanes.yaml:1: lanes must be a power of two"),
        ("run minatar/breakout ppo --config lanes.yaml --lanes 5 --out r", 64, "lanes must be a power of two, not 5"),
        ("run minatar/breakout ppo --set gama=1 --out r", 64, "unknown setting 'gama'; did you mean 'gamma'?"),
        (
          "run minatar/breakout ./nothing --set gamma=1", 64, "'--set' is for training, but './nothing' names a trained"
        ),
        ("run minatar/breakout ./nothing --config half.yaml", 64, "'--config' is for training, but './nothing' names"),
        ("run minatar/breakout ./nothing --keep 1", 64, "'--keep' is for training, but './nothing' names a trained"),
        (
          "run minatar/breakout ppo --checkpoint-every -1", 64, "The value '-1' is invalid for '--checkpoint-every <s>'"
        ),
        ("run", 64, "Missing expected argument '<environment>' (see 'rlcoord run --help')"),
      ]
      for (arguments, status, message) in cases {
        let outcome = try rlcoord.finish(rlcoord.start(arguments.split(separator: " ").map(String.init)))
        #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.hasPrefix("Error: " + message), "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.count { $0 == "\n" } == 1 && outcome.output == "", "\(arguments): \(outcome.errors)")
      }
      #expect(try rlcoord.contents == before)
    }
  }
}
