internal import RLResults

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to write a run: one process has it at a time.
///
/// The system takes it back when the process ends, however it ends, so a lock is never stale; the file that remains
/// means nothing by itself.
final class RunLock {
  private let file: File

  /// - Throws: ``RunFolderError/inUse(_:process:)`` where another has it, ``FileError``.
  init(_ folder: RunFolder) throws {
    file = try File(folder.lockPath, .updating)
    // Whoever only looks holds it for a moment.
    for attempt in 0..<20 {
      if file.lock() { break }
      if attempt == 19 { throw RunFolderError.inUse(folder.path, process: RunLock.holder(of: folder)) }
      usleep(5_000)
    }
    try file.truncate()
    try file.write(Array("\(getpid())\n".utf8))
  }

  /// Whether a process is writing the run now.
  static func isHeld(_ folder: RunFolder) -> Bool {
    guard let file = try? File(folder.lockPath, .reading) else { return false }
    return !file.lock(isShared: true)
  }

  /// The number of the process that took it last; nil where the file has none.
  static func holder(of folder: RunFolder) -> Int? {
    guard let bytes = try? File(folder.lockPath, .reading).readAll(atMost: 100) else { return nil }
    let number = Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    return number.flatMap { $0 > 0 ? Int($0) : nil }
  }
}
