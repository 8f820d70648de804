import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// YAML that is nested as deeply as 64 KiB allow: the reader calls itself for every level, and must not exhaust its
/// stack.
@Suite(.timeLimit(.minutes(20))) struct ConfigurationDepthTests {
  static let size = (1 << 16) - 64

  /// Seconds that this thread has computed, whatever else the machine does.
  private static var secondsComputed: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  private static func repeated(_ text: String) -> String {
    String(repeating: text, count: size / text.utf8.count)
  }

  /// Levels one under the other, each indented by one more.
  private static func indented(_ text: String) -> String {
    var (lines, count, level) = ("", 0, 0)
    while count + level + text.utf8.count + 1 < size {
      lines += String(repeating: " ", count: level) + text + "\n"
      count += level + text.utf8.count + 1
      level += 1
    }
    return lines
  }

  /// One level over the other by way of names for what came before.
  private static func named(_ open: String, _ close: String) -> String {
    "a0: &a0 x\n"
      + (1...2000).map { "a\($0): &a\($0) \(open)*a\($0 - 1)\(close)\n" }.joined()
  }

  static let texts: [(name: String, text: String)] = [
    ("brackets", repeated("[")), ("braces", repeated("{")), ("dashes", repeated("- ")), ("questions", repeated("? ")),
    ("braces with keys", repeated("{a: ")), ("brackets with braces", repeated("[{")),
    ("dashes and brackets", repeated("- ") + "["), ("questions in braces", repeated("{? ")),
    ("indented names", indented("a:")), ("indented dashes", indented("-")), ("indented questions", indented("?")),
    ("indented dashes with names", indented("- a:")), ("tabs", repeated("-\t")), ("anchors", repeated("&a [")),
    ("tags", repeated("!a [")), ("tagged braces", repeated("!!map {a: ")), ("quoted keys", repeated("{\"a\":")),
    ("aliases in brackets", named("[", "]")), ("aliases in braces", named("{a: ", "}")),
    ("aliases as keys", named("{", ": 1}")), ("documents", repeated("---\n")), ("single", repeated("[\n")),
    ("brackets after a value", "gamma: " + repeated("[")),
    ("brackets behind spaces", repeated(" [")),
  ]

  /// Comments with every end that a line can have, and a document's start.
  private static let starts = [
    "", "# no end\r", "# no end\u{85}", "# no end\u{2028}", "# no end\u{2029}", "#\r\n", "#\n", "---\n",
  ]

  @Test(arguments: Depth.sample(starts, 2))
  func `however deep, it is refused or read, in no time`(start: String) {
    for (name, text) in Self.texts {
      let began = Self.secondsComputed
      _ = try? SettingsFile(parsing: Array((start + text).utf8), path: "f.yaml")
      _ = try? SettingsFile(parsing: Array((start + text).replacing("\n", with: "\r\n").utf8), path: "f.yaml")
      #expect(Self.secondsComputed - began < 20, "\(name)")
    }
  }

  @Test func `signs in comments are no depth`() throws {
    let comments = String(repeating: "# [{?*&- - - -\n", count: 500) + "gamma: 0.9\n"
    for text in [comments, comments.replacing("\n", with: "\r\n")] {
      #expect(try SettingsFile(parsing: Array(text.utf8), path: "f.yaml").assignments.count == 1)
    }
  }

  @Test func `what is too deep is reported with its line`() {
    let error = #expect(throws: SettingsError.self) {
      try SettingsFile(parsing: Array(("gamma: 0.9\nclip: " + Self.repeated("[")).utf8), path: "f.yaml")
    }
    #expect(error?.description == "f.yaml:2: it is nested too deeply for settings")
  }

  /// Two of the one before, in twenty lines a million of the first.
  @Test func `names for what came before do not make it grow without bound`() {
    var text = "a0: &a0 x\n"
    for level in 1...20 { text += "a\(level): &a\(level)\n  b: *a\(level - 1)\n  c: *a\(level - 1)\n" }
    let began = Self.secondsComputed
    _ = try? SettingsFile(parsing: Array((text + "*a20 : 1\n").utf8), path: "f.yaml")
    #expect(Self.secondsComputed - began < 20)
  }
}
