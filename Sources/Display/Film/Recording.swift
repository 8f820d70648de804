public import RLEnvironmentKit

/// Records what happens in a source of moments, at its pace: as a film, or as a picture of its last step.
public struct Recording {
  /// What a recording's name may end in.
  public static let endings = FilmFormat.allCases.map(\.rawValue) + ["png"]
  /// Pictures a second, at most.
  private static let greatestRate = 60.0

  private enum Medium {
    case film(Film)
    case picture(PictureFile)
  }

  private let medium: Medium
  private let notes: Notes
  private let stepsPerSecond: Double
  private var stage = Stage()
  private var size = (width: 0, height: 0)
  private var frames = 0
  private var steps = 0

  /// Looks whether there can be a recording, before anything is played.
  ///
  /// - Parameters:
  ///   - path: ends in one of ``endings``.
  ///   - stepsPerSecond: the pace; where a film cannot have as many pictures, it leaves some out.
  ///   - showsPanel: whether return, policy and observation are shown beside the world.
  /// - Throws: ``FilmError``, ``PictureFileError``.
  public init(_ path: String, stepsPerSecond: Double, showsPanel: Bool) throws {
    medium =
      if path.lowercased().hasSuffix(".png") {
        .picture(try PictureFile(path))
      } else {
        .film(try Film(path, framesPerSecond: min(stepsPerSecond, Recording.greatestRate)))
      }
    self.stepsPerSecond = stepsPerSecond
    var notes = Notes()
    notes.showsPanel = showsPanel
    self.notes = notes
  }

  /// Steps that make a good recording: of a film a minute at ten a second, and enough to be under way before a picture.
  public var usualSteps: Int {
    if case .film = medium { 600 } else { 100 }
  }

  /// Plays the source and records it.
  ///
  /// - Parameters:
  ///   - limit: steps after which it ends, where the source does not end before.
  ///   - shouldStop: asked before every step; what was recorded until then is kept.
  /// - Throws: ``FilmError``, ``PictureFileError``, and what the source throws.
  public mutating func record(
    _ source: inout some MomentSource, steps limit: Int, shouldStop: () -> Bool = { false }
  ) throws {
    var (time, due) = (0.0, 0.0)
    while true {
      let isEnd = source.moments.allSatisfy(\.isOver)
      time += 1 / stepsPerSecond + (isEnd ? Viewer.lingering : 0)
      if case .film(let film) = medium, due < time {
        let picture = compose(source.moments)
        while due < time {
          try film.add(picture)
          frames += 1
          due += 1 / film.framesPerSecond
        }
      }
      if steps == limit || source.isFinished || shouldStop() { break }
      try source.advance(nil)
      if source.isFinished { break }
      steps += 1
    }
    switch medium {
    case .film(let film): try film.finish()
    case .picture(let file): try file.write(compose(source.moments))
    }
  }

  private mutating func compose(_ moments: [Moment]) -> Picture {
    let picture = stage.compose(moments, notes)
    size = (picture.width, picture.height)
    return picture
  }

  /// What was recorded, in words.
  public var summary: String {
    let count = "\(steps) step\(steps == 1 ? "" : "s"), \(size.width)×\(size.height)"
    guard case .film(let film) = medium else { return count }
    let tenths = Int((Double(frames) / film.framesPerSecond * 10).rounded())
    return "\(count), \(tenths / 10).\(tenths % 10) s"
  }
}
