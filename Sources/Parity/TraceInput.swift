import Foundation

/// The lines of a file, of a gzipped file (`.gz`) or of standard input (`-`).
final class TraceInput {
  private let handle: FileHandle
  private let gzip: Process?
  private let complaints = Pipe()
  private var buffer: [UInt8] = []
  private var position = 0

  init(_ path: String) throws(TraceProblem) {
    if path == "-" {
      (handle, gzip) = (.standardInput, nil)
      return
    }
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      guard path.hasSuffix(".gz") else {
        (handle, gzip) = (file, nil)
        return
      }
    } catch {
      throw .unreadable(reason: reason(of: error))
    }
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", "--", path]
    process.standardOutput = output
    process.standardError = complaints
    do { try process.run() } catch { throw .notUnpacked(reason: reason(of: error)) }
    (handle, gzip) = (output.fileHandleForReading, process)
  }

  deinit {
    // One that is still unpacking has lost its reader.
    if let gzip, gzip.isRunning { gzip.terminate() }
  }

  /// The next line without its end, or nil where there is none.
  func next() throws(TraceProblem) -> ArraySlice<UInt8>? {
    while true {
      if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return buffer[position..<end]
      }
      let rest = buffer[position...]
      let more = try read()
      if more.isEmpty {
        position = buffer.count
        return rest.isEmpty ? nil : rest
      }
      buffer = Array(rest) + more
      position = 0
    }
  }

  private func read() throws(TraceProblem) -> Data {
    let data: Data?
    do { data = try handle.read(upToCount: 1 << 18) } catch {
      throw .unreadable(reason: reason(of: error))
    }
    if let data, !data.isEmpty { return data }
    if let gzip {
      // Its complaints are short: they never fill the pipe, so that output could be read to its end first.
      let text = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      gzip.waitUntilExit()
      if gzip.terminationStatus != 0 {
        throw .notUnpacked(reason: text.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    return Data()
  }
}

/// The system's message, where Foundation kept it.
private func reason(of error: any Error) -> String {
  let error = error as NSError
  let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
  guard cause.domain == NSPOSIXErrorDomain else { return error.localizedDescription }
  return unsafe String(cString: strerror(Int32(cause.code)))
}
