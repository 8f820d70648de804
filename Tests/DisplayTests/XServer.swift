#if SDL
  import RLEnvironmentKit
  import Foundation
  import Testing

  /// An X server without a screen, and the programs with which a test does there what a person does.
  final class XServer {
    private static let programs = ["Xvfb", "xdotool", "xwd"]

    /// Whether a test can count on it: what is missing is a failure where all tests are wanted.
    static var isExpected: Bool {
      let variables = ProcessInfo.processInfo.environment
      let folders = (variables["PATH"] ?? "").split(separator: ":")
      return variables["RLCOORD_ALL_TESTS"] != nil
        || programs.allSatisfy { program in
          folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
        }
    }

    private let process = Process()
    let display: String

    /// Starts one under a number that nobody else has.
    init() throws {
      let output = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["Xvfb", "-displayfd", "1", "-screen", "0", "900x800x24", "-nolisten", "tcp"]
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      // Dispatch's threads block this signal, and what they start inherits that: nothing would end the server.
      var (signals, before) = (sigset_t(), sigset_t())
      unsafe sigaddset(&signals, SIGTERM)
      unsafe pthread_sigmask(SIG_UNBLOCK, &signals, &before)
      defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
      try process.run()
      // The number comes when the server is ready, or the output ends with it.
      let number = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      display = ":" + number.trimmingCharacters(in: .whitespacesAndNewlines)
      try #require(display.count > 1, "Xvfb does not start")
    }

    func stop() {
      process.terminate()
      process.waitUntilExit()
    }
  }

  /// A display with a window of this process in it.
  struct Desktop {
    private let window: String

    /// - Parameter title: of the window to do everything with.
    init(windowTitled title: String) throws {
      let found = try Desktop.output("xdotool", "search", "--onlyvisible", "--name", "^\(title)$")
      window = String(decoding: found, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      // No window manager does it.
      _ = try Desktop.output("xdotool", "windowfocus", "--sync", window)
    }

    /// Presses a key and does not let it go.
    func press(_ key: String) throws { _ = try Desktop.output("xdotool", "keydown", key) }

    func release(_ key: String) throws { _ = try Desktop.output("xdotool", "keyup", key) }

    /// Takes the window from the screen.
    func hide() throws { _ = try Desktop.output("xdotool", "windowunmap", "--sync", window) }

    func resize(width: Int, height: Int) throws {
      _ = try Desktop.output("xdotool", "windowsize", "--sync", window, "\(width)", "\(height)")
    }

    /// What is to be seen where the window is.
    func screenshot() throws -> Picture {
      let text = String(decoding: try Desktop.output("xdotool", "getwindowgeometry", "--shell", window), as: UTF8.self)
      func number(_ name: String) throws -> Int {
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name)=") })
        return try #require(Int(line.dropFirst(name.count + 1)))
      }
      return try Picture(
        windowDump: try Desktop.output("xwd", "-root", "-silent"), x: try number("X"), y: try number("Y"),
        width: try number("WIDTH"), height: try number("HEIGHT"))
    }

    private static func output(_ words: String...) throws -> [UInt8] {
      let (process, output) = (Process(), Pipe())
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = words
      process.standardOutput = output
      try process.run()
      let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "\(words.joined(separator: " ")) fails")
      return bytes
    }
  }

  extension Picture {
    /// Reads an area of the screen that `xwd` wrote down, with its pixels' blue first.
    init(windowDump bytes: [UInt8], x: Int, y: Int, width: Int, height: Int) throws {
      func header(_ index: Int) -> Int { bytes[index * 4..<index * 4 + 4].reduce(0) { $0 << 8 | Int($1) } }
      try #require(bytes.count > 100 && header(1) == 7)
      // Three where windows have other kinds of colors than the screen, else four.
      let size = header(11) / 8
      try #require(header(7) == 0 && header(14) == 0xFF0000 && (3...4).contains(size))
      // After the header and its name comes a table of colors, which such a screen does not use.
      let start = header(0) + header(19) * 12
      let pitch = header(12)
      try #require(x >= 0 && y >= 0 && x + width <= header(4) && y + height <= header(5))
      try #require(bytes.count == start + header(5) * pitch)
      self.init(width: width, height: height)
      withBytes { pixels in
        for place in 0..<width * height {
          let from = start + (y + place / width) * pitch + (x + place % width) * size
          for channel in 0..<3 { pixels[place * 3 + channel] = bytes[from + 2 - channel] }
        }
      }
    }
  }
#endif
