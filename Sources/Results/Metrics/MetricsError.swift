/// Why a file of metrics cannot be read.
public struct MetricsError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Error, Equatable {
    case unreadable(FileError)
    case tooLong
    case longLine
    case notUTF8
    case notNumbers
    /// A name stands there twice, or is written with an escape.
    case doubtfulNames
    case noSteps
    case descending(from: Int, to: Int)
  }

  public let path: String
  /// Counted from 1; nil where it is the file as a whole.
  public let line: Int?
  public let problem: Problem

  /// In bytes. A run writes about a thousand lines, of a few hundred bytes each.
  static let greatestFile = 64 << 20
  static let greatestLine = 64 << 10

  public init(path: String, line: Int?, problem: Problem) {
    self.path = path
    self.line = line
    self.problem = problem
  }

  public var description: String {
    let place = line.map { "'\(path)', line \($0):" } ?? "'\(path)'"
    return switch problem {
    case .unreadable(let error): error.description
    case .tooLong: "\(place) is longer than \(MetricsError.greatestFile >> 20) MiB, which no run's metrics are"
    case .longLine: "\(place) it has more than \(MetricsError.greatestLine >> 10) KiB, which no line of metrics has"
    case .notUTF8: "\(place) it is not UTF-8 text"
    case .notNumbers: "\(place) it is not a JSON object of numbers, such as {\"steps\":2048,\"meanReturn\":0.5}"
    case .doubtfulNames: "\(place) a name stands there twice or is written with an escape"
    case .noSteps: "\(place) it has no 'steps' that is a count"
    case .descending(let from, let to): "\(place) its steps are \(to), fewer than the \(from) of the line before"
    }
  }
}
