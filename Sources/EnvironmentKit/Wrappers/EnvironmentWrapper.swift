/// A world made of another one: whatever a wrapper does not change, it hands on.
public protocol EnvironmentWrapper: Environment {
  associatedtype World: Environment
  /// The world inside.
  var world: World { get set }
}

extension EnvironmentWrapper {
  public var spec: EnvironmentSpec { world.spec }

  public mutating func seed(_ seed: UInt64) { world.seed(seed) }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) { world.reset(into: &observation) }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    world.step(action, into: &observation)
  }

  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try world.serialize(with: &archive)
  }

  public func draw(on picture: inout Picture) { world.draw(on: &picture) }

  public func draw(observation: [UInt8], on picture: inout Picture) {
    let spec = spec
    // A wrapper that changes observations leaves them no longer the world's own to draw.
    if spec.observationShape == world.spec.observationShape && spec.observationMaximum == world.spec.observationMaximum
    {
      world.draw(observation: observation, on: &picture)
    } else {
      picture.draw(observation: observation, shape: spec.observationShape, maximum: spec.observationMaximum)
    }
  }

  public var glyphs: GlyphPicture? { world.glyphs }
}
