import Foundation
import Testing
import TestSupport

/// The built `rlcoord`, run as a person runs it.
struct Tool {
  /// What a finished process left.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// No test depends on the width of a terminal, and none opens a window.
  private static let unset = ["COLUMNS", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR"]

  /// Where relative paths start.
  let folder: URL

  /// Lends the tool with an empty folder to work in.
  static func inEmptyFolder<R>(_ body: (Tool) throws -> R) throws -> R {
    try withTemporaryFolder { try body(Tool(folder: $0)) }
  }

  /// Starts a process whose streams go to files, so that neither can fill up and stop it.
  ///
  /// - Parameter columns: of the terminal; nil where there is none.
  func start(_ arguments: [String], columns: Int? = nil) throws -> Process {
    let process = try prepared(arguments)
    process.environment?["COLUMNS"] = columns.map { String($0) }
    try process.run()
    return process
  }

  private func prepared(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = try Tool.executable()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.filter { !Tool.unset.contains($0.key) }
      .merging(["TERM": "xterm-256color", "COLORTERM": "truecolor"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try stream("output.log")
    process.standardError = try stream("errors.log")
    return process
  }

  /// Waits until something is so, or the process has ended: on a busy machine either may take long.
  func wait(for process: Process, until isSo: () -> Bool) {
    while process.isRunning, !isSo() { Thread.sleep(forTimeInterval: 0.001) }
  }

  /// Waits until a run has written its first line of metrics.
  func awaitTraining(in run: String, by process: Process) {
    let metrics = folder.appending(path: run + "/metrics.jsonl")
    wait(for: process) { (try? String(contentsOf: metrics, encoding: .utf8))?.contains("\n") == true }
  }

  /// What a process has written so far.
  var output: String { (try? String(contentsOf: log("output.log"), encoding: .utf8)) ?? "" }

  /// And to standard error.
  var errors: String { (try? String(contentsOf: log("errors.log"), encoding: .utf8)) ?? "" }

  /// Waits for a process and reads what it said.
  func finish(_ process: Process) throws -> Outcome {
    process.waitUntilExit()
    defer { for name in ["output.log", "errors.log"] { try? FileManager.default.removeItem(at: log(name)) } }
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: log("output.log"), encoding: .utf8),
      errors: try String(contentsOf: log("errors.log"), encoding: .utf8))
  }

  /// Gives a program a terminal; part of every Linux, though others have another one of that name.
  private static let terminalMaker = URL(filePath: "/usr/bin/script")

  /// Whether ``inTerminal(_:typing:until:)`` works here.
  static var hasTerminals: Bool {
    #if os(Linux)
      FileManager.default.isExecutableFile(atPath: terminalMaker.path)
    #else
      false
    #endif
  }

  /// Runs in a terminal of its own, types there until the program has said something, and waits.
  ///
  /// Typed again and again, since a program that takes over a terminal drops what was typed before.
  func inTerminal(_ arguments: [String], typing text: String, until answer: String) throws -> Outcome {
    let process = try prepared(arguments)
    let words = ([process.executableURL?.path ?? ""] + arguments).map { "'" + $0 + "'" }
    process.executableURL = Tool.terminalMaker
    process.arguments = ["--quiet", "--return", "--command", words.joined(separator: " "), "/dev/null"]
    let keyboard = Pipe()
    process.standardInput = keyboard
    try process.run()
    while process.isRunning, !output.contains(answer) {
      Thread.sleep(forTimeInterval: 0.5)
      try keyboard.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }
    return try finish(process)
  }

  /// Runs with the arguments and waits.
  func callAsFunction(_ arguments: String...) throws -> Outcome { try finish(start(arguments)) }

  /// Names of all that is in the folder, at any depth.
  var contents: [String] {
    get throws { try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() }
  }

  /// Beside the folder, so that logs are not part of its contents.
  private func log(_ name: String) -> URL {
    folder.deletingLastPathComponent().appending(path: folder.lastPathComponent + "-" + name)
  }

  private func stream(_ name: String) throws -> FileHandle {
    try Data().write(to: log(name))
    return try FileHandle(forWritingTo: log(name))
  }

  /// The product that was built with these tests: in the folder of the test runner or of its bundle.
  private static func executable() throws -> URL {
    let runner = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let bundle = Bundle.main.bundleURL
    let folders = [runner.deletingLastPathComponent(), bundle, bundle.deletingLastPathComponent()]
    let tool = folders.map { $0.appending(path: "rlcoord") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return try #require(tool, "no rlcoord beside \(runner.path)")
  }
}
