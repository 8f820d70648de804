/// A world an agent acts in: it shows pixels or planes, takes a discrete action, and answers with a reward.
///
/// A conforming type is a value: copying it copies the whole state, random stream included, so a copy stepped with
/// the same actions gives the same bytes.
public protocol Environment: Sendable {
  /// What an agent may know beforehand: shapes, actions, limits.
  var spec: EnvironmentSpec { get }

  /// Restarts the random stream from `seed`; takes effect on the state at the next ``reset(into:)``.
  mutating func seed(_ seed: UInt64)

  /// Starts an episode and writes its first observation.
  ///
  /// - Parameter observation: `[height, width, channels]`, row-major, of exactly `spec.observationShape`.
  mutating func reset(into observation: inout MutableSpan<UInt8>)

  /// Takes one step and writes the observation that follows it.
  ///
  /// - Parameters:
  ///   - action: an index into `spec.actionNames`.
  ///   - observation: as in ``reset(into:)``.
  /// - Precondition: `0 ..< spec.actionNames.count` contains `action`.
  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome

  /// Shows every part of the state that decides the future to an archive, always in the same order.
  ///
  /// What the options fix is not part of it: a state is restored into a world made with the same options.
  ///
  /// - Throws: ``StateError`` where a reading archive holds what this world can never be.
  mutating func serialize(with archive: inout StateArchive) throws(StateError)

  /// Draws what a person sees, whatever the agent observes; changes nothing of the world.
  ///
  /// - Parameter picture: resized to what the world needs; every pixel is overwritten.
  func draw(on picture: inout Picture)

  /// Draws what the agent sees; by default by the observation's shape alone.
  ///
  /// - Parameters:
  ///   - observation: the last one this world wrote.
  ///   - picture: resized to as few pixels as show all of it.
  func draw(observation: [UInt8], on picture: inout Picture)

  /// What a person sees, in characters; nil, as by default, for a world that is better shown in pixels.
  var glyphs: GlyphPicture? { get }
}

extension Environment {
  public func draw(observation: [UInt8], on picture: inout Picture) {
    let spec = spec
    picture.draw(observation: observation, shape: spec.observationShape, maximum: spec.observationMaximum)
  }

  public var glyphs: GlyphPicture? { nil }
}

extension Environment {
  /// The state as bytes, random stream included: restored into a world with the same options it continues the same way.
  public func save() -> [UInt8] {
    var copy = self
    var archive = StateArchive()
    // A writing archive refuses nothing.
    try? copy.serialize(with: &archive)
    return archive.collected
  }

  /// Takes over a state that ``save()`` gave.
  ///
  /// - Throws: ``StateError`` for bytes that are no state of this world, which then stays as it was.
  public mutating func restore(_ bytes: [UInt8]) throws(StateError) {
    var copy = self
    var archive = StateArchive(reading: bytes)
    try copy.serialize(with: &archive)
    try archive.finish()
    self = copy
  }
}
