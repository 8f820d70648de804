import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

/// What a person reads after each mistake: place, what is wrong, what would be right.
@Suite(.timeLimit(.minutes(20))) struct LevelErrorTests {
  /// A map without a mistake.
  static let map = "#####\n#@.G#\n#####\n"

  private func message(_ text: String) -> String { message(Array(text.utf8)) }

  private func message(_ bytes: [UInt8]) -> String {
    do throws(LevelError) {
      _ = try Level(parsing: bytes, name: "my.txt")
      return "no error"
    } catch {
      return error.description
    }
  }

  static let texts: [(String, String)] = [
    ("", "my.txt: there is no map; draw one, such as #####, #@.G#, ##### on three lines"),
    ("\n  \n", "my.txt: there is no map; draw one, such as #####, #@.G#, ##### on three lines"),
    ("---\nname: x\n---\n", "my.txt: there is no map; draw one, such as #####, #@.G#, ##### on three lines"),
    ("#####\n#@\tG#\n#####", "my.txt:2:3: a tab; write spaces"),
    ("---\n\tsteps: 3\n---\n", "my.txt:2:1: a tab; write spaces"),
    ("#####\n#@.G#\u{0}", "my.txt:2:6: a character that cannot be seen, U+0000; take it out"),
    ("#####\r\n#@.G\u{2028}", "my.txt:2:5: a character that cannot be seen, U+2028; take it out"),
  ]

  @Test(arguments: texts)
  func `the text`(text: String, expected: String) { #expect(message(text) == expected) }

  @Test func `the bytes`() {
    #expect(
      message(Array("#####\n#@é".utf8) + [0xC3, 0x28])
        == "my.txt:2:4: byte 0xC3 is not UTF-8; save the file as UTF-8")
    #expect(message([0xEF, 0xBB, 0xBF, 0x0A, 0x80]) == "my.txt:2:1: byte 0x80 is not UTF-8; save the file as UTF-8")
    #expect(message([0xFF, 0xFE, 0x23, 0x00]) == "my.txt: the file is UTF-16; save it as UTF-8")
    #expect(message([0xFE, 0xFF, 0x00, 0x23]) == "my.txt: the file is UTF-16; save it as UTF-8")
    #expect(
      message(Array(repeating: 0x23, count: 65 * 1024))
        == "my.txt: a level of more than 65536 bytes; the largest map takes a tenth of that")
  }

  static let headers: [(String, String)] = [
    ("---\nname: x\n#####\n", "my.txt:1: the header that begins here has no end; end it with a line ---"),
    (
      "name: x\n---\n",
      "my.txt:2: the header ends here, but begins nowhere; begin the file with a line ---"
    ),
    (
      "---\n@: start\n---\n",
      "my.txt:2:1: the header is not YAML: found character that cannot start any token; write 'key: value' lines, and characters such as # @ > in quotes"
    ),
    (
      "---\nlegend: {R: red key\n---\n",
      "my.txt:2:20: the header is not YAML: did not find expected ',' or '}'; write 'key: value' lines, and characters such as # @ > in quotes"
    ),
    ("---\njust text\n---\n", "my.txt:2:1: the header is not a list of keys; write 'key: value' lines"),
    ("---\n- steps\n---\n", "my.txt:2:1: the header is not a list of keys; write 'key: value' lines"),
    ("---\n? [a]\n: b\n---\n", "my.txt:2:3: the header is not a list of keys; write 'key: value' lines"),
    (
      "---\nname: x\n\nstpes: 3\n---\n",
      "my.txt:4:1: unknown key 'stpes'; did you mean 'steps'? (available: name, summary, steps, see-through, view, goals, reward, legend)"
    ),
    (
      "---\nname: x\nsteps: 3\nname: y\n---\n",
      "my.txt:2:1: the key 'name' comes more than once, first here; keep one of them"
    ),
    (
      "---\nlegend: {1: red key, '1': red ball}\n---\n",
      "my.txt:2:10: the key '1' comes more than once, first here; keep one of them"
    ),
    ("---\nname: &a x\nsummary: *a\n---\n", "my.txt:2:7: an anchor or alias; write the value out"),
    (
      "---\nname: x\nsteps: &a [1, *a]\n---\n",
      "my.txt:3:8: an anchor or alias; write the value out"
    ),
  ]

  @Test(arguments: headers)
  func `the header`(text: String, expected: String) { #expect(message(text + LevelErrorTests.map) == expected) }

  @Test func `a header too big or too deep`() {
    #expect(
      message("---\nname: \(String(repeating: "x", count: 17_000))\n---\n" + LevelErrorTests.map)
        == "my.txt:2: a header of more than 16384 bytes; a few lines are enough")
    let tooDeep = "the header is nested too deeply; a level needs no more than a list in the legend"
    for (nest, place) in [
      ("name: " + String(repeating: "[", count: 8000), "2:10"), (String(repeating: "- ", count: 8000), "2:9"),
    ] {
      #expect(message("---\n\(nest)\n---\n" + LevelErrorTests.map) == "my.txt:\(place): \(tooDeep)")
    }
    // Each line repeats the one before eight times over; as a key it would be compared with all it stands for.
    let bomb = (1...9).map {
      "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 8).joined(separator: ", ") + "]"
    }
    let text = "a0: &a0 [x]\n" + bomb.joined(separator: "\n") + "\n? *a9\n: x"
    #expect(
      message("---\n\(text)\n---\n" + LevelErrorTests.map)
        == "my.txt:2:5: an anchor or alias; write the value out")
    #expect(
      message("---\nlegend: {R: [[red key]]}\n---\n" + LevelErrorTests.map)
        == "my.txt:2:14: 'R' cannot be a list; it takes words such as red key, one goal, start up")
    #expect(
      message("---\nlegend: {R: [[[red key]]]}\n---\n" + LevelErrorTests.map)
        == "my.txt:2:15: \(tooDeep)")
  }

  static let values: [(String, String)] = [
    ("steps: many", "2:8: 'steps' cannot be 'many'; it takes a whole number, 1 ... 1000000"),
    ("steps: 0", "2:8: 'steps' cannot be '0'; it takes a whole number, 1 ... 1000000"),
    (
      "steps: 99999999999999999999",
      "2:8: 'steps' cannot be '99999999999999999999'; it takes a whole number, 1 ... 1000000"
    ),
    ("steps:", "2:7: 'steps' cannot be empty; it takes a whole number, 1 ... 1000000"),
    ("steps: [3]", "2:8: 'steps' cannot be a list; it takes a whole number, 1 ... 1000000"),
    ("see-through: maybe", "2:14: 'see-through' cannot be 'maybe'; it takes yes or no"),
    ("view: whole", "2:7: 'view' cannot be 'whole'; it takes partial, one-hot, full, rgb-partial or rgb"),
    ("goals: two", "2:8: 'goals' cannot be 'two'; it takes any or all"),
    ("reward: {a: b}", "2:9: 'reward' cannot be a list of keys; it takes timed or plain"),
    ("name: [a]", "2:7: 'name' cannot be a list; it takes one line of up to 200 characters"),
    ("summary: |\n  a\n  b", "2:10: 'summary' cannot be a text that long; it takes one line of up to 200 characters"),
    ("legend: R", "2:9: 'legend' cannot be 'R'; it takes characters and what they mean, as in {R: red key}"),
    ("legend: {RR: red key}", "2:10: 'RR' is not a character of a map; each key of the legend is exactly one"),
    ("legend: {'': red key}", "2:10: '' is not a character of a map; each key of the legend is exactly one"),
    ("legend: {R: {a: b}}", "2:13: 'R' cannot be a list of keys; it takes words such as red key, one goal, start up"),
    ("legend: {R: []}", "2:13: 'R' cannot be a list; it takes words such as red key, one goal, start up"),
    (
      "legend: {R: red kye}",
      "2:13: in 'red kye': unknown word 'kye'; did you mean 'key'? (available: one, decoy, with, red, green, blue, purple, yellow, grey, open, closed, locked, start, floor, wall, goal, lava, door, key, ball, box, right, down, left, up)"
    ),
    (
      "legend: {R: one red}",
      "2:13: 'one red' names no thing; the things are start, floor, wall, goal, lava, door, key, ball and box"
    ),
    ("legend: {R: key}", "2:13: 'key' has no color; say red, green, blue, purple, yellow or grey"),
    ("legend: {R: locked door}", "2:13: 'locked door' has no color; say red, green, blue, purple, yellow or grey"),
    ("legend: {R: red goal}", "2:13: in 'red goal' 'red' is out of place"),
    ("legend: {R: locked red key}", "2:13: in 'locked red key' 'locked' is out of place"),
    ("legend: {R: red blue key}", "2:13: in 'red blue key' 'blue' is out of place"),
    ("legend: {R: decoy red ball}", "2:13: in 'decoy red ball' 'decoy' is out of place"),
    ("legend: {R: red key up}", "2:13: in 'red key up' 'up' is out of place"),
    ("legend: {R: red box with wall}", "2:13: in 'red box with wall' 'with' is out of place"),
    ("legend: {R: red box with decoy red key}", "2:13: in 'red box with decoy red key' 'with' is out of place"),
    (
      "legend: {R: 'red\n\n  kei'}",
      "2:13: in 'red kei': unknown word 'kei'; did you mean 'key'? (available: one, decoy, with, red, green, blue, purple, yellow, grey, open, closed, locked, start, floor, wall, goal, lava, door, key, ball, box, right, down, left, up)"
    ),
    (
      "? 'a\n\n  \(String(repeating: "b", count: 70))'\n: x",
      "2:3: unknown key 'a \(String(repeating: "b", count: 58))…' (available: name, summary, steps, see-through, view, goals, reward, legend)"
    ),
    ("legend: {R: start key}", "2:13: in 'start key' 'key' is out of place"),
    (
      "legend:\n  R:\n  - one red key\n  - red ball",
      "5:5: a character with several meanings can mean 'start' and 'one …' only, not 'red ball'"
    ),
  ]

  @Test(arguments: values)
  func `a value of the header`(line: String, expected: String) {
    #expect(message("---\n\(line)\n---\n" + LevelErrorTests.map) == "my.txt:" + expected)
  }

  static let maps: [(String, String)] = [
    (
      "#####\n#@RG#\n#####",
      "2:3: 'R' means nothing; this level knows '#' '.' ' ' '@' '>' 'v' '<' '^' 'G' 'g' 'K' 'D' '+' 'o' 'B' '~', and a line such as 'legend: {R: red key}' in the header adds more"
    ),
    ("#####\n#@.G#\n\n#####", "3: an empty line inside the map; take it out"),
    (
      "#####\n#@.G#\n####\n#####",
      "3: a row of 4 cells, where most have 5; give all the same, with # where there is nothing"
    ),
    (
      "######\n#@.G#\n#####",
      "1: a row of 6 cells, where most have 5; give all the same, with # where there is nothing"
    ),
    ("#####\n#@.G \n#####", "2: a row of 4 cells, where most have 5; give all the same, with # where there is nothing"),
    ("#####\n@..G#\n#####", "2:1: '@' on the edge of the map; put a wall there, #"),
    ("#####\n#@.G.\n#####", "2:5: '.' on the edge of the map; put a wall there, #"),
    (" ####\n#@.G#\n#####", "1:1: ' ' on the edge of the map; put a wall there, #"),
    ("#####\n#@G##", "1: a map of 5×2 cells; each side takes 3 to 64"),
    ("##\n@G\n##", "1: a map of 2×3 cells; each side takes 3 to 64"),
    (
      "#####\n#..G#\n#####",
      "1: the agent starts nowhere; put @ where it may start, or one of > v < ^ to say where it looks"
    ),
    ("\n#####\n#@..#\n#####", "2: there is no goal; put G where it is, or g where it may be"),
    (
      "#######\n#@.D.G#\n#######",
      "2:4: a locked yellow door, but no yellow key; add one, 'K: yellow key' in the legend, or unlock the door"
    ),
    (
      "#######\n#@.#.G#\n#######",
      "2:2: walls or lava keep every goal from whoever starts here; open a way to one that is always there"
    ),
    (
      "#######\n#@g~g.#\n#######",
      "2:2: walls or lava keep every goal from whoever starts here; open a way to one that is always there"
    ),
  ]

  @Test(arguments: maps)
  func `the map`(map: String, expected: String) { #expect(message(map) == "my.txt:" + expected) }

  static let pairs: [(String, String, String)] = [
    (
      "goals: all", "#######\n#@G#.G#\n#######",
      "4:2: walls or lava keep a goal from whoever starts here; open a way to every goal"
    ),
    (
      "legend: {x: [one goal, one red key]}", "#####\n#@.x#\n#####",
      "4:4: one cell for 'one goal', which 1 other draws may take; mark more cells"
    ),
    (
      "legend: {x: [start, one goal, one red key]}", "#####\n#x.x#\n#####",
      "4:2: 2 cells for 'start', which 2 other draws may take; mark more cells"
    ),
    (
      "legend: {k: decoy red key, d: locked red door}", "#######\n#@kdG.#\n#######",
      "4:4: a locked red door, but no red key; add one, 'K: red key' in the legend, or unlock the door"
    ),
    ("legend: {x: decoy goal}", "#####\n#@.x#\n#####", "3: there is no goal; put G where it is, or g where it may be"),
    (
      "legend: {x: decoy goal}", "#######\n#@.x.G#\n#######",
      "4:2: walls or lava keep every goal from whoever starts here; open a way to one that is always there"
    ),
  ]

  @Test(arguments: pairs)
  func `the map with its header`(line: String, map: String, expected: String) {
    let expected = expected.replacing(/^\d+/) { "\((Int($0.0) ?? 0) + 1)" }
    #expect(message("---\n\(line)\n---\n" + map) == "my.txt:" + expected)
  }

  @Test func `a map too large is refused, the largest is not`() throws {
    func square(_ side: Int) -> String {
      let wall = String(repeating: "#", count: side)
      let row = "#" + String(repeating: ".", count: side - 2) + "#"
      let first = "#@G" + row.dropFirst(3)
      return ([wall, first] + Array(repeating: row, count: side - 3) + [wall]).joined(separator: "\n")
    }
    #expect(message(square(65)) == "my.txt:1: a map of 65×65 cells; each side takes 3 to 64")
    #expect(try Level(parsing: Array(square(64).utf8), name: "x").layout.width == 64)
  }

  @Test func `files that cannot be read`() throws {
    try withTemporaryFolder { folder in
      let missing = folder.appending(path: "missing.txt").path
      #expect(
        #expect(throws: LevelError.self) { try Level(contentsOf: missing) }?.description
          == "\(missing): cannot be read: No such file or directory")
      #expect(
        #expect(throws: LevelError.self) { try Level(contentsOf: folder.path) }?.description
          == "\(folder.path): cannot be read: Is a directory")
      let file = folder.appending(path: "good.txt")
      try Data(LevelErrorTests.map.utf8).write(to: file)
      #expect(try Level(contentsOf: file.path).name == file.path)
    }
  }
}
