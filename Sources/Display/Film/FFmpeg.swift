internal import Foundation

/// A run of ffmpeg.
final class FFmpeg {
  private let process = Process()
  private var outlet: Outlet?
  /// Its messages. A file, since it would block on a pipe that is not read.
  private let messages: FileHandle
  private let messagesPath: String

  /// Why a run came to nothing, in a line.
  struct Failure: Error {
    let reason: String
  }

  /// The first of that name in a list of folders.
  static func path(in folders: String) -> String? {
    folders.split(separator: ":").map { $0 + "/ffmpeg" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - takesInput: whether it reads from ``write(_:)``.
  init(_ program: String, _ arguments: [String], takesInput: Bool) throws(Failure) {
    let file = FileManager.default.temporaryDirectory.appending(path: "rlcoord-\(UUID().uuidString)")
    messagesPath = file.path
    guard FileManager.default.createFile(atPath: messagesPath, contents: nil),
      let messages = FileHandle(forUpdatingAtPath: messagesPath)
    else { throw Failure(reason: "'\(messagesPath)' cannot be written") }
    self.messages = messages
    // Open, but no longer in its folder: it goes when it is closed.
    try? FileManager.default.removeItem(at: file)
    outlet = takesInput ? Outlet() : nil
    process.executableURL = URL(filePath: program)
    process.arguments = ["-nostdin", "-hide_banner", "-loglevel", "error"] + arguments
    process.standardInput = outlet?.reader ?? FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = messages
    do { try process.run() } catch { throw Failure(reason: "it does not start") }
    try? outlet?.reader.close()
  }

  /// Hands bytes to its standard input.
  ///
  /// - Returns: false when it does not take them, ``finish()`` then reports why.
  func write(_ bytes: [UInt8]) -> Bool { outlet?.write(bytes) ?? false }

  /// Ends its input and waits until it is done.
  func finish() throws(Failure) {
    outlet = nil
    process.waitUntilExit()
    if process.terminationReason == .exit && process.terminationStatus == 0 { return }
    try? messages.seek(toOffset: 0)
    let text = String(decoding: (try? messages.readToEnd()) ?? Data(), as: UTF8.self)
    let last = text.split(whereSeparator: \.isNewline).last { $0.contains { !$0.isWhitespace } }
    throw Failure(reason: last.map(String.init) ?? "nothing, but it ended with status \(process.terminationStatus)")
  }

  /// Stops it at once.
  func stop() {
    outlet = nil
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }
}
