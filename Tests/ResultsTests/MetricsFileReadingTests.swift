import Foundation
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct MetricsFileReadingTests {
  static let whole = "{\"steps\":8,\"a\":0.10}\n{\"steps\":16,\"a\":null}\n{\"steps\":16}\n"

  /// Puts text into a file, and hands over its path.
  private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder throws in
      let path = folder.path + "/metrics.jsonl"
      try Data(text.utf8).write(to: URL(filePath: path))
      try body(path)
    }
  }

  @Test func `a file is read line by line`() throws {
    try withFile(Self.whole) { path throws in
      let lines = try MetricsLine.read(path)
      #expect(lines.map(\.steps) == [8, 16, 16])
      #expect(lines[0]["a"] == 0.1)
    }
    try withFile("") { path throws in #expect(try MetricsLine.read(path).isEmpty) }
  }

  @Test(arguments: ["{", "{\"steps\":24", "{\"steps\":24}", "\u{FFFD}"])
  func `a last line whose writer was killed is left out`(rest: String) throws {
    try withFile(Self.whole + rest) { path throws in
      #expect(try MetricsLine.read(path).count == 3)
      #expect(try MetricsLine.cut(path, after: 99).count == 3)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.whole)
    }
  }

  @Test func `a damaged line is named by its number`() throws {
    try withFile("{\"steps\":8}\n\n{\"steps\":16}\n") { path throws in
      #expect(throws: MetricsError(path: path, line: 2, problem: .notNumbers)) { try MetricsLine.read(path) }
    }
    try withFile("{\"steps\":8}\n{\"steps\":4}\n") { path throws in
      #expect(throws: MetricsError(path: path, line: 2, problem: .descending(from: 8, to: 4))) {
        try MetricsLine.read(path)
      }
    }
  }

  @Test(arguments: [(0, 0), (7, 0), (8, 1), (15, 1), (16, 3), (17, 3)])
  func `a file is cut to its steps and keeps its bytes`(steps: Int, count: Int) throws {
    try withFile(Self.whole) { path throws in
      #expect(try MetricsLine.cut(path, after: steps).count == count)
      let kept = Self.whole.split(separator: "\n").prefix(count).map { $0 + "\n" }.joined()
      #expect(try String(contentsOfFile: path, encoding: .utf8) == kept)
    }
  }

  @Test func `what is damaged is not cut`() throws {
    try withFile(Self.whole + "x\n") { path throws in
      #expect(throws: MetricsError(path: path, line: 4, problem: .notNumbers)) { try MetricsLine.cut(path, after: 8) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.whole + "x\n")
    }
  }

  @Test func `a file that is not there has no lines to cut, but cannot be read`() throws {
    try withTemporaryFolder { folder throws in
      let path = folder.path + "/evaluations.jsonl"
      #expect(try MetricsLine.cut(path, after: 8).isEmpty)
      #expect(!FileManager.default.fileExists(atPath: path))
      let missing = FileError(attempt: "read", path: path, reason: "No such file or directory")
      #expect(throws: MetricsError(path: path, line: nil, problem: .unreadable(missing))) {
        try MetricsLine.read(path)
      }
    }
  }

  @Test func `a file without an end takes no memory without an end`() {
    #expect(throws: MetricsError(path: "/dev/zero", line: nil, problem: .tooLong)) { try MetricsLine.read("/dev/zero") }
  }
}
