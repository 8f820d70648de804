import ArgumentParser
import RLParity
internal import RLResults

/// `rlcoord parity`: whether our worlds do what the Python packages did.
struct ParityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parity",
    abstract: "Replay traces of the Python packages and report the first difference of each.",
    discussion: """
      A trace is JSON lines, one a step, as Scripts/compare_with_python.py writes them; a file may hold several. The \
      exit code is 1 when a trace differs.

      Examples:
        rlcoord parity traces/*.jsonl.gz
        python3 Scripts/compare_with_python.py --seeds 100-199
        python3 Scripts/compare_with_python.py --print | rlcoord parity -
      """)

  @Argument(
    help: ArgumentHelp("Files of traces, gzipped where they end in .gz; - for standard input.", valueName: "file"),
    completion: .file())
  var files: [String]

  func run() throws {
    var check = ParityCheck()
    for file in files {
      try check.replay(file) { Console.print("\($0)") }
    }
    let verdict = check.differing == 0 ? "no difference" : "\(check.differing) differ"
    Console.print("\(check.traces) traces, \(check.steps) steps: \(verdict)")
    if check.differing > 0 { throw ExitCode(1) }
  }
}
