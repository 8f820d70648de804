import Foundation
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct MetricsLineTests {
  static let text =
    #"{"steps":2048,"seconds":0.512,"time":1800000000.25,"episodes":10,"meanReturn":null,"novel":1e-05}"#
  static let line = MetricsLine(
    steps: 2048,
    [
      .init("seconds", 0.512), .init("time", 1_800_000_000.25), .init("episodes", 10), .init("meanReturn", nil),
      .init("novel", 1e-5),
    ])

  @Test func `a line is written and read back, in its order`() throws {
    #expect(Self.line.text == Self.text)
    #expect(try MetricsLine(parsing: Array(Self.text.utf8)[...]) == Self.line)
    #expect(Self.line["episodes"] == 10)
    #expect(Self.line["meanReturn"] == nil)
    #expect(Self.line["absent"] == nil)
  }

  @Test func `a number that is none is none`() {
    #expect(MetricsLine(steps: 1, [.init("a", .infinity), .init("b", .nan)]).text == #"{"steps":1,"a":null,"b":null}"#)
  }

  @Test func `spaces, and steps that are not in front, change nothing`() throws {
    #expect(
      try MetricsLine(parsing: Array(#" { "a" : 1 , "steps" : 3.0 } "#.utf8)[...])
        == MetricsLine(steps: 3, [.init("a", 1)]))
  }

  @Test(arguments: [
    ("", MetricsError.Problem.notNumbers), ("{", .notNumbers), ("null", .notNumbers), ("[1]", .notNumbers),
    (#"{"steps":"1"}"#, .notNumbers), (#"{"steps":1,"a":true}"#, .notNumbers), (#"{"steps":1,"a":[2]}"#, .notNumbers),
    (#"{"steps":1,"a":1e999}"#, .notNumbers), (#"{"steps":1} x"#, .notNumbers), (#"{"steps":NaN}"#, .notNumbers),
    (#"{"steps":1,"a":1,"a":2}"#, .doubtfulNames), (#"{"steps":1,"\u0061":1}"#, .doubtfulNames),
    (#"{"a":1}"#, .noSteps), (#"{"steps":null}"#, .noSteps), (#"{"steps":1.5}"#, .noSteps),
    (#"{"steps":-1}"#, .noSteps),
    (#"{"steps":1e300}"#, .noSteps), (#"{"steps":9223372036854775808}"#, .noSteps),
  ])
  func `a line of another form is refused`(text: String, problem: MetricsError.Problem) {
    #expect(throws: problem) { try MetricsLine(parsing: Array(text.utf8)[...]) }
  }

  @Test func `a deep or long line is refused`() {
    let deep = String(repeating: "[", count: 60_000)
    for text in [deep, #"{"a":"# + deep] {
      #expect(throws: MetricsError.Problem.notNumbers) { try MetricsLine(parsing: Array(text.utf8)[...]) }
    }
    let long = #"{"steps":1}"# + String(repeating: " ", count: 65_536)
    #expect(throws: MetricsError.Problem.longLine) { try MetricsLine(parsing: Array(long.utf8)[...]) }
  }

  @Test func `a line that is not UTF-8 is refused`() {
    #expect(throws: MetricsError.Problem.notUTF8) { try MetricsLine(parsing: [0x7B, 0x22, 0xFF, 0x22, 0x7D]) }
  }

  @Test func `every problem is reported in one line with its place`() {
    let told: [(MetricsError, String)] = [
      (.init(path: "f", line: 2, problem: .notUTF8), "'f', line 2: it is not UTF-8 text"),
      (
        .init(path: "f", line: 2, problem: .notNumbers),
        #"'f', line 2: it is not a JSON object of numbers, such as {"steps":2048,"meanReturn":0.5}"#
      ),
      (.init(path: "f", line: 2, problem: .noSteps), "'f', line 2: it has no 'steps' that is a count"),
      (
        .init(path: "f", line: 2, problem: .doubtfulNames),
        "'f', line 2: a name stands there twice or is written with an escape"
      ),
      (
        .init(path: "f", line: 2, problem: .longLine),
        "'f', line 2: it has more than 64 KiB, which no line of metrics has"
      ),
      (.init(path: "f", line: nil, problem: .tooLong), "'f' is longer than 64 MiB, which no run's metrics are"),
      (
        .init(path: "f", line: 3, problem: .descending(from: 9, to: 4)),
        "'f', line 3: its steps are 4, fewer than the 9 of the line before"
      ),
      (
        .init(path: "f", line: nil, problem: .unreadable(FileError(attempt: "read", path: "f", reason: "Gone"))),
        "cannot read 'f': Gone"
      ),
    ]
    for (error, text) in told { #expect(error.description == text) }
  }
}
