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
}
