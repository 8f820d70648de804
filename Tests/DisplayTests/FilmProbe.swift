import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

/// Reads films back with ffmpeg's own tools.
enum FilmProbe {
  static let isInstalled = program("ffmpeg") != nil && program("ffprobe") != nil

  /// Width, height, rate, pictures.
  static func facts(_ path: String) throws -> [String] {
    let output = try run(
      "ffprobe",
      [
        "-v", "error", "-count_frames", "-show_entries", "stream=width,height,r_frame_rate,nb_read_frames", "-of",
        "csv=p=0", path,
      ])
    return String(decoding: output, as: UTF8.self).split { ",\n".contains($0) }.map(String.init)
  }

  /// For how long each picture is shown, in seconds.
  static func delays(_ path: String) throws -> [Double] {
    let output = try run(
      "ffprobe", ["-v", "error", "-show_entries", "packet=duration_time", "-of", "csv=p=0", path])
    return String(decoding: output, as: UTF8.self).split { ",\n".contains($0) }.compactMap { Double($0) }
  }

  static func pictures(_ path: String, width: Int, height: Int) throws -> [Picture] {
    let bytes = [UInt8](
      try run(
        "ffmpeg", ["-v", "error", "-i", path, "-vsync", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
    )
    let size = width * height * 3
    try #require(bytes.count % size == 0)
    return stride(from: 0, to: bytes.count, by: size).map { start in
      var picture = Picture(width: width, height: height)
      picture.withBytes { for index in $0.indices { $0[index] = bytes[start + index] } }
      return picture
    }
  }

  /// The largest difference of a channel.
  static func distance(_ one: RGB, _ other: RGB) -> Int {
    [(one.red, other.red), (one.green, other.green), (one.blue, other.blue)]
      .map { abs(Int($0) - Int($1)) }.max() ?? 0
  }

  private static func program(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What a program writes to its standard output.
  private static func run(_ name: String, _ arguments: [String]) throws -> Data {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "output")
      try Data().write(to: file)
      let process = Process()
      process.executableURL = URL(filePath: try #require(program(name)))
      process.arguments = arguments
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: file)
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return try Data(contentsOf: file)
    }
  }
}
