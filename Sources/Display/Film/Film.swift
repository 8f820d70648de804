public import RLEnvironmentKit
internal import Foundation

/// A recording that grows picture by picture, made by `ffmpeg`; needs no window.
///
/// It is made beside its place and put there when it is finished, so an old one stays until then, and nothing is left
/// of one that is not finished. Equal pictures give equal bytes with the same ffmpeg.
public final class Film {
  public let path: String
  /// Its own, which may not be exactly what was asked for: a GIF shows each picture for a whole number of hundredths of
  /// a second, at least two, since browsers take a shorter time for a tenth.
  public let framesPerSecond: Double
  private let place: FilePlace
  private let format: FilmFormat
  private let program: String
  private var encoder: FFmpeg?
  private var size = (width: 0, height: 0)
  private var palette = FilmPalette()
  private var isOver = false

  /// Looks whether a film can be made there, so that a mistake is reported before work is done for it.
  ///
  /// - Parameters:
  ///   - path: ends in `.gif`, `.mp4` or `.webm`.
  ///   - framesPerSecond: above 0.
  ///   - searchPath: folders in which to look for `ffmpeg`, separated by colons; nil for those of the environment.
  /// - Throws: ``FilmError``.
  public init(_ path: String, framesPerSecond: Double, searchPath: String? = nil) throws(FilmError) {
    precondition(framesPerSecond > 0, "\(framesPerSecond) frames a second")
    guard let format = FilmFormat(path: path) else { throw .unknownEnding(path: path) }
    do { place = try FilePlace(path) } catch { throw .noPlace(error) }
    let folders = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    guard let program = FFmpeg.path(in: folders) else { throw .noFFmpeg(path: path) }
    let rate = format.nearestRate(to: framesPerSecond)
    self.framesPerSecond = rate.pictures / Double(rate.seconds)
    self.path = path
    self.format = format
    self.program = program
  }

  deinit { if !isOver { abandon() } }

  /// Adds a picture.
  ///
  /// - Precondition: it is as large as the first, and the film is not finished.
  /// - Throws: ``FilmError/failed(path:reason:)``, and the film is given up.
  public func add(_ picture: Picture) throws(FilmError) {
    precondition(!isOver, "a picture after the end of a film")
    if encoder == nil {
      precondition(picture.width > 0 && picture.height > 0, "a film of \(picture.width)×\(picture.height)")
      size = (picture.width, picture.height)
      try attempt { () throws(FFmpeg.Failure) in
        encoder = try FFmpeg(program, input + format.encoding + output(to: firstFile), takesInput: true)
      }
    }
    precondition(
      picture.width == size.width && picture.height == size.height,
      "a picture of \(picture.width)×\(picture.height) in a film of \(size.width)×\(size.height)")
    if format == .gif { palette.add(picture) }
    guard let encoder, !encoder.write(picture.bytes) else { return }
    try attempt { () throws(FFmpeg.Failure) in
      try encoder.finish()
      throw FFmpeg.Failure(reason: "nothing, but it stopped reading")
    }
  }

  /// Puts the film in its place.
  ///
  /// - Precondition: it has a picture.
  /// - Throws: ``FilmError``, and the film is given up.
  public func finish() throws(FilmError) {
    precondition(!isOver && encoder != nil, "the end of a film that was not started")
    try attempt { () throws(FFmpeg.Failure) in
      try encoder?.finish()
      if format == .gif {
        let image = palette.image
        if let image, !FileManager.default.createFile(atPath: heldPalette, contents: Data(image)) {
          throw FFmpeg.Failure(reason: "'\(heldPalette)' cannot be written")
        }
        let animation = FilmFormat.animation(of: "file:" + held, palette: image.map { _ in "file:" + heldPalette })
        try FFmpeg(program, animation + output(to: place.temporary), takesInput: false).finish()
      }
    }
    isOver = true
    removeHeld()
    do { try place.fill() } catch { throw .noPlace(error) }
  }

  private func attempt(_ body: () throws(FFmpeg.Failure) -> Void) throws(FilmError) {
    do { try body() } catch {
      abandon()
      throw .failed(path: path, reason: error.reason)
    }
  }

  private func abandon() {
    isOver = true
    encoder?.stop()
    removeHeld()
    place.abandon()
  }

  // MARK: Files

  /// Where pictures are held of which an animation is made in the end.
  private var held: String { path + ".pictures.part" }

  private var heldPalette: String { path + ".palette.part" }

  private var firstFile: String { format == .gif ? held : place.temporary }

  private func removeHeld() {
    guard format == .gif else { return }
    for file in [held, heldPalette] { try? FileManager.default.removeItem(atPath: file) }
  }

  // MARK: Arguments of ffmpeg

  private var input: [String] {
    let rate = format.nearestRate(to: framesPerSecond)
    return [
      "-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", "\(size.width)x\(size.height)", "-framerate",
      "\(rate.pictures)/\(rate.seconds)", "-i", "pipe:0",
    ]
  }

  /// With the name of no protocol before it, a path with a colon would be taken for one.
  private func output(to path: String) -> [String] {
    ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-y", "file:" + path]
  }
}
