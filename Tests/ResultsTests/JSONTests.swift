import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct JSONTests {
  @Test func `a value is written on one line with its members in order`() {
    let value = JSON.record([
      "z": .count(3), "a": .array([.null, .bool(true), .number(0.25)]), "text": "a \"quote\"\n\u{1}é",
    ])
    #expect(value.text == #"{"z":3,"a":[null,true,0.25],"text":"a \"quote\"\n\u0001é"}"#)
  }

  @Test func `a number that is not finite becomes null`() {
    #expect(JSON.array([.number(.nan), .number(.infinity)]).text == "[null,null]")
  }
}
