/// Repeats traces of the Python packages in our worlds and finds the first difference of each.
public struct ParityCheck: Sendable {
  /// The first thing in a trace that was not repeated.
  public struct Difference: Sendable, Equatable, CustomStringConvertible {
    /// The file, or `standard input`.
    public let name: String
    /// In the file, from 1.
    public let line: Int
    /// The world's designator.
    public let world: String
    public let seed: UInt64
    /// Steps taken.
    public let step: Int
    /// What differs, and how.
    public let what: String

    public var description: String { "\(name):\(line): \(world), seed \(seed), step \(step): \(what)" }
  }

  /// Traces replayed.
  public private(set) var traces = 0
  /// Steps in them.
  public private(set) var steps = 0
  /// Traces with a difference.
  public private(set) var differing = 0

  public init() {}

  /// Replays every trace of a file, one after another.
  ///
  /// - Parameters:
  ///   - path: of JSON lines; gzipped where it ends in `.gz`; `-` for standard input.
  ///   - report: receives the first difference of each trace when it is found.
  /// - Throws: ``TraceError`` where the file is not a trace; what was counted before stays.
  public mutating func replay(_ path: String, report: (Difference) -> Void) throws(TraceError) {
    let name = path == "-" ? "standard input" : path
    var number = 0
    do throws(TraceProblem) {
      let input = try TraceInput(path)
      var replay: TraceReplay?
      while let bytes = try input.next() {
        number += 1
        let line = TraceLine(bytes)
        if case .header(let header) = line {
          try replay?.finish()
          replay = try TraceReplay(header)
          traces += 1
        }
        guard let line, replay != nil else { throw .malformed(text: String(decoding: bytes, as: UTF8.self)) }
        if case .step = line { steps += 1 }
        if let what = try replay?.follow(line), let replay {
          differing += 1
          report(
            Difference(
              name: name, line: number, world: replay.header.world, seed: replay.header.seed, step: replay.steps,
              what: what))
        }
      }
      if number == 0 { throw .empty }
      try replay?.finish()
    } catch {
      throw TraceError(name: name, line: number == 0 ? nil : number, problem: error)
    }
  }
}
