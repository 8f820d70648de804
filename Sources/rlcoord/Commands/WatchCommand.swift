import ArgumentParser
import RLDisplay
import RLEnvironmentKit
import RLEnvironments
import RLRuns

/// `rlcoord watch`: an agent at play, at a person's pace.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch an agent play, or a replay.",
    discussion: """
      The player is a run's folder or a checkpoint, a replay, or an agent's name: random, or ppo and a2c as they are \
      before training. A run and a replay know their environment, so that it need not be named.

      Keys: p pause, n one step, r restart, + - faster and slower, o panel, [ ] position map of the next filter, \
      c screenshot, h help, q leave.

      Examples:
        rlcoord watch runs/minatar-breakout-ppo-seed1-1
        rlcoord watch arcade/pong random --tiles 9
        rlcoord watch minigrid/doorkey-8x8 ppo --render terminal
        rlcoord watch arcade-pong-1.replay --speed 2
      """)

  @Argument(
    help: ArgumentHelp(
      "An environment's name and a player, or a run's folder, checkpoint or replay alone.",
      valueName: "environment-or-player"),
    completion: .list(EnvironmentCatalog.names))
  var what: [String]

  @OptionGroup var episodeOptions: EpisodeOptions

  @Option(help: ArgumentHelp("Where to show it.", valueName: "where"))
  var render = ScreenKind.window

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Environments to show side by side. (default: 1)", valueName: "n"),
    transform: count)
  var tiles = 1

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Episodes to play. (default: without end)", valueName: "n"),
    transform: count)
  var episodes: Int?

  @OptionGroup var view: ViewOptions

  func run() throws {
    let request = try EpisodeRequest(what, seed: episodeOptions.seed)
    if let warning = request.levelWarning { Console.note("warning: \(warning)") }
    let file = try view.checkScreenshot()
    var source = try request.playback(worlds: tiles, episodes: episodes, isGreedy: episodeOptions.greedy)
    var viewer = Viewer(
      screen: try render.makeScreen(title: request.title), speed: view.speed, showsPanel: view.panel,
      keep: ViewOptions.keep)
    defer { viewer.close() }
    Interruption.watch()
    let end = try viewer.show(&source, shouldStop: { Interruption.isRequested }, status: { request.title })
    if let file, let picture = viewer.picture { try file.write(picture) }
    if end == .stopped { throw Failure.interrupted }
  }
}
