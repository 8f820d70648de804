internal import Foundation

#if canImport(Glibc)
  internal import Glibc
  private let stream = Int32(SOCK_STREAM.rawValue)
#elseif canImport(Musl)
  internal import Musl
  private let stream = SOCK_STREAM
#else
  internal import Darwin
  private let stream = SOCK_STREAM
#endif

/// Bytes on their way to another process, which may go away: that fails a writing, where a pipe would end the writer.
final class Outlet {
  /// For the other process to read; ours to close once it has it.
  let reader: FileHandle
  private let writer: Int32

  /// Nil where the system has no descriptors left.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, stream, 0, &ends) == 0 else { return nil }
    writer = ends[0]
    reader = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    // The other process would wait for ever for the end of what it holds open itself.
    _ = fcntl(writer, F_SETFD, FD_CLOEXEC)
    #if canImport(Darwin)
      var on: Int32 = 1
      unsafe setsockopt(writer, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  /// Signals the end to the reader.
  deinit { close(writer) }

  /// Hands over all bytes, waiting where it must.
  ///
  /// - Returns: whether the reader was there to the last.
  func write(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { unsafe hand(over: UnsafeRawBufferPointer(rebasing: $0[start...])) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  private func hand(over bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      unsafe send(writer, bytes.baseAddress, bytes.count, 0)
    #else
      unsafe send(writer, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #endif
  }
}
