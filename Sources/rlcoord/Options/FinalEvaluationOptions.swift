import ArgumentParser
import RLRuns

/// How an agent is evaluated at the end.
struct FinalEvaluationOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Episodes to evaluate over. (default: \(Evaluation.usualEpisodes))", valueName: "n"),
    transform: count)
  var evalEpisodes = Evaluation.usualEpisodes

  @Flag(help: "Evaluate with the most probable actions instead of drawn ones.")
  var greedy = false

  /// As flags of `rlcoord resume`, with a space before each; empty for the usual evaluation.
  var resumeFlags: String { flags(episodes: "--eval-episodes") }

  /// As flags of `rlcoord eval`.
  var evalFlags: String { flags(episodes: "--episodes") }

  private func flags(episodes name: String) -> String {
    (evalEpisodes == Evaluation.usualEpisodes ? "" : " \(name) \(evalEpisodes)") + (greedy ? " --greedy" : "")
  }
}
