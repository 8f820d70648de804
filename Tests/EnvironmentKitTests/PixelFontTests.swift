import Testing

@testable import RLEnvironmentKit

@Suite(.timeLimit(.minutes(20))) struct PixelFontTests {
  private static let printable = (0x20...0x7E).map { Character(Unicode.Scalar(UInt8($0))) }

  @Test func `every printable character has a drawing of its own, and only the space is empty`() {
    let drawings = PixelFontTests.printable.map(PixelFont.bits)
    #expect(Set(drawings).count == 95)
    #expect(drawings.filter { $0 == 0 }.count == 1)
    #expect(PixelFont.bits(of: " ") == 0)
    #expect(drawings.allSatisfy { $0 >> UInt64(PixelFont.width * (PixelFont.height + PixelFont.descent)) == 0 })
    #expect(!drawings.contains(PixelFont.bits(of: "é")))
  }

  @Test func `letters are drawn as they are here, and a box for what is unknown`() {
    #expect(
      PixelFontTests.drawing(of: "Rg×")
        == [
          "####.       #####",
          "#...#       #...#",
          "#...# .#### #...#",
          "####. #...# #...#",
          "#.#.. #...# #...#",
          "#..#. #...# #...#",
          "#...# .#### #####",
          "          #      ",
          "       ###       ",
        ].map { $0.replacing(" ", with: ".") })
  }

  @Test func `a text's width is from its first to its last column`() {
    #expect(PixelFont.width(of: "") == 0)
    #expect(PixelFont.width(of: "a") == 5)
    #expect(PixelFont.width(of: "abc") == 17)
    #expect(PixelFont.width(of: "abc", scale: 3) == 51)
  }

  @Test func `scale enlarges every pixel, and what lies between the letters stays`() {
    let ground = RGB(1, 2, 3)
    var (small, large) = (Picture(width: 11, height: 9), Picture(width: 33, height: 27))
    small.fill(ground)
    large.fill(ground)
    small.draw(text: "p/", x: 0, y: 0, color: .white)
    large.draw(text: "p/", x: 0, y: 0, scale: 3, color: .white)
    for y in 0..<27 {
      for x in 0..<33 { #expect(large[x, y] == small[x / 3, y / 3]) }
    }
    #expect(small[5, 3] == ground)
  }

  @Test(arguments: [(-3, -2), (6, 5), (-100, 0), (0, 100), (Int(Int32.max), 0)])
  func `text outside the picture is cut off`(x: Int, y: Int) {
    var picture = Picture(width: 9, height: 8)
    picture.draw(text: "Wide", x: x, y: y, scale: 2, color: .white)
    // The same text in the middle of a picture that has room for it, seen through a window of 9×8.
    var roomy = Picture(width: 120, height: 60)
    let isNear = abs(x) < 50 && abs(y) < 50
    if isNear { roomy.draw(text: "Wide", x: x + 30, y: y + 20, scale: 2, color: .white) }
    for row in 0..<8 {
      for column in 0..<9 { #expect(picture[column, row] == (isNear ? roomy[column + 30, row + 20] : .black)) }
    }
  }

  /// A text at scale 1 as rows of `#` and `.`.
  private static func drawing(of text: String) -> [String] {
    var picture = Picture(width: PixelFont.width(of: text), height: PixelFont.height + PixelFont.descent)
    picture.draw(text: text, x: 0, y: 0, color: .white)
    return (0..<picture.height).map { y in
      String((0..<picture.width).map { x in picture[x, y] == .white ? "#" : "." })
    }
  }
}
