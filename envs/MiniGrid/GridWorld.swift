public import RLEnvironmentKit

/// A grid world an agent moves about in, seeing a square ahead of it; what it is about is its rules'.
///
/// Source: behavior of the Python package minigrid 3.2.0, which worlds of ``MiniGrid`` repeat seed for seed.
public struct GridWorld<Rules: GridRules>: GridEnvironment {
  /// Shapes, actions, limit.
  public let spec: EnvironmentSpec
  /// The map and the agent on it.
  public private(set) var scene: GridScene
  /// What the world is about.
  public private(set) var rules: Rules
  private let options: MiniGridOptions
  private let actions: [GridAction]
  private let isSeeThrough: Bool
  /// Room for what pictures are made of, where the observation is one.
  private var codes: [UInt8] = []
  private var seen: [Bool] = []

  /// Makes a world in the state that seed 0 and a reset give.
  ///
  /// - Parameters:
  ///   - name: `family/name[-size]`, lower case.
  ///   - summary: one line for a person.
  ///   - defaults: the options that the name omits.
  public init(
    _ rules: Rules, name: String, summary: String, options: MiniGridOptions = MiniGridOptions(),
    defaults: MiniGridOptions = MiniGridOptions()
  ) {
    precondition(
      options.viewSize % 2 == 1 && (3...GridSight.maximum).contains(options.viewSize),
      "a view of \(options.viewSize) cells a side is not odd and in 3 ... \(GridSight.maximum)")
    let layout = rules.layout
    self.rules = rules
    self.options = options
    actions = layout.actions
    isSeeThrough = layout.isSeeThrough
    scene = GridScene(
      width: layout.width, height: layout.height, stepLimit: layout.stepLimit, sight: options.viewSize - 1)
    spec = EnvironmentSpec(
      name: name + options.suffix(from: defaults), summary: summary, observationShape: options.shape(of: layout),
      observationMaximum: options.view.maximum, actionNames: layout.actions.map(\.name), stepLimit: layout.stepLimit,
      stepsPerSecond: 6)
    if options.view == .rgbPartial { codes = scene.roomForView(size: options.viewSize) }
    if options.view == .rgb { (codes, seen) = scene.roomForMap() }
    begin()
  }

  /// The mission of this episode.
  public var mission: String { rules.mission }

  /// Restarts the random stream, as the package's `reset(seed:)` does.
  public mutating func seed(_ seed: UInt64) { scene.generator = NumPyGenerator(seed: seed) }

  /// Makes a new map from where the random stream stands.
  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    begin()
    write(into: &observation)
  }

  /// Takes one step. As in the package an episode may be terminated and truncated at once, and stepping may continue after it.
  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    precondition(actions.indices.contains(action), "action \(action) is outside 0 ..< \(actions.count)")
    let outcome = rules.step(actions[action], in: &scene)
    write(into: &observation)
    return outcome
  }

  /// Scene and what the rules remember.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try scene.serialize(with: &archive)
    try rules.serialize(with: &archive, in: scene)
  }

  /// The whole map, a square of 32×32 pixels for each cell, those the agent sees in a brighter light.
  public func draw(on picture: inout Picture) {
    drawMap(.displayed, on: &picture)
  }

  private func drawMap(_ atlas: TileAtlas, on picture: inout Picture) {
    picture.resize(width: scene.grid.width * atlas.size, height: scene.grid.height * atlas.size)
    var (codes, seen) = scene.roomForMap()
    picture.withBytes { pixels in
      scene.drawMap(
        size: options.viewSize, isSeeThrough: isSeeThrough, atlas: atlas, codes: &codes, seen: &seen, into: &pixels)
    }
  }

  /// What the agent sees in tiles of 8×8 pixels, whatever the form of its observation.
  public func draw(observation: [UInt8], on picture: inout Picture) {
    let atlas = TileAtlas.observed
    switch options.view {
    case .partial, .oneHot, .rgbPartial:
      picture.resize(width: options.viewSize * atlas.size, height: options.viewSize * atlas.size)
      var codes = scene.roomForView(size: options.viewSize)
      picture.withBytes { pixels in
        scene.drawView(
          size: options.viewSize, isSeeThrough: isSeeThrough, atlas: atlas, codes: &codes, into: &pixels)
      }
    case .full, .rgb: drawMap(atlas, on: &picture)
    }
  }

  /// The whole map.
  public var glyphs: GlyphPicture? { scene.glyphs() }

  private mutating func begin() {
    scene.clear()
    rules.generate(&scene)
  }

  private mutating func write(into observation: inout MutableSpan<UInt8>) {
    switch options.view {
    case .partial: scene.writeView(size: options.viewSize, isSeeThrough: isSeeThrough, into: &observation)
    case .oneHot: scene.writeOneHotView(size: options.viewSize, isSeeThrough: isSeeThrough, into: &observation)
    case .full: scene.writeMap(into: &observation)
    case .rgbPartial:
      scene.drawView(
        size: options.viewSize, isSeeThrough: isSeeThrough, atlas: .observed, codes: &codes, into: &observation)
    case .rgb:
      scene.drawMap(
        size: options.viewSize, isSeeThrough: isSeeThrough, atlas: .observed, codes: &codes, seen: &seen,
        into: &observation)
    }
  }
}
