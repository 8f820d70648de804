public import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

// The world that envs/README.md shows; the text there is compared with what stands between the marks.

// example begins
/// A dot falls down a board of 7×5 cells, and a paddle of one cell should be under it.
public struct Catch: Environment {
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)
  private var (row, column, paddle) = (0, 0, 2)

  public init() {}

  public var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: "toys/catch", summary: "Be under the dot when it lands.", observationShape: [7, 5, 2],
      observationMaximum: 1, actionNames: ["left", "stay", "right"], stepLimit: nil)
  }

  public mutating func seed(_ seed: UInt64) {
    random = Philox(seed: seed, lane: 0, purpose: .environments)
  }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    (row, column, paddle) = (0, random.below(5), 2)
    write(into: &observation)
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    paddle = min(max(paddle + action - 1, 0), 4)
    row = min(row + 1, 6)
    write(into: &observation)
    let hasLanded = row == 6
    return StepOutcome(reward: hasLanded && column == paddle ? 1 : 0, isTerminated: hasLanded, isTruncated: false)
  }

  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try random.serialize(with: &archive)
    try archive.serialize(&row, in: 0...6)
    try archive.serialize(&column, in: 0...4)
    try archive.serialize(&paddle, in: 0...4)
  }

  public func draw(on picture: inout Picture) {
    picture.resize(width: 5 * 24, height: 7 * 24)
    picture.fill(RGB(18, 20, 28))
    picture.fill(x: paddle * 24, y: 6 * 24, width: 24, height: 24, RGB(222, 226, 235))
    picture.fill(x: column * 24, y: row * 24, width: 24, height: 24, RGB(255, 209, 102))
  }

  private func write(into observation: inout MutableSpan<UInt8>) {
    observation.update(repeating: 0)
    observation[(row * 5 + column) * 2] = 1
    observation[(6 * 5 + paddle) * 2 + 1] = 1
  }
}
// example ends

@Suite(.timeLimit(.minutes(20))) struct ExampleWorldTests {
  @Test func `the example keeps the common promises`() {
    checkEnvironment(Catch())
  }

  @Test func `the example is what the guide shows`() throws {
    let tests = URL(fileURLWithPath: #filePath)
    let root = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .resolvingSymlinksInPath()
    let source = try String(contentsOf: tests, encoding: .utf8)
    let guide = try String(contentsOf: root.appendingPathComponent("envs/README.md"), encoding: .utf8)
    // The marks as they stand in a line of their own, not as they stand here.
    let example = try #require(source.components(separatedBy: "\n// example begins\n").last)
      .components(separatedBy: "// example ends\n")[0]
    #expect(guide.contains("```swift\npublic import RLEnvironmentKit\n\n\(example)```\n"))
  }
}
