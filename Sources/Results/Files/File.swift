#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system refused to do with a file, and its reason.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// What was tried, as in "cannot write".
  public let attempt: String
  public let path: String
  public let reason: String

  public var description: String { "cannot \(attempt) '\(path)': \(reason)" }

  /// The reason is what the last system call left behind.
  package init(_ attempt: String, _ path: String) {
    self.attempt = attempt
    self.path = path
    reason = unsafe String(cString: strerror(errno))
  }
}

/// An open file, closed when the last reference goes.
///
/// Here and nowhere else does this module make system calls, because Foundation's neither sync to the disk nor report
/// what the system's reason was.
package final class File {
  package let path: String
  let descriptor: Int32

  package enum Mode {
    /// An existing file.
    case reading
    /// A new file, or an old one emptied.
    case replacing
    /// A new file, or the end of an old one.
    case appending
    /// A new file, or an old one as it is.
    case updating

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY
      case .replacing: O_WRONLY | O_CREAT | O_TRUNC
      case .appending: O_WRONLY | O_CREAT | O_APPEND
      case .updating: O_RDWR | O_CREAT
      }
    }
  }

  package init(_ path: String, _ mode: Mode) throws(FileError) {
    self.path = path
    descriptor = unsafe open(path, mode.flags | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw FileError(mode.flags == O_RDONLY ? "read" : "write", path) }
  }

  deinit {
    // A process that is just being started from here has the file, too, until it becomes another program, and would
    // keep the lock that long.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Writes all bytes, handing them to the system before it returns.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { all in
        unsafe systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: all[start...]))
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw FileError("write", path) }
      start += written
    }
  }

  /// Reads to the end, or so many bytes.
  package func readAll(atMost limit: Int = .max) throws(FileError) -> [UInt8] {
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let wanted = min(buffer.count, limit - contents.count)
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, wanted) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileError("read", path) }
      if count == 0 { return contents }
      contents += buffer[..<count]
    }
  }

  /// Reads the last bytes, so many at most.
  func readEnd(_ count: Int) throws(FileError) -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 0, lseek(descriptor, off_t(max(0, size - count)), SEEK_SET) >= 0 else {
      throw FileError("read", path)
    }
    return try readAll(atMost: count)
  }

  /// Makes it empty.
  package func truncate() throws(FileError) {
    guard ftruncate(descriptor, 0) == 0 else { throw FileError("write", path) }
  }

  /// Takes the file for this process until it is closed.
  /// - Parameter isShared: whether others may have it at the same time who ask for no more.
  /// - Returns: whether it was free.
  package func lock(isShared: Bool = false) -> Bool { flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 }

  /// Waits until the bytes are on the disk.
  func synchronize() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError("write", path) }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}

extension File {
  /// Puts `bytes` in the place of a file in one step: whoever looks, now or after a crash, sees the old or the new.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let temporary = path + ".part"
    do throws(FileError) {
      let file = try File(temporary, .replacing)
      try file.write(bytes)
      try file.synchronize()
    } catch {
      unsafe unlink(temporary)
      throw FileError(attempt: error.attempt, path: path, reason: error.reason)
    }
    guard unsafe rename(temporary, path) == 0 else { throw FileError("write", path) }
    // The rename itself is on the disk only once the folder is.
    try? File(folder(of: path), .reading).synchronize()
  }

  /// Removes a file; one that is not there is as good as removed.
  package static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
  }

  /// Removes a folder; one that is not there, or not empty, is left.
  package static func removeFolder(_ path: String) throws(FileError) {
    guard unsafe rmdir(path) == 0 || [ENOENT, ENOTEMPTY, EEXIST].contains(errno) else {
      throw FileError("remove", path)
    }
  }

  /// Makes a folder and those above it. An existing one is left as it is.
  package static func makeFolder(_ path: String) throws(FileError) {
    if isFolder(path) { return }
    let parent = folder(of: path)
    if !exists(parent) { try makeFolder(parent) }
    guard unsafe mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) else {
      throw FileError("create the folder", path)
    }
  }

  /// Makes a folder in one that is there.
  /// - Returns: false where there is something of that name.
  package static func makeNewFolder(_ path: String) throws(FileError) -> Bool {
    if unsafe mkdir(path, 0o777) == 0 { return true }
    guard errno == EEXIST else { throw FileError("create the folder", path) }
    return false
  }

  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  package static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  /// Whether it is an ordinary file, not a folder, a device or a pipe.
  package static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The path without its last component: `.` for a bare name, `/` for what lies at the top.
  package static func folder(of path: String) -> String {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }
}

extension FileError {
  package init(attempt: String, path: String, reason: String) {
    self.attempt = attempt
    self.path = path
    self.reason = reason
  }
}
