import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct ContactSheetTests {
  private static let pitch = ContactSheet.side + ContactSheet.margin

  @Test func `pictures stand row by row below the title of their section`() {
    let colors = [RGB(200, 0, 0), RGB(0, 200, 0), RGB(0, 0, 200), RGB(200, 200, 0)]
    var sheet = ContactSheet(columns: 2)
    for (index, color) in colors.enumerated() {
      var picture = Picture(width: 84, height: 84)
      picture.fill(color)
      // The second section begins with the last picture but one, and the first goes on afterward.
      sheet.add(picture, caption: "n\(index)", section: index == 2 ? "second" : "first")
    }
    let composed = sheet.composed()
    let left = ContactSheet.margin + ContactSheet.side / 2
    let top = ContactSheet.margin + ContactSheet.titleHeight + ContactSheet.side / 2
    let row = ContactSheet.side + ContactSheet.margin + ContactSheet.margin / 2 + Caption.lineHeight
    #expect(composed.width == ContactSheet.margin + 2 * ContactSheetTests.pitch)
    #expect(composed.height == ContactSheet.margin + 2 * ContactSheet.titleHeight + 3 * row)
    #expect(composed[left, top] == colors[0])
    #expect(composed[left + ContactSheetTests.pitch, top] == colors[1])
    #expect(composed[left, top + row] == colors[3])
    #expect(composed[left, top + 2 * row + ContactSheet.titleHeight] == colors[2])
  }

  @Test func `a sheet is as narrow as its rows, and holds what it is given`() {
    var sheet = ContactSheet(columns: 1_000_000)
    #expect(sheet.composed().width == ContactSheet.margin)
    sheet.add(Picture(width: 1, height: 900), caption: "", section: "a")
    #expect(sheet.composed().width == ContactSheet.margin + ContactSheetTests.pitch)
    sheet.add(Picture(width: 1, height: 1), caption: "b", section: "a rather long title that is wider")
    #expect(sheet.composed().width > 2 * ContactSheetTests.pitch)
  }

  @Test(arguments: [
    ("pong", ["pong"]), ("dynamic-obstacles-random-6x6", ["dynamic-", "obstacles-", "random-6x6"]),
    ("simplecrossing-s9n1", ["simplecrossing-", "s9n1"]), ("blockedunlockpickup", ["blockedunlockpi", "ckup"]),
    ("a-blockedunlockpickup", ["a-", "blockedunlockpi", "ckup"]), ("", [""]),
  ])
  func `a caption is broken after hyphens, or where a word has no room`(text: String, lines: [String]) {
    let caption = Caption(text, width: 180)
    #expect(caption.lines == lines)
    let widest = lines.map { PixelFont.width(of: $0, scale: 2) }.max()
    #expect(widest ?? 0 <= 180)
  }
}
