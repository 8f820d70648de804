import TestSupport
import Testing

@testable import RLResults

/// As ``HelpTests``, for the studies.
@Suite(.timeLimit(.minutes(20))) struct StudyHelpTests {
  @Test func `the help of rlcoord study is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("study", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Repeat an experiment of the CoordConv literature, with its published
          figures.

          USAGE: rlcoord study <subcommand>

          OPTIONS:
            --version               Show the version.
            -h, --help              Show help information.

          SUBCOMMANDS:
            run (default)           Carry out a study.
            list                    List the studies.

            See 'rlcoord help study <subcommand>' for detailed help.

          """)
    }
  }

  @Test func `the help of rlcoord study run is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("study", "run", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Carry out a study.

          Networks are trained on all processors, one good setting each, or with --sweep
          in all of the paper's; the folder then holds a summary in Markdown with the
          published figures beside ours, pictures, every run's curve and weights. The
          same command resumes where it was stopped.

          Examples:
            rlcoord study list
            rlcoord study not-so-clevr/classification
            rlcoord study not-so-clevr/regression --conv coordconv --seeds 5
            rlcoord study not-so-clevr/rendering --split quadrant --set epochs=40

          USAGE: rlcoord study run <name> [--split <names>] [--conv <names>] [--seeds <n>] [--set <name=value> ...] [--sweep] [--threads <n>] [--out <folder>] [--json] [--quiet]

          ARGUMENTS:
            <name>                  A name from `rlcoord study list`.

          OUTPUT:
            --json                  One JSON object a line on standard output.
            -q, --quiet             Only the result.

          OPTIONS:
            --split <names>         Which samples are for the test, joined by commas.
                                    (default: all the study has)
            --conv <names>          Networks, joined by commas; conv stands for all whose
                                    names start with it. (default: all the study has)
            --seeds <n>             Seeds of every network: 1 to n. (default: 1)
            --set <name=value>      A setting of all networks, such as epochs=50; may be
                                    repeated. There are epochs, batch-size,
                                    learning-rate, schedule, weight-decay, kernel, scale,
                                    coordinates, places.
            --sweep                 Train with every setting of the paper's sweep.
            -t, --threads <n>       Threads; only the speed depends on them. (default:
                                    the processors)
            -o, --out <folder>      Folder for all that comes of it. (default: runs/NAME)
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }
}
