import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct FittingTests {
  @Test func `a small picture is enlarged by the largest whole number that fits`() {
    var picture = Picture(width: 3, height: 2)
    picture[2, 1] = RGB(9, 8, 7)
    let fitted = picture.fitted(in: 11)
    #expect((fitted.width, fitted.height) == (9, 6))
    for y in 0..<6 {
      for x in 0..<9 { #expect(fitted[x, y] == picture[x / 3, y / 3]) }
    }
  }

  @Test func `a picture of the right size stays as it is`() {
    var picture = Picture(width: 4, height: 3)
    picture[1, 1] = .white
    #expect(picture.fitted(in: 4) == picture)
    #expect(picture.fitted(in: 7) == picture)
  }

  @Test func `a whole-number reduction takes the mean of each block`() {
    var picture = Picture(width: 4, height: 2)
    picture[0, 0] = RGB(100, 0, 3)
    picture[1, 1] = RGB(60, 0, 0)
    picture[3, 0] = .white
    let fitted = picture.fitted(in: 2)
    #expect((fitted.width, fitted.height) == (2, 1))
    #expect(fitted[0, 0] == RGB(40, 0, 1))
    #expect(fitted[1, 0] == RGB(64, 64, 64))
  }

  @Test func `a fractional reduction weighs each pixel by the area it shares`() {
    // Three columns become two: each takes one column whole and half of the middle one.
    var picture = Picture(width: 3, height: 3)
    picture.fill(x: 0, y: 0, width: 1, height: 3, RGB(90, 90, 90))
    picture.fill(x: 1, y: 0, width: 1, height: 3, RGB(30, 30, 30))
    let fitted = picture.fitted(in: 2)
    #expect(fitted.bytes == [70, 70, 70, 10, 10, 10, 70, 70, 70, 10, 10, 10])
  }

  @Test(arguments: [(200, 200), (1000, 7), (3, 999), (169, 168)])
  func `one color stays that color at any size`(width: Int, height: Int) {
    var picture = Picture(width: width, height: height)
    picture.fill(RGB(255, 1, 128))
    let fitted = picture.fitted(in: 168)
    #expect(max(fitted.width, fitted.height) == 168)
    #expect(min(fitted.width, fitted.height) >= 1)
    var expected = Picture(width: fitted.width, height: fitted.height)
    expected.fill(RGB(255, 1, 128))
    #expect(fitted == expected)
  }
}
