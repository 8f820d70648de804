import EnvironmentKit
import Testing

@testable import Display

@Suite struct ContactSheetTests {
  private static let pitch = ContactSheet.side + ContactSheet.margin

  @Test func `pictures stand row by row below the title of their section`() {
    let colors = [RGB(200, 0, 0), RGB(0, 200, 0), RGB(0, 0, 200), RGB(200, 200, 0)]
    var sheet = ContactSheet(columns: 2)
    for (index, color) in colors.enumerated() {
      var picture = Picture(width: 84, height: 84)
      picture.fill(color)
      // The second section begins with the last picture but one, and the first goes on afterwards.
      sheet.add(picture, caption: "n\(index)", section: index == 2 ? "second" : "first")
    }
    let composed = sheet.composed()
    let left = ContactSheet.margin + ContactSheet.side / 2
    let top = ContactSheet.margin + ContactSheet.titleHeight + ContactSheet.side / 2
    let row = ContactSheet.side + ContactSheet.margin + ContactSheet.margin / 2 + 2 * (PixelFont.height + 2)
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
    ("pong", ["pong"], 2), ("dynamic-obstacles-random-6x6", ["dynamic-", "obstacles-", "random-6x6"], 2),
    ("simplecrossing-s9n1", ["simplecrossing-", "s9n1"], 2), ("blockedunlockpickup", ["blockedunlockpickup"], 1),
    ("a-blockedunlockpickup", ["a-blockedunlockpickup"], 1), ("", [""], 2),
  ])
  func `a caption is broken after hyphens, or small`(text: String, lines: [String], scale: Int) {
    let caption = Caption(text, width: 180)
    #expect(caption.lines == lines)
    #expect(caption.scale == scale)
    #expect(lines.allSatisfy { PixelFont.width(of: $0, scale: scale) <= 180 })
  }

  @Test func `a caption without end is cut`() {
    #expect(Caption(String(repeating: "x", count: 500), width: 180).lines == [String(repeating: "x", count: 30)])
  }
}
