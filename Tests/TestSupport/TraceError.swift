/// Why a trace cannot be read.
public enum TraceError: Error, Equatable, CustomStringConvertible {
  /// `gzip -dc` could not be started or did not like the file.
  case notUnpacked(name: String, reason: String)
  /// A line is not of the format; lines count from 1.
  case malformed(name: String, line: Int, text: String)

  /// One line with file, place and what stands there.
  public var description: String {
    switch self {
    case .notUnpacked(let name, let reason): "\(name): cannot be unpacked with gzip -dc: \(reason)"
    case .malformed(let name, let line, let text): "\(name):\(line): not a line of a trace: \(text.prefix(60))"
    }
  }
}
