extension MetricsLine {
  /// Reads a whole file of metrics. A last line without an end is left out: its writer was killed while at it.
  /// - Returns: the lines; their steps never descend.
  public static func read(_ path: String) throws(MetricsError) -> [MetricsLine] {
    try places(in: contents(of: path), path: path).map(\.line)
  }

  /// The last whole line of a file, read from its end alone; nil where there is none.
  public static func last(_ path: String) throws(MetricsError) -> MetricsLine? {
    let end: [UInt8]
    do { end = try File(path, .reading).readEnd(2 * MetricsError.greatestLine) } catch {
      throw MetricsError(path: path, line: nil, problem: .unreadable(error))
    }
    let lines = end.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    guard let last = lines.last else { return nil }
    do throws(MetricsError.Problem) { return try MetricsLine(parsing: last) } catch {
      throw MetricsError(path: path, line: nil, problem: error)
    }
  }

  /// Cuts a file of metrics to the lines with at most so many steps, in one step; whoever looks sees the old or the new.
  ///
  /// A file that is not there has no lines, and is not made.
  /// - Returns: the lines that are left.
  @discardableResult
  public static func cut(_ path: String, after steps: Int) throws(MetricsError) -> [MetricsLine] {
    guard File.exists(path) else { return [] }
    let contents = try contents(of: path)
    let kept = try places(in: contents, path: path).prefix { $0.line.steps <= steps }
    let end = kept.last?.end ?? 0
    if end < contents.count {
      do { try File.replace(path, with: Array(contents[..<end])) } catch {
        throw MetricsError(path: path, line: nil, problem: .unreadable(error))
      }
    }
    return kept.map(\.line)
  }

  private static func contents(of path: String) throws(MetricsError) -> [UInt8] {
    let contents: [UInt8]
    do { contents = try File(path, .reading).readAll(atMost: MetricsError.greatestFile + 1) } catch {
      throw MetricsError(path: path, line: nil, problem: .unreadable(error))
    }
    guard contents.count <= MetricsError.greatestFile else {
      throw MetricsError(path: path, line: nil, problem: .tooLong)
    }
    return contents
  }

  /// The whole lines of a file, each with the place after its end.
  /// - Parameter path: what errors call the file.
  static func places(in contents: [UInt8], path: String) throws(MetricsError) -> [(line: MetricsLine, end: Int)] {
    var places: [(line: MetricsLine, end: Int)] = []
    var start = 0
    while let end = contents[start...].firstIndex(of: UInt8(ascii: "\n")) {
      do throws(MetricsError.Problem) {
        let line = try MetricsLine(parsing: contents[start..<end])
        if let last = places.last?.line.steps, last > line.steps { throw .descending(from: last, to: line.steps) }
        places.append((line, end + 1))
      } catch { throw MetricsError(path: path, line: places.count + 1, problem: error) }
      start = end + 1
    }
    return places
  }
}
