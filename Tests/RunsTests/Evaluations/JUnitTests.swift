import Foundation
import FoundationXML
import RLRuns
import Testing

@Suite(.timeLimit(.minutes(20))) struct JUnitTests {
  /// An element as a parser saw it.
  struct Element: Equatable {
    var path: String
    var attributes: [String: String]
    var text = ""
  }

  /// Every element in the order of their starts.
  static func elements(_ text: String) throws -> [Element] {
    final class Reader: NSObject, XMLParserDelegate {
      var elements: [Element] = []
      var open: [Int] = []

      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
      ) {
        let parent = open.last.map { elements[$0].path + "/" } ?? ""
        open.append(elements.count)
        elements.append(Element(path: parent + name, attributes: attributes))
      }

      func parser(_ parser: XMLParser, foundCharacters string: String) {
        if let last = open.last { elements[last].text += string }
      }

      func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
      ) {
        open.removeLast()
      }
    }
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError)) in\n\(text)")
    return reader.elements
  }

  static let suite = "testsuites/testsuite"

  @Test func `several checks are counted together`() throws {
    let suites = [nil, "too low", nil].enumerated().map { index, failure in
      JUnit.Suite(name: "s", check: "c\(index)", seconds: 1.25, properties: [:], failure: failure)
    }
    let elements = try Self.elements(JUnit.text(suites))
    #expect(elements[0].attributes == ["tests": "3", "failures": "1", "errors": "0", "time": "3.75"])
    let cases = elements.filter { $0.path.hasSuffix("/testcase") }
    #expect(cases.map { $0.attributes["name"] } == ["c0", "c1", "c2"])
    #expect(elements.filter { $0.path.hasSuffix("/failure") }.map(\.text) == ["too low"])
    #expect(elements.filter { $0.path == Self.suite }.map { $0.attributes["failures"] } == ["0", "1", "0"])
  }

  @Test func `a check that passed has its time and properties and no failure`() throws {
    let text = JUnit.text([
      .init(
        name: "rlcoord eval", check: "minatar/breakout", seconds: 12.34567,
        properties: ["meanReturn": "9.5", "episodes": "100"], failure: nil)
    ])
    let elements = try Self.elements(text)
    let places = ["", "/properties", "/properties/property", "/properties/property", "/testcase"]
    #expect(elements.map(\.path) == ["testsuites"] + places.map { Self.suite + $0 })
    let counts = ["tests": "1", "failures": "0", "errors": "0", "time": "12.346"]
    #expect(elements[0].attributes == counts)
    #expect(elements[1].attributes == counts.merging(["name": "rlcoord eval", "skipped": "0"]) { $1 })
    #expect(elements[3].attributes == ["name": "meanReturn", "value": "9.5"])
    #expect(elements[4].attributes == ["name": "episodes", "value": "100"])
    #expect(
      elements[5].attributes == ["classname": "rlcoord eval", "name": "minatar/breakout", "time": "12.346"])
  }

  @Test func `a check that failed is counted with its reason`() throws {
    let why = "mean return 3.5 is below 9\nover 100 episodes"
    let elements = try Self.elements(
      JUnit.text([.init(name: "s", check: "c", seconds: 0, properties: [:], failure: why)]))
    #expect(elements.map(\.path) == ["testsuites"] + ["", "/testcase", "/testcase/failure"].map { Self.suite + $0 })
    #expect(elements[0].attributes["failures"] == "1")
    #expect(elements[1].attributes["failures"] == "1")
    #expect(elements[3].attributes == ["type": "failure", "message": "mean return 3.5 is below 9"])
    #expect(elements[3].text == why)
  }

  @Test func `every text comes back as it was, but for characters that XML forbids`() throws {
    let hostile = "<a href=\"x\">&amp; ' ]]> é \u{1F600}\t\r\n\u{85}\u{7F} end"
    let text = JUnit.text([.init(name: hostile, check: hostile, seconds: 1, properties: [:], failure: hostile)])
    let elements = try Self.elements(text)
    #expect(elements[1].attributes["name"] == hostile)
    #expect(elements[2].attributes["classname"] == hostile)
    #expect(elements[2].attributes["name"] == hostile)
    #expect(elements[3].text == hostile)
    let forbidden = "a\0b\u{1}\u{8}\u{B}\u{1F}\u{FFFE}\u{FFFF}"
    let cleaned = try Self.elements(
      JUnit.text([.init(name: "s", check: "c", seconds: 1, properties: [forbidden: forbidden], failure: nil)]))
    let mark = "\u{FFFD}"
    let expected = "a\(mark)b" + String(repeating: mark, count: 6)
    #expect(cleaned[3].attributes == ["name": expected, "value": expected])
  }
}
