import RLDisplay
import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

/// With the real ffmpeg; where it is not installed they are left out, unless all tests are asked for.
@Suite(
  .timeLimit(.minutes(20)),
  .enabled(if: FilmProbe.isInstalled || ProcessInfo.processInfo.environment["RLCOORD_ALL_TESTS"] != nil))
struct FilmTests {
  static let endings = ["gif", "mp4", "webm"]

  /// A block that moves over fields of flat colors; it rests from the fourth picture to the fifth.
  static func pictures(_ count: Int, width: Int, height: Int, side: Int = 8) -> [Picture] {
    (0..<count).map { number in
      var random = Philox(seed: 7, lane: 0, purpose: .environments)
      var picture = Picture(width: width, height: height)
      for y in stride(from: 0, to: height, by: side) {
        for x in stride(from: 0, to: width, by: side) {
          let color = RGB(UInt8(random.below(256)), UInt8(random.below(256)), UInt8(random.below(256)))
          picture.fill(x: x, y: y, width: side, height: side, color)
        }
      }
      let place = number < 4 ? number : number - 1
      picture.fill(x: place * side, y: side, width: side, height: side, RGB(1, 2, 3))
      return picture
    }
  }

  static func write(_ pictures: [Picture], to path: String, framesPerSecond: Double = 25) throws {
    let film = try Film(path, framesPerSecond: framesPerSecond)
    for picture in pictures { try film.add(picture) }
    try film.finish()
  }

  @Test(arguments: endings, [(48, 32), (49, 33)])
  func `a film has as many pictures as were added, of their size`(ending: String, size: (Int, Int)) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "film." + ending).path
      try Self.write(Self.pictures(6, width: size.0, height: size.1), to: path)
      // Films with halved color are made even.
      let rounded = ending == "gif" ? size : (size.0 + size.0 % 2, size.1 + size.1 % 2)
      #expect(try FilmProbe.facts(path) == ["\(rounded.0)", "\(rounded.1)", "25/1", "6"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["film." + ending])
    }
  }

  @Test func `an animation shows the colors exactly`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "film.GIF").path
      // 15 × 15 fields and the block.
      let pictures = Self.pictures(9, width: 60, height: 60, side: 4)
      try Self.write(pictures, to: path)
      #expect(try FilmProbe.pictures(path, width: 60, height: 60) == pictures)
    }
  }

  @Test func `an animation of more colors than it can hold comes near them`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "film.gif").path
      let pictures = Self.pictures(3, width: 60, height: 60, side: 3)
      try Self.write(pictures, to: path)
      let shown = try FilmProbe.pictures(path, width: 60, height: 60)
      #expect(shown.count == 3 && shown != pictures)
      let distances = (0..<400).map { place in
        let (x, y) = (place % 20 * 3, place / 20 * 3)
        return FilmProbe.distance(shown[0][x, y], pictures[0][x, y])
      }
      #expect(distances.reduce(0, +) < 400 * 16, "\(distances)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["film.gif"])
    }
  }

  @Test(arguments: ["mp4", "webm"])
  func `a film shows flat colors nearly`(ending: String) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "film." + ending).path
      let pictures = Self.pictures(6, width: 128, height: 96, side: 32)
      try Self.write(pictures, to: path)
      let shown = try FilmProbe.pictures(path, width: 128, height: 96)
      #expect(shown.count == pictures.count)
      for (one, other) in zip(shown, pictures) {
        for y in stride(from: 16, to: 96, by: 32) {
          for x in stride(from: 16, to: 128, by: 32) {
            #expect(FilmProbe.distance(one[x, y], other[x, y]) <= 6, "\(one[x, y]) instead of \(other[x, y])")
          }
        }
      }
    }
  }

  @Test(arguments: endings)
  func `equal pictures give equal bytes, and replace what was there`(ending: String) throws {
    try withTemporaryFolder { folder in
      let (one, other) = (folder.appending(path: "a." + ending), folder.appending(path: "b." + ending))
      try Data("old".utf8).write(to: other)
      for file in [one, other] { try Self.write(Self.pictures(4, width: 32, height: 32), to: file.path) }
      #expect(try Data(contentsOf: one) == Data(contentsOf: other))
    }
  }

  @Test(arguments: [(10.0, 10), (30.0, 3), (60.0, 2), (15.0, 7), (1000.0, 2), (0.0001, 65_535)])
  func `an animation has the nearest rate that it can have`(asked: Double, hundredths: Int) throws {
    #expect(try Film("a.gif", framesPerSecond: asked).framesPerSecond == 100 / Double(hundredths))
    #expect(try Film("a.mp4", framesPerSecond: asked).framesPerSecond == asked)
  }

  @Test(arguments: [7.5, 30, 60])
  func `each picture of an animation is shown for its duration`(asked: Double) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "film.gif").path
      try Self.write(Self.pictures(5, width: 32, height: 32), to: path, framesPerSecond: asked)
      let delays = try FilmProbe.delays(path)
      #expect(delays.count == 5 && Set(delays).count == 1)
      #expect(abs((delays.first ?? 0) - 1 / (try Film(path, framesPerSecond: asked).framesPerSecond)) < 1e-6)
    }
  }

  @Test func `a name that looks like a protocol or an option is a name`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "-y pipe:1 %d.mp4").path
      try Self.write(Self.pictures(2, width: 32, height: 32), to: path)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["-y pipe:1 %d.mp4"])
    }
  }

  @Test(arguments: endings)
  func `a film that is not finished leaves nothing behind, and the old one as it was`(ending: String) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "film." + ending)
      try Data("old".utf8).write(to: file)
      do {
        let film = try Film(file.path, framesPerSecond: 10)
        for picture in Self.pictures(3, width: 64, height: 64) { try film.add(picture) }
      }
      #expect(try Data(contentsOf: file) == Data("old".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["film." + ending])
    }
  }
}
