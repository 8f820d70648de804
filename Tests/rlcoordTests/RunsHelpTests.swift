import TestSupport
import Testing

@testable import RLResults

/// As ``HelpTests``, for what is done with runs.
@Suite(.timeLimit(.minutes(20))) struct RunsHelpTests {
  @Test func `the help of rlcoord resume is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("resume", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Resume a run that was stopped, as if it never had been.

          Continues from the run's latest checkpoint and ends with the same bytes as a
          run that was never stopped, on any number of threads. With --steps a run, even
          a finished one, is trained for longer; a schedule such as a falling learning
          rate then ends later too.

          Examples:
            rlcoord resume runs/minatar-breakout-ppo-seed1-1
            rlcoord resume runs/minatar-breakout-ppo-seed1-1 --steps 5M

          USAGE: rlcoord resume <folder> [--steps <n>] [--threads <n>] [--checkpoint-every <s>] [--keep <n>] [--eval-episodes <n>] [--greedy] [--json] [--quiet]

          ARGUMENTS:
            <folder>                A run's folder.

          TRAINING:
            -t, --threads <n>       Threads; only the speed depends on them. (default:
                                    the processors)
            --checkpoint-every <s>  Seconds between checkpoints; 0 saves after every
                                    iteration. (default: 60)
            --keep <n>              Checkpoints to keep, the latest. (default: 1)

          OUTPUT:
            --json                  One JSON object a line on standard output.
            -q, --quiet             Only the result.

          OPTIONS:
            -n, --steps <n>         Environment steps beyond those the run was to take.
                                    (default: 0)
            --eval-episodes <n>     Episodes to evaluate over. (default: 100)
            --greedy                Evaluate with the most probable actions instead of
                                    drawn ones.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord config is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("config", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Print the settings that a run would have, as a YAML file.

          Every setting with what it is for, and its default where the environment's
          preset or you chose another value. What is printed can be changed and given to
          `rlcoord run --config`.

          Examples:
            rlcoord config minatar/breakout ppo
            rlcoord config arcade/pong a2c --set gamma=0.95 > pong.yaml

          USAGE: rlcoord config <environment> <agent> [--config <file>] [--set <name=value> ...]

          ARGUMENTS:
            <environment>           A name from `rlcoord list environments`.
            <agent>                 ppo, a2c, random.

          OPTIONS:
            --config <file>         A YAML file of settings to start from.
            --set <name=value>      A setting, such as gamma=0.95; may be repeated.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord runs is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("runs", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: List, show or remove runs.

          USAGE: rlcoord runs <subcommand>

          OPTIONS:
            --version               Show the version.
            -h, --help              Show help information.

          SUBCOMMANDS:
            list (default)          List runs.
            show                    Show a run: its state, its evaluations, its settings,
                                    and which of its files are damaged.
            remove                  Remove runs with all their files.

            See 'rlcoord help runs <subcommand>' for detailed help.

          """)
    }
  }

  @Test func `the help of rlcoord runs list is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("runs", "list", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: List runs.

          A run is finished, running, stopped (and can be resumed) or damaged. The return
          is that of the final evaluation, or while there is none, of the latest training
          episodes.

          Examples:
            rlcoord runs
            rlcoord runs list --under runs/conv-or-coordconv --json

          USAGE: rlcoord runs list [--under <folder>] [--json]

          OPTIONS:
            --under <folder>        Folder that holds the runs, at any depth. (default:
                                    runs)
            --json                  One JSON object a line on standard output.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord runs show is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("runs", "show", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Show a run: its state, its evaluations, its settings, and which of
          its files are damaged.

          USAGE: rlcoord runs show <folder>

          ARGUMENTS:
            <folder>                A run's folder.

          OPTIONS:
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord runs remove is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("runs", "remove", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Remove runs with all their files.

          A running one is not removed. Without --yes a person at a terminal is asked
          first.

          USAGE: rlcoord runs remove <folder> ... [--yes]

          ARGUMENTS:
            <folder>                Runs' folders.

          OPTIONS:
            --yes                   Do not ask.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord status is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("status", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Show the runs that are being trained now.

          Examples:
            rlcoord status
            rlcoord status --json

          USAGE: rlcoord status [--under <folder>] [--json]

          OPTIONS:
            --under <folder>        Folder that holds the runs, at any depth. (default:
                                    runs)
            --json                  One JSON object a line on standard output.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }
}
