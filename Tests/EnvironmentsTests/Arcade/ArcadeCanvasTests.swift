import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct ArcadeCanvasTests {
  /// The plain way to the same picture: pixel by pixel, with a look whether it lies inside.
  struct SlowCanvas {
    var pixels = [UInt8](repeating: 0, count: 84 * 84)

    mutating func set(_ x: Int, _ y: Int, _ color: ArcadeColor) {
      if 0 <= x && x < 84 && 0 <= y && y < 84 { pixels[84 * y + x] = color.rawValue }
    }
  }

  private func pixels(_ canvas: ArcadeCanvas) -> [UInt8] {
    (0..<84 * 84).map { canvas[$0 % 84, $0 / 84] }
  }

  @Test func `rectangles of all sizes are filled and cut off at the edges`() {
    var random = Philox(seed: 1, lane: 0, purpose: .evaluation)
    var (canvas, slow) = (ArcadeCanvas(isGray: false), SlowCanvas())
    for _ in 0..<600 {
      let (x, y) = (random.below(110) - 20, random.below(110) - 20)
      let (width, height) = (random.below(28) - 2, random.below(28) - 2)
      let color = ArcadeColor.allCases[random.below(32)]
      canvas.fill(x: x, y: y, width: width, height: height, color)
      for row in 0..<max(0, height) {
        for column in 0..<max(0, width) { slow.set(x + column, y + row, color) }
      }
    }
    #expect(pixels(canvas) == slow.pixels)
    canvas.fill(x: -50, y: -50, width: 500, height: 500, .teal)
    #expect(pixels(canvas).allSatisfy { $0 == ArcadeColor.teal.rawValue })
  }

  @Test func `shapes are drawn over what is there and cut off at the edges`() {
    var random = Philox(seed: 2, lane: 0, purpose: .evaluation)
    var (canvas, slow) = (ArcadeCanvas(isGray: false), SlowCanvas())
    for _ in 0..<600 {
      let (width, height) = (1 + random.below(16), 1 + random.below(16))
      let rows = (0..<height).map { _ in (0..<width).map { _ in random.below(2) == 0 ? "#" : "." }.joined() }
      let sprite = ArcadeSprite(rows.joined(separator: "\n"))
      let (x, y) = (random.below(120) - 18, random.below(120) - 18)
      let color = ArcadeColor.allCases[random.below(32)]
      canvas.draw(sprite, x: x, y: y, color)
      for (row, line) in rows.enumerated() {
        for (column, mark) in line.enumerated() where mark == "#" { slow.set(x + column, y + row, color) }
      }
    }
    #expect(pixels(canvas) == slow.pixels)
  }

  @Test func `a mirror turns a shape around`() {
    let sprite = ArcadeSprite("#..\n##.")
    #expect((sprite.width, sprite.height) == (3, 2))
    #expect((0..<3).map { sprite.mirrored.isSet(x: $0, y: 0) } == [false, false, true])
    #expect((0..<3).map { sprite.mirrored.isSet(x: $0, y: 1) } == [false, true, true])
    #expect(!sprite.isSet(x: -1, y: 0) && !sprite.isSet(x: 0, y: 2))
  }

  @Test func `numbers are written with leading zeros as wished`() {
    func width(_ number: Int, digits: Int) -> Int {
      var canvas = ArcadeCanvas(isGray: false)
      canvas.write(number, x: 0, y: 0, digits: digits, .white)
      return (0..<84).last { x in (0..<5).contains { canvas[x, $0] != 0 } } ?? -1
    }
    #expect(width(0, digits: 1) == 2)
    #expect(width(10, digits: 1) == 6)
    #expect(width(7, digits: 3) == 10)
    #expect(width(1234, digits: 3) == 14)
    #expect(width(.max, digits: 1) > 70)
  }

  @Test func `a gray canvas holds luminances by ITU-R 601`() {
    var canvas = ArcadeCanvas(isGray: true)
    for (x, color) in ArcadeColor.allCases.enumerated() {
      canvas.fill(x: x, y: 0, width: 1, height: 1, color)
      let rgb = color.rgb
      let exact = 0.299 * Double(rgb.red) + 0.587 * Double(rgb.green) + 0.114 * Double(rgb.blue)
      #expect(canvas[x, 0] == UInt8(exact.rounded()))
    }
    #expect(ArcadeColor.black.luminance == 0 && ArcadeColor.white.luminance == 255)
  }

  @Test func `boxes overlap where they share area, and are drawn at their full pixels`() {
    let box = ArcadeBox(x: 256, y: 256, width: 512, height: 512)
    #expect(box.overlaps(ArcadeBox(x: 767, y: 767, width: 1, height: 1)))
    #expect(!box.overlaps(ArcadeBox(x: 768, y: 256, width: 256, height: 256)))
    #expect(!box.overlaps(ArcadeBox(x: 0, y: 0, width: 256, height: 900)))
    var canvas = ArcadeCanvas(isGray: false)
    canvas.fill(ArcadeBox(x: 300, y: -100, width: 512, height: 512), .white)
    #expect(pixels(canvas).filter { $0 != 0 }.count == 2)
    #expect(canvas[1, 0] != 0 && canvas[2, 0] != 0)
  }

  @Test func `actions point where they say`() {
    #expect(ArcadeAction.allCases.map(\.name).count == Set(ArcadeAction.allCases.map(\.name)).count)
    for action in ArcadeAction.allCases {
      #expect(action.name.contains("up") == (action.vertical == -1))
      #expect(action.name.contains("down") == (action.vertical == 1))
      #expect(action.name.contains("left") == (action.horizontal == -1))
      #expect(action.name.contains("right") == (action.horizontal == 1))
      #expect(action.name.contains("fire") == action.isFiring)
    }
    #expect(ArcadeAction.upRightFire.name == "up-right-fire")
  }
}
