public import RLEnvironmentKit

/// An arcade game as an agent meets it: frames skipped, images stacked, actions that stick.
///
/// Observations are `[84, 84, stack]` bytes of luminance, or `[84, 84, 3 · stack]` of color, the oldest image first;
/// each image is the brighter of the last two frames of a step, and after a reset all show the first frame. One stream,
/// seeded once, gives sticky actions, idle starts and the game's own chances.
///
/// Source: Machado et al., "Revisiting the Arcade Learning Environment", 2018, sections 2 and 5; Mnih et al.,
/// "Human-level control through deep reinforcement learning", 2015, methods.
public struct ArcadeWorld<Game: ArcadeGame>: Environment {
  /// Shape, actions and limit; the name is `arcade/`, the game's, and the options that are not the defaults.
  public let spec: EnvironmentSpec
  private let options: ArcadeOptions
  private let actions: [ArcadeAction]
  /// The background for observations, shared by all copies.
  private let background: [ArcadeCanvas]

  private(set) var game = Game()
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)
  private var screen: ArcadeScreen
  /// What the last frame carried out.
  private var lastAction = ArcadeAction.nothing
  /// Steps of this episode.
  private var length = 0
  /// Whether the next reset continues this game, since the last episode ended by a lost life alone.
  private var goesOn = false

  /// Makes a world in the state that seed 0 and a reset give.
  public init(options: ArcadeOptions = ArcadeOptions()) {
    precondition((1...16).contains(options.frameSkip), "frame skip \(options.frameSkip) is outside 1 ... 16")
    precondition((1...8).contains(options.stack), "stack \(options.stack) is outside 1 ... 8")
    precondition((0...1).contains(options.stickyProbability), "sticky \(options.stickyProbability) is outside 0 ... 1")
    precondition((0...60).contains(options.noOps), "no-ops \(options.noOps) is outside 0 ... 60")
    precondition(options.stepLimit > 0, "step limit \(options.stepLimit)")
    self.options = options
    actions = Game.title.actions
    screen = ArcadeScreen(options: options)
    spec = EnvironmentSpec(
      name: "arcade/" + Game.title.name + options.suffix(), summary: Game.title.summary, observationShape: screen.shape,
      observationMaximum: 255, actionNames: Game.title.actions.map(\.name), stepLimit: options.stepLimit,
      stepsPerSecond: 60 / Double(options.frameSkip))
    var canvas = ArcadeCanvas(isGray: options.observation == .gray)
    Game.drawBackground(on: &canvas)
    background = [canvas]
    begin()
  }

  /// Restarts the stream; the next reset begins a new game.
  public mutating func seed(_ seed: UInt64) {
    random = Philox(seed: seed, lane: 0, purpose: .environments)
    goesOn = false
  }

  /// Starts a new game, or continues the current one where the last episode ended by a lost life alone.
  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    begin()
    screen.write(into: &observation)
  }

  private mutating func begin() {
    if !goesOn {
      game.start(random: &random)
      if options.noOps > 0 {
        for _ in 0..<random.below(options.noOps + 1) where !game.isOver { _ = game.advance(.nothing, random: &random) }
      }
      if game.isOver { game.start(random: &random) }
      lastAction = .nothing
    }
    goesOn = false
    length = 0
    var canvas = background[0]
    game.draw(on: &canvas)
    screen.fill(canvas)
  }

  /// Plays `frameSkip` frames, fewer where the game ends; once it has ended a step changes nothing.
  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    precondition(actions.indices.contains(action), "action \(action) is outside 0 ..< \(actions.count)")
    let livesBefore = game.lives
    var points = 0
    if !game.isOver {
      points = play(actions[action])
      length = min(length + 1, options.stepLimit)
    }
    screen.write(into: &observation)
    let isOver = game.isOver
    goesOn = !isOver && options.endsOnLifeLoss && game.lives < livesBefore
    return StepOutcome(
      reward: Double(options.clipsReward ? points.signum() : points), isTerminated: isOver || goesOn,
      isTruncated: !isOver && !goesOn && length == options.stepLimit)
  }

  /// Plays a step's frames and takes its image; the points earned.
  private mutating func play(_ chosen: ArcadeAction) -> Int {
    var points = 0
    var earlier = background[0]
    var isEarlierDrawn = false
    for frame in 1...options.frameSkip {
      if !sticks() { lastAction = chosen }
      points += game.advance(lastAction, random: &random)
      if game.isOver { break }
      if frame == options.frameSkip - 1 {
        game.draw(on: &earlier)
        isEarlierDrawn = true
      }
    }
    var later = background[0]
    game.draw(on: &later)
    if isEarlierDrawn { screen.push(earlier, later) } else { screen.push(later, later) }
    return points
  }

  private mutating func sticks() -> Bool {
    options.stickyProbability > 0 && Double(random.uniform()) < options.stickyProbability
  }

  /// See ``Environment/serialize(with:)``.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try random.serialize(with: &archive)
    try archive.serialize(&lastAction)
    if archive.isReading && !actions.contains(lastAction) {
      throw archive.refuse("the game has no action \(lastAction.name)")
    }
    try archive.serialize(&length, in: 0...options.stepLimit)
    try archive.serialize(&goesOn)
    try game.serialize(with: &archive)
    try screen.serialize(with: &archive)
    if archive.isReading && goesOn && (game.isOver || !options.endsOnLifeLoss) {
      throw archive.refuse("a lost game that continues")
    }
  }

  /// Draws the present frame in color, four picture pixels to a pixel: 336×336.
  public func draw(on picture: inout Picture) {
    var canvas = ArcadeCanvas(isGray: false)
    Game.drawBackground(on: &canvas)
    game.draw(on: &canvas)
    let (side, scale) = (ArcadeCanvas.side, 4)
    picture.resize(width: scale * side, height: scale * side)
    for y in 0..<side {
      for x in 0..<side {
        let color = ArcadeColor(rawValue: canvas[x, y]) ?? .black
        picture.fill(x: scale * x, y: scale * y, width: scale, height: scale, color.rgb)
      }
    }
  }
}
