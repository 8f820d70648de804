internal import RLEnvironmentKit
internal import Foundation

extension Level {
  /// Reads a level.
  ///
  /// - Parameters:
  ///   - bytes: of the file, UTF-8.
  ///   - name: what errors call the file, and the level's name.
  /// - Throws: the first thing that is wrong.
  public init(parsing bytes: [UInt8], name: String) throws(LevelError) {
    let text = try LevelText(bytes, file: name)
    let header = try LevelHeader(text)
    let map = try LevelMap(text, legend: header.legend)
    try map.check(goals: header.goals)

    self.name = name
    summary = header.summary ?? header.title ?? "A level of \(map.width)×\(map.height) cells."
    var options = MiniGridOptions()
    options.view = header.view
    self.options = options
    goals = header.goals
    reward = header.reward
    cells = map.cells
    starts = map.starts
    draws = map.draws
    let things = (map.cells + map.draws.map(\.cell)).map(\.object)
    let isHandy = things.contains { $0.isPortable || $0 == .door }
    layout = GridLayout(
      width: map.width, height: map.height, stepLimit: header.steps ?? 4 * map.width * map.height,
      isSeeThrough: header.isSeeThrough,
      actions: [.left, .right, .forward] + (isHandy ? [.pickup, .drop, .toggle] : []))
  }

  /// Reads a level from a file; its path is the level's name.
  public init(contentsOf path: String) throws(LevelError) {
    try self.init(parsing: Level.read(path), name: path)
  }

  /// The bytes of a level's file, of one that is too large only so many that it shows.
  static func read(_ path: String) throws(LevelError) -> [UInt8] {
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      // A little more than is allowed is enough to see that it is too much.
      return [UInt8](try file.read(upToCount: LevelText.sizeLimit + 1) ?? Data())
    } catch {
      throw LevelError(
        file: path, line: nil, column: nil, problem: .unreadable(reason: Level.reason(of: error)))
    }
  }

  /// The system's words, without Foundation's around them.
  private static func reason(of error: any Error) -> String {
    let error = error as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    return cause.localizedDescription.replacing("The operation could not be completed. ", with: "")
  }
}
