import TestSupport
import Testing

@testable import RLResults

/// As ``HelpTests``, for what compares runs.
@Suite(.timeLimit(.minutes(20))) struct CompareHelpTests {
  @Test func `the help of rlcoord compare is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("compare", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Compare agents and networks over environments and seeds, with
          intervals.

          Trains every variant in every environment with every seed, evaluates each over
          whole episodes, and reports as Agarwal 2021 asks: interquartile means,
          probabilities of improvement, performance profiles and learning curves, all
          with 95 % bootstrap intervals. The first variant is what the others are
          compared with. The folder then holds report.html, runs.csv, curves.csv and
          every run.

          The same command resumes where it was stopped. Runs are carried out side by
          side, a thread each.

          Examples:
            rlcoord compare minatar/breakout --conv conv,coordconv --seeds 5
            rlcoord compare minatar/breakout minatar/asterix --agents ppo,a2c --steps 2M
            rlcoord compare minatar --seeds 1-5,7 --out runs/minatar

          USAGE: rlcoord compare [<options>] <environments> ...

          ARGUMENTS:
            <environments>          Names or families from `rlcoord list environments`.

          OUTPUT:
            --json                  One JSON object a line on standard output.
            -q, --quiet             Only the result.

          OPTIONS:
            --agents <names>        Agents, joined by commas: ppo, a2c, random. (default:
                                    ppo)
            --conv <kinds>          Convolutions, joined by commas: conv, coordconv,
                                    coordconv-first. (default: conv)
            --networks <names>      Policy networks, joined by commas: nature, compact,
                                    impala, minatar, minatar-batchnorm,
                                    minatar-layernorm, pooled, mlp. (default: by
                                    environment)
            --seeds <seeds>         Seeds of every variant: 5 for 1 to 5, or numbers and
                                    ranges such as 1-5,7. (default: 5)
            -n, --steps <n>         Environment steps of every run, such as 200k or 5M.
                                    (default: by environment)
            --set <name=value>      A setting of all runs, such as gamma=0.95; may be
                                    repeated.
            --eval-episodes <n>     Episodes to evaluate every run over. (default: 100)
            -t, --threads <n>       Threads for all runs together. (default: the
                                    processors)
            --jobs <n>              Runs side by side. (default: one a thread)
            -o, --out <folder>      Folder for the runs and the report. (default:
                                    runs/comparison)
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord plot is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("plot", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Draw the learning curves of runs.

          The mean return of the latest 100 training episodes over the steps, a chart for
          each environment. Runs that differ in nothing but their seed are drawn as one
          line, their interquartile mean with its 95 % interval.

          Examples:
            rlcoord plot runs
            rlcoord plot runs/minatar-breakout-ppo-seed* --out breakout.svg

          USAGE: rlcoord plot <folder> ... [--out <file.svg|file.html>]

          ARGUMENTS:
            <folder>                Runs' folders, or folders that hold runs.

          OPTIONS:
            -o, --out <file.svg|file.html>
                                    Write the charts instead of showing them here.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }
}
