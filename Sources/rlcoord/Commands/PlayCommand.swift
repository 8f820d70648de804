import ArgumentParser
import RLDisplay
import RLEnvironmentKit
import RLEnvironments
internal import RLResults
import RLRuns

/// `rlcoord play`: a person at play.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play an environment yourself.",
    discussion: """
      Arrows or W A S D move, space fires or opens doors, e picks up and f drops; digits take the actions by their \
      numbers. A game controller works too. Games advance by themselves, at every frame; grid worlds wait for you. \
      h shows all keys.

      Every game is kept as a replay, which `rlcoord watch` shows again and `rlcoord record` makes a film of.

      Examples:
        rlcoord play arcade/muncher
        rlcoord play minigrid/doorkey-8x8 --keys pickup=x,drop=y
        rlcoord play minatar/breakout --speed 0.5 --render terminal
      """)

  @Argument(help: "A name from `rlcoord list environments`.", completion: .list(EnvironmentCatalog.names))
  var environment: String

  @Option(
    name: [.short, .long], help: ArgumentHelp("Seed of the games. (default: a new one every time)", valueName: "s"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Other keys for actions, such as fire=x,up=k.", valueName: "changes"))
  var keys = ""

  @Option(help: ArgumentHelp("Where to show it.", valueName: "where"))
  var render = ScreenKind.window

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where to keep the game. (default: a new file in \(ReplayPlace.usualFolder))", valueName: "file.replay"),
    completion: .file(extensions: ["replay"]))
  var out: String?

  @OptionGroup var view: ViewOptions

  func run() throws {
    let entry = try Names.environment(environment).atEveryFrame
    let controls = try Controls(of: entry.spec, changes: keys)
    let place = try ReplayPlace(out, environment: entry.name)
    let file = try view.checkScreenshot()
    var games = try SavedGames(of: entry, seed: seed ?? .random(in: 0...UInt64(UInt32.max)), place: place)
    var viewer = Viewer(
      screen: try render.makeScreen(title: environment), controls: controls, speed: view.speed, showsPanel: view.panel,
      pictureRate: 60, keep: ViewOptions.keep)
    defer { viewer.close() }
    Interruption.watch()
    let end = try viewer.show(&games, shouldStop: { Interruption.isRequested }, status: { environment })
    if let file, let picture = viewer.picture { try file.write(picture) }
    viewer.close()
    try games.leave()
    for game in games.games {
      Console.print("return \(game.episodeReturn.fixed(1)) in \(game.steps.grouped) steps: rlcoord watch \(game.path)")
    }
    if end == .stopped { throw Failure.interrupted }
  }
}
