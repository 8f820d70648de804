import RLDisplay
import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

/// With programs that are called ffmpeg and are not.
@Suite(.timeLimit(.minutes(20))) struct FilmErrorTests {
  /// A folder of a program `ffmpeg` that is a shell script, and a place for a film beside it.
  private static func with<R>(script: String, _ body: (_ searchPath: String, _ folder: URL) throws -> R) throws -> R {
    try withTemporaryFolder { parent in
      let (programs, films) = (parent.appending(path: "programs"), parent.appending(path: "films"))
      for folder in [programs, films] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      }
      let program = programs.appending(path: "ffmpeg")
      // Another process writes it: a file that this one has open could go on, open, to whatever another test starts in
      // that moment, and what is open for writing cannot be started.
      let writer = Process()
      writer.executableURL = URL(filePath: "/bin/sh")
      writer.arguments = [
        "-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$2\"; chmod +x \"$2\"", "sh", script, program.path,
      ]
      try writer.run()
      writer.waitUntilExit()
      return try body("/nowhere:" + programs.path, films)
    }
  }

  private static func record(_ path: String, pictures: Int, side: Int, searchPath: String) throws(FilmError) {
    let film = try Film(path, framesPerSecond: 10, searchPath: searchPath)
    for _ in 0..<pictures { try film.add(Picture(width: side, height: side)) }
    try film.finish()
  }

  @Test(arguments: [
    (
      "film.avi",
      "cannot write 'film.avi': a recording's name must end in .gif, .mp4 or .webm, or in .png for one picture"
    ),
    ("gif", "cannot write 'gif': a recording's name must end in .gif, .mp4 or .webm, or in .png for one picture"),
    (
      "/nowhere/at/all/film.mp4",
      "cannot write '/nowhere/at/all/film.mp4': there is no folder '/nowhere/at/all'; make it or choose another place"
    ),
  ])
  func `a place where no film can be is refused before anything else`(path: String, text: String) {
    let error = #expect(throws: FilmError.self) { try Film(path, framesPerSecond: 10, searchPath: "") }
    #expect(error?.description == text)
  }

  @Test func `a folder of that name is refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "film.gif").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(throws: FilmError.noPlace(.refused(path: path, reason: "Is a directory"))) {
        try Film(path, framesPerSecond: 10, searchPath: "")
      }
    }
  }

  @Test func `without ffmpeg the package is named`() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: FilmError.self) {
        try Film("film.gif", framesPerSecond: 10, searchPath: folder.path)
      }
      #expect(
        error?.description
          == "cannot write 'film.gif': there is no ffmpeg, which makes films; install it with "
          + "`apt-get install ffmpeg`, or record one picture in a .png")
    }
  }

  @Test(arguments: ["gif", "mp4", "webm"], [(1, 4), (60, 300)])
  func `ffmpeg's last line is reported, however early it ends`(ending: String, load: (pictures: Int, side: Int)) throws
  {
    // More than fits between two processes makes the writing fail, less the end.
    try Self.with(script: "echo first >&2; echo 'no such encoder' >&2; echo >&2; exit 1") { searchPath, folder in
      let file = folder.appending(path: "film." + ending)
      try Data("old".utf8).write(to: file)
      let error = #expect(throws: FilmError.self) {
        try Self.record(file.path, pictures: load.pictures, side: load.side, searchPath: searchPath)
      }
      #expect(error?.description == "cannot write '\(file.path)': ffmpeg reported: no such encoder")
      #expect(try Data(contentsOf: file) == Data("old".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["film." + ending])
    }
  }

  @Test(arguments: [
    ("exit 3", "nothing, but it ended with status 3"), ("kill -9 $$", "nothing, but it ended with status 9"),
    ("head -c 10 > /dev/null", "nothing, but it stopped reading"),
  ])
  func `a silent ffmpeg is reported by its exit`(script: String, reason: String) throws {
    try Self.with(script: script) { searchPath, folder in
      let path = folder.appending(path: "film.mp4").path
      #expect(throws: FilmError.failed(path: path, reason: reason)) {
        try Self.record(path, pictures: 60, side: 300, searchPath: searchPath)
      }
    }
  }

  @Test func `an animation that fails in the end leaves none of its pictures behind`() throws {
    // Takes what it is given to the last of its arguments, but knows no palettes.
    let script = """
      case "$*" in *paletteuse*) echo 'no palettes' >&2; exit 1;; esac
      for last; do :; done
      cat > "${last#file:}"
      """
    try Self.with(script: script) { searchPath, folder in
      let path = folder.appending(path: "film.gif").path
      let film = try Film(path, framesPerSecond: 10, searchPath: searchPath)
      try film.add(Picture(width: 8, height: 8))
      #expect(throws: FilmError.failed(path: path, reason: "no palettes")) { try film.finish() }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func `a film is put in its place whole`() throws {
    try Self.with(script: "for last; do :; done; cat > \"${last#file:}\"") { searchPath, folder in
      let file = folder.appending(path: "film.mp4")
      let film = try Film(file.path, framesPerSecond: 10, searchPath: searchPath)
      for _ in 0..<3 { try film.add(Picture(width: 8, height: 8)) }
      #expect(!FileManager.default.fileExists(atPath: file.path))
      try film.finish()
      #expect(try Data(contentsOf: file) == Data(count: 3 * 8 * 8 * 3))
    }
  }
}
