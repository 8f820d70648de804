import ArgumentParser
import RLDisplay
import RLEnvironmentKit
import RLEnvironments
import RLRuns

/// `rlcoord record`: a film or a picture of an agent at play.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record an agent or a replay as a film or a picture.",
    discussion: """
      A name that ends in .gif, .mp4 or .webm gives a film, made by ffmpeg; .png gives a picture of the last step. \
      Neither window nor display is needed. The same command records the same pictures.

      Examples:
        rlcoord record runs/minatar-breakout-ppo-seed1-1 --out breakout.gif
        rlcoord record arcade/pong random --out pong.mp4 --steps 300 --panel
        rlcoord record minigrid/doorkey-8x8 random --out doors.webm --tiles 9
        rlcoord record arcade-pong-1.replay --out game.mp4
      """)

  @Argument(
    help: ArgumentHelp(
      "An environment's name and a player, or a run's folder, checkpoint or replay alone.",
      valueName: "environment-or-player"),
    completion: .list(EnvironmentCatalog.names))
  var what: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The film or picture to write.", valueName: "file"),
    completion: .file(extensions: Recording.endings))
  var out: String

  @OptionGroup var episodeOptions: EpisodeOptions

  @Option(
    name: [.customShort("n"), .long],
    parsing: .unconditional,
    help: ArgumentHelp("Steps to record, at most. (default: 600, to a picture 100)", valueName: "n"),
    transform: count)
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Episodes to record, at most. (default: 1 in each tile)", valueName: "n"),
    transform: count)
  var episodes: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Environments side by side. (default: 1)", valueName: "n"),
    transform: count)
  var tiles = 1

  @Option(
    help: ArgumentHelp("Times the world's own pace. (default: 1)", valueName: "x"), transform: ViewOptions.positive)
  var speed = 1.0

  @Flag(help: "Show return, policy and what the agent sees beside the world.")
  var panel = false

  func run() throws {
    let request = try EpisodeRequest(what, seed: episodeOptions.seed)
    if let warning = request.levelWarning { Console.note("warning: \(warning)") }
    var source = try request.playback(
      worlds: tiles, episodes: episodes ?? tiles, isGreedy: episodeOptions.greedy)
    var recording = try Recording(out, stepsPerSecond: source.stepsPerSecond * speed, showsPanel: panel)
    Interruption.watch()
    try recording.record(&source, steps: steps ?? recording.usualSteps, shouldStop: { Interruption.isRequested })
    Console.print("\(out): \(recording.summary)")
    if Interruption.isRequested { throw Failure.interrupted }
  }
}
