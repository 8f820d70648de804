import TestSupport
import Testing

@testable import RLResults

/// The help is read more often than any other text, so it is kept word for word.
@Suite(.timeLimit(.minutes(20))) struct HelpTests {
  @Test func `the help of rlcoord is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Train agents from pixels, at the speed of the machine, with results
          that repeat bit for bit.

          Examples:
            rlcoord run minatar/breakout ppo                     train and evaluate
            rlcoord run minatar/breakout ppo --conv coordconv    the same with CoordConv
            rlcoord eval runs/minatar-breakout-ppo-seed1-1       evaluate once more
            rlcoord watch runs/minatar-breakout-ppo-seed1-1      see it play
            rlcoord play arcade/pong                             play yourself
            rlcoord study not-so-clevr/classification            a paper's experiment
            rlcoord list                                         everything by name

          USAGE: rlcoord <subcommand>

          OPTIONS:
            --version               Show the version.
            -h, --help              Show help information.

          SUBCOMMANDS:
            run                     Train an agent in an environment, or run a trained
                                    one.
            resume                  Resume a run that was stopped, as if it never had
                                    been.
            config                  Print the settings that a run would have, as a YAML
                                    file.
            status                  Show the runs that are being trained now.
            runs                    List, show or remove runs.
            eval                    Evaluate a trained agent: mean return over whole
                                    episodes.
            compare                 Compare agents and networks over environments and
                                    seeds, with intervals.
            plot                    Draw the learning curves of runs.
            study                   Repeat an experiment of the CoordConv literature,
                                    with its published figures.
            watch                   Watch an agent play, or a replay.
            play                    Play an environment yourself.
            record                  Record an agent or a replay as a film or a picture.
            list                    List environments, wrappers, agents and networks.
            check                   Check levels of your own: the first mistake, or what
                                    the level is like.
            contact-sheet           Draw a moment of every environment into one PNG file.
            bench                   Measure the learner, the environments and whole
                                    training.
            parity                  Replay traces of the Python packages and report the
                                    first difference of each.

            See 'rlcoord help <subcommand>' for detailed help.

          """)
    }
  }

  @Test func `the help of rlcoord parity is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("parity", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Replay traces of the Python packages and report the first difference
          of each.

          A trace is JSON lines, one a step, as Scripts/compare_with_python.py writes
          them; a file may hold several. The exit code is 1 when a trace differs.

          Examples:
            rlcoord parity traces/*.jsonl.gz
            python3 Scripts/compare_with_python.py --seeds 100-199
            python3 Scripts/compare_with_python.py --print | rlcoord parity -

          USAGE: rlcoord parity <file> ...

          ARGUMENTS:
            <file>                  Files of traces, gzipped where they end in .gz; - for
                                    standard input.

          OPTIONS:
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord run is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("run", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Train an agent in an environment, or run a trained one.

          With an agent's name, trains it, then plays whole episodes with what was
          learned and prints their mean return with its 95 % interval. The run's folder
          keeps all settings, how training went, and checkpoints to resume from. The same
          command gives the same weights bit for bit, on any number of threads.

          With a run's folder or a checkpoint, plays only.

          Control-C finishes the iteration, saves and stops; `rlcoord resume` continues.
          A second one stops at once. Settings come from the agent's defaults, the
          environment's preset, --config, --set and the other flags, the later over the
          earlier.

          Examples:
            rlcoord run minatar/breakout ppo
            rlcoord run minatar/breakout ppo --conv coordconv --seed 2 --steps 10M
            rlcoord run minatar/space-invaders a2c --json --out runs/invaders
            rlcoord run minatar/asterix ppo --set gamma=0.95 --set epochs=3
            rlcoord run --config runs/invaders/config.yaml --seed 2
            rlcoord run minatar/breakout runs/minatar-breakout-ppo-seed1-1

          USAGE: rlcoord run [<options>] [<environment>] [<agent>]

          ARGUMENTS:
            <environment>           A name from `rlcoord list environments`. Both names
                                    may be left to --config.
            <agent>                 ppo, a2c, random, a run's folder or a checkpoint.

          TRAINING:
            -n, --steps <n>         Environment steps to train for, such as 200k, 5M or
                                    5_000_000. (default: 5M to learn, 1M at random)
            --network <name>        Policy network: nature, compact, impala, minatar,
                                    minatar-batchnorm, minatar-layernorm, pooled, mlp.
                                    (default: by environment)
            --conv <kind>           Convolutions: conv, coordconv, coordconv-first.
                                    (default: conv)
            --init-from <run>       Start from the weights of a trained agent: a run's
                                    folder or a checkpoint, in any environment they fit.
            --stop-return <x>       End training when the mean return of the latest 100
                                    training episodes reaches x.
            --envs <n>              Environments side by side. (default: by agent and
                                    environment)
            --lanes <n>             Parts the work is divided into: a power of two; part
                                    of the result. (default: 4)
            --precision <type>      Activations and packed weights: f32, bf16. (default:
                                    f32)
            --config <file>         A YAML file of settings, such as a run's config.yaml.
            --set <name=value>      A setting of `rlcoord config`, such as gamma=0.95;
                                    may be repeated.
            -o, --out <folder>      New or empty folder for the run. (default: a new one
                                    under runs)
            -t, --threads <n>       Threads; only the speed depends on them. (default:
                                    the processors)
            --checkpoint-every <s>  Seconds between checkpoints; 0 saves after every
                                    iteration. (default: 60)
            --keep <n>              Checkpoints to keep, the latest. (default: 1)

          WATCHING:
            --render [<where>]      Show the agents at work, in a window unless terminal
                                    or offscreen is given. The result stays the same.
                                    (values: window, terminal, offscreen; default as
                                    flag: window)
            --tiles <n>             Environments to show side by side. (default: 1)
            --speed <x>             Times the world's own pace; + and - change it.
                                    (default: 1)
            --panel/--no-panel      Show return, policy and what the agent sees beside
                                    the world; o toggles it. (default: --panel)
            --screenshot <file.png> Keep the last picture here when it ends.

          OUTPUT:
            --json                  One JSON object a line on standard output.
            -q, --quiet             Only the result.

          OPTIONS:
            -s, --seed <s>          Seed of everything random. (default: 1; for a trained
                                    agent its run's)
            --dry-run               Print the settings and where the run would go, and
                                    write nothing.
            --eval-episodes <n>     Episodes to evaluate over. (default: 100)
            --greedy                Evaluate with the most probable actions instead of
                                    drawn ones.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord eval is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("eval", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Evaluate a trained agent: mean return over whole episodes.

          The mean return comes with its 95 % bootstrap interval. The same checkpoint,
          episodes and seed give the same result. With --min-return the exit code is 1
          when the mean is lower, so one line checks an agent in continuous integration.
          Of a run's folder the latest checkpoint is taken; best.safetensors in it is the
          one that did best in the evaluations on the way. Several agents are evaluated
          one after the other, into one table.

          Examples:
            rlcoord eval runs/minatar-breakout-ppo-seed1-1
            rlcoord eval runs/minatar-breakout-ppo-seed1-1 --episodes 1000 --seed 7 --json
            rlcoord eval runs/breakout/best.safetensors --min-return 15 --junit breakout.xml
            rlcoord eval runs/minatar-*

          USAGE: rlcoord eval [<options>] <folder-or-checkpoint> ...

          ARGUMENTS:
            <folder-or-checkpoint>  Runs' folders or checkpoints; of several, a table.

          WATCHING:
            --render [<where>]      Show the agents at work, in a window unless terminal
                                    or offscreen is given. The result stays the same.
                                    (values: window, terminal, offscreen; default as
                                    flag: window)
            --tiles <n>             Environments to show side by side. (default: 1)
            --speed <x>             Times the world's own pace; + and - change it.
                                    (default: 1)
            --panel/--no-panel      Show return, policy and what the agent sees beside
                                    the world; o toggles it. (default: --panel)
            --screenshot <file.png> Keep the last picture here when it ends.

          OPTIONS:
            -n, --episodes <n>      Episodes to play. (default: 100)
            -s, --seed <s>          Seed of the episodes. (default: the run's)
            --min-return <x>        Exit with 1 when the mean return is lower.
            --junit <file.xml>      Write the outcome as JUnit XML, failed when the mean
                                    return is below --min-return.
            --greedy                Take the most probable actions instead of drawn ones.
            --json                  One JSON object on standard output.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord list is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("list", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: List environments, wrappers, agents and networks.

          One environment is shown in detail: its actions, its limits, how random play
          fares, and the options and wrappers it takes.

          Examples:
            rlcoord list environments
            rlcoord list environments minatar
            rlcoord list environments minatar/breakout
            rlcoord list --json

          USAGE: rlcoord list [<kind>] [<name>] [--json]

          ARGUMENTS:
            <kind>                  environments, wrappers, agents, networks, or nothing
                                    for all.
            <name>                  The only one to show; for environments also a family.

          OPTIONS:
            --json                  One JSON object on standard output.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord contact-sheet is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("contact-sheet", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Draw a moment of every environment into one PNG file.

          Every environment is played at random and shown in the middle of an episode.
          The same command draws the same picture.

          Examples:
            rlcoord contact-sheet --out environments.png
            rlcoord contact-sheet --out games.png minatar arcade/pong --columns 3

          USAGE: rlcoord contact-sheet [<environment> ...] --out <file.png> [--columns <n>] [--steps <n>] [--seed <s>]

          ARGUMENTS:
            <environment>           Names or families from `rlcoord list environments`.
                                    (default: all)

          OPTIONS:
            -o, --out <file.png>    The picture to write.
            --columns <n>           Environments side by side. (default: 10)
            -n, --steps <n>         Steps to play before the moment shown. (default: 80)
            -s, --seed <s>          Seed of the episodes. (default: 1)
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test(arguments: [[], ["run"], ["eval"], ["compare"], ["watch"], ["record"], ["study", "run"]])
  func `examples stay in one line in a narrow terminal, so that they can be copied`(words: [String]) throws {
    try Tool.inEmptyFolder { rlcoord in
      func examples(_ text: String) throws -> Substring {
        try #require(text.firstMatch(of: /\nExamples:\n(?: {2}rlcoord .*\n)+/)).0
      }
      let wide = try rlcoord.finish(rlcoord.start(words + ["--help"])).output
      let narrow = try rlcoord.finish(rlcoord.start(words + ["--help"], columns: 40)).output
      #expect(try examples(narrow) == examples(wide))
      // The rest is wrapped.
      #expect(narrow.count { $0 == "\n" } > wide.count { $0 == "\n" })
    }
  }
}
