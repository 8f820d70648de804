import RLEnvironmentKit
import Testing

@Suite(.timeLimit(.minutes(20))) struct PictureTests {
  @Test func `a rectangle is filled as far as it lies in the picture`() {
    var picture = Picture(width: 4, height: 3)
    picture.fill(x: 2, y: -1, width: 9, height: 3, .white)
    for y in 0..<3 {
      for x in 0..<4 { #expect(picture[x, y] == (x >= 2 && y < 2 ? .white : .black)) }
    }
    let before = picture
    for (x, y, width, height) in [(4, 0, 3, 3), (0, 3, 3, 3), (-5, 0, 3, 3), (1, 1, 0, 2), (1, 1, -2, 2)] {
      picture.fill(x: x, y: y, width: width, height: height, RGB(1, 2, 3))
    }
    #expect(picture == before)
  }

  @Test func `a picture is copied larger`() {
    var small = Picture(width: 2, height: 1)
    small[1, 0] = RGB(9, 8, 7)
    var large = Picture(width: 6, height: 4)
    large.copy(small, x: 1, y: 1, scale: 2)
    for y in 0..<4 {
      for x in 0..<6 { #expect(large[x, y] == ((3..<5).contains(x) && (1..<3).contains(y) ? RGB(9, 8, 7) : .black)) }
    }
  }

  @Test func `bytes are rows of red, green and blue`() {
    var picture = Picture(width: 2, height: 2)
    picture[1, 0] = RGB(1, 2, 3)
    #expect(picture.bytes == [0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0])
    picture.withBytes { $0[9] = 5 }
    #expect(picture[1, 1] == RGB(5, 0, 0))
  }
}
