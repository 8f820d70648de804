import ArgumentParser

/// How episodes are played for someone to see.
struct EpisodeOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Seed of the episodes. (default: 1; for a trained agent its run's)", valueName: "s"))
  var seed: UInt64?

  @Flag(help: "Take the most probable actions instead of drawn ones.")
  var greedy = false
}
