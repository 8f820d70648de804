import Runs
import Testing

@Suite struct JSONTests {
  @Test func `a value is written on one line with its members in order`() {
    let value = JSON.record([
      "z": .count(3), "a": .array([.null, .bool(true), .number(0.25)]), "text": "a \"quote\"\n\u{1}é",
    ])
    #expect(value.text == #"{"z":3,"a":[null,true,0.25],"text":"a \"quote\"\n\u0001é"}"#)
  }

  @Test func `a number that is not finite becomes null`() {
    #expect(JSON.array([.number(.nan), .number(.infinity)]).text == "[null,null]")
  }

  @Test func `what is written is read back`() throws {
    let value = JSON.record([
      "seed": .integer(.max), "small": .number(-1.5e-7), "nested": .record(["": .array([]), "é\\": .object([])]),
    ])
    #expect(try JSON(parsing: value.text.utf8) == value)
  }

  @Test func `escapes are read, pairs of surrogates included`() throws {
    #expect(try JSON(parsing: #" "\u00e9\ud83d\ude00\/\b" "#.utf8) == .string("é😀/\u{8}"))
  }

  @Test(arguments: [
    ("", JSONError.Problem.ended), ("{", .ended), ("[1,", .ended), ("\"abc", .ended), ("{\"a\":1,\"a\":2}", .duplicate),
    ("[1] 2", .unexpected), ("{a:1}", .unexpected), ("[1 2]", .unexpected), ("tru", .unexpected), ("01", .number),
    ("1.", .number), ("--1", .number), ("1e999", .number), ("\"\\x\"", .text), ("\"\\ud800\"", .text),
    ("\"\u{1}\"", .text),
    (String(repeating: "[", count: 100_000), .tooDeep),
  ])
  func `what is not JSON is refused`(text: String, problem: JSONError.Problem) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text.utf8) }
    #expect(error?.problem == problem)
  }
}
