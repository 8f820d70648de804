import Foundation
import TestSupport
import Testing

/// A disk of a few megabytes that a test may fill up or forbid to write.
struct SmallDisk {
  let path: String

  /// Whether a test can count on it: only the superuser may have one, and not everywhere. What is missing is a failure
  /// where all tests are wanted.
  static let isExpected: Bool = {
    if ProcessInfo.processInfo.environment["RLCOORD_ALL_TESTS"] != nil { return true }
    #if os(Linux)
      return (try? with(megabytes: 1) { _ in true }) ?? false
    #else
      return false
    #endif
  }()

  /// Lends a new one.
  static func with<R>(megabytes: Int, _ body: (SmallDisk) throws -> R) throws -> R {
    try withTemporaryFolder { folder in
      try system("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.path)
      defer { try? system("umount", "--lazy", folder.path) }
      return try body(SmallDisk(path: folder.path))
    }
  }

  /// Lets it be written no longer, or again.
  func forbidWriting(_ isForbidden: Bool) throws {
    // Processes that other tests are just starting may have a file of it open for a moment.
    for attempt in 0... {
      do { return try SmallDisk.system("mount", "-o", "remount,\(isForbidden ? "ro" : "rw")", path) } catch {
        if attempt == 50 { throw error }
        usleep(20_000)
      }
    }
  }

  private var ballast: String { path + "/ballast" }

  /// Leaves no room but so much.
  func fill(butFor bytes: Int = 0) throws {
    try Data().write(to: URL(filePath: ballast))
    let file = try #require(FileHandle(forWritingAtPath: ballast))
    // Byte for byte at the end, for some of the last page may be left.
    for size in [1 << 16, 1 << 12, 1] {
      while (try? file.write(contentsOf: Data(count: size))) != nil {}
    }
    let end = try file.offset()
    try file.truncate(atOffset: end > UInt64(bytes) ? end - UInt64(bytes) : 0)
    try file.close()
  }

  /// Makes room again.
  func empty() throws { try FileManager.default.removeItem(atPath: ballast) }

  private struct Refusal: Error {
    let command: [String]
  }

  private static func system(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Refusal(command: arguments) }
  }
}
