import CPNG
import RLDisplay
import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PictureFileTests {
  @Test(arguments: [(1, 1), (7, 3), (1, 50), (331, 2)])
  func `a picture that was written is read back equal`(width: Int, height: Int) throws {
    try withTemporaryFolder { folder in
      let picture = PictureFileTests.noise(width: width, height: height)
      let path = folder.appending(path: "picture.png").path
      try PictureFile(path).write(picture)
      #expect(try PictureFileTests.read(path) == picture)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["picture.png"])
    }
  }

  @Test func `an older picture is replaced, and equal pictures give equal bytes`() throws {
    try withTemporaryFolder { folder in
      let (one, other) = (folder.appending(path: "one.PNG"), folder.appending(path: "other.png"))
      try PictureFile(one.path).write(PictureFileTests.noise(width: 40, height: 40))
      let picture = PictureFileTests.noise(width: 5, height: 4)
      for file in [one, other] { try PictureFile(file.path).write(picture) }
      #expect(try PictureFileTests.read(one.path) == picture)
      #expect(try Data(contentsOf: one) == Data(contentsOf: other))
    }
  }

  @Test(arguments: [
    ("sheet.jpg", "cannot write 'sheet.jpg': pictures are PNG files, so the name must end in .png"),
    ("png", "cannot write 'png': pictures are PNG files, so the name must end in .png"),
    (
      "/nowhere/at/all/sheet.png",
      "cannot write '/nowhere/at/all/sheet.png': there is no folder '/nowhere/at/all'; make it or choose another place"
    ),
    (
      "/dev/null/sheet.png",
      "cannot write '/dev/null/sheet.png': there is no folder '/dev/null'; make it or choose another place"
    ),
  ])
  func `a place where no picture can be is refused before anything is written`(path: String, text: String) {
    #expect(#expect(throws: PictureFileError.self) { try PictureFile(path) }?.description == text)
  }

  @Test func `a folder of that name is refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sheet.png").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(throws: PictureFileError.refused(path: path, reason: "Is a directory")) { try PictureFile(path) }
    }
  }

  @Test func `what the system refuses is reported with its reason, and nothing is left behind`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sheet.png").path
      let file = try PictureFile(path)
      // A folder in the temporary file's place cannot be opened for writing.
      try FileManager.default.createDirectory(atPath: path + ".part", withIntermediateDirectories: true)
      #expect(throws: PictureFileError.refused(path: path, reason: "Is a directory")) {
        try file.write(Picture(width: 2, height: 2))
      }
      try FileManager.default.removeItem(atPath: path + ".part")
      // A folder in the picture's own place cannot be replaced.
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(throws: PictureFileError.refused(path: path, reason: "Is a directory")) {
        try file.write(Picture(width: 2, height: 2))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["sheet.png"])
    }
  }

  private static func noise(width: Int, height: Int) -> Picture {
    var random = Philox(seed: UInt64(width), lane: 0, purpose: .environments)
    var picture = Picture(width: width, height: height)
    picture.withBytes { for index in $0.indices { $0[index] = UInt8(random.below(256)) } }
    return picture
  }

  /// Reads a PNG file with libpng.
  private static func read(_ path: String) throws -> Picture {
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    try #require(unsafe png_image_begin_read_from_file(&image, path) != 0)
    // As it was stored: with any other format libpng would convert it.
    #expect(unsafe image.format == png_uint_32(PNG_FORMAT_RGB))
    var picture = unsafe Picture(width: Int(image.width), height: Int(image.height))
    var bytes = picture.bytes
    try #require(unsafe png_image_finish_read(&image, nil, &bytes, 0, nil) != 0)
    picture.withBytes { for index in $0.indices { $0[index] = bytes[index] } }
    return picture
  }
}
