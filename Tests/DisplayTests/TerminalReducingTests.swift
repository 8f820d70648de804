import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct TerminalReducingTests {
  @Test(arguments: [
    (160, 160, 62, 90, 60, 60), (336, 336, 46, 46, 42, 42), (336, 336, 48, 200, 48, 48), (256, 256, 62, 62, 48, 48),
    (160, 160, 400, 400, 160, 160), (640, 480, 80, 70, 80, 60), (331, 200, 60, 60, 60, 36), (5, 900, 9, 30, 1, 30),
    (7, 7, 1, 9, 1, 1),
  ])
  func `a picture is made about as small as a rectangle, its cells whole where they can be`(
    width: Int, height: Int, columns: Int, rows: Int, reducedWidth: Int, reducedHeight: Int
  ) {
    let reduced = Picture(width: width, height: height).reduced(width: columns, height: rows)
    #expect((reduced.width, reduced.height) == (reducedWidth, reducedHeight))
  }

  @Test func `cells of sixteen pixels become cells of six`() {
    var picture = Picture(width: 160, height: 160)
    for cell in 0..<100 where (cell / 10 + cell) % 2 == 0 {
      picture.fill(x: cell % 10 * 16, y: cell / 10 * 16, width: 16, height: 16, .white)
    }
    let reduced = picture.reduced(width: 62, height: 62)
    for y in 0..<60 {
      for x in 0..<60 { #expect(reduced[x, y] == ((x / 6 + y / 6) % 2 == 0 ? .white : .black)) }
    }
  }
}
