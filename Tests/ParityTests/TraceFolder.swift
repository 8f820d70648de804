import Foundation

/// Where the reference traces lie: `RLCOORD_TRACES`, or beside the checkout in `shared/parity/traces`.
enum TraceFolder {
  /// What the user named, or nil.
  static let named = ProcessInfo.processInfo.environment["RLCOORD_TRACES"]

  /// The folder to read, whether or not it exists.
  static let url: URL = {
    if let named { return URL(fileURLWithPath: named, isDirectory: true) }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared/parity/traces", isDirectory: true)
  }()

  /// Traces are left out where nobody asked for them and there are none; CI asks for everything.
  static var isExpected: Bool {
    named != nil || ProcessInfo.processInfo.environment["RLCOORD_ALL_TESTS"] != nil
      || FileManager.default.fileExists(atPath: url.path)
  }

  /// Traces whose names begin with one of the prefixes, sorted; none where the folder is missing.
  static func files(prefixes: some Collection<String>) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { name in name.hasSuffix(".jsonl.gz") && prefixes.contains { name.hasPrefix($0) } }
      .sorted().map { url.appendingPathComponent($0) }
  }
}
