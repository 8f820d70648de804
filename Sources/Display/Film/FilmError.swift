/// Why there is no recording.
public enum FilmError: Error, Equatable, CustomStringConvertible {
  /// The name ends in none of the endings that are known.
  case unknownEnding(path: String)
  /// It cannot be where it should.
  case noPlace(PictureFileError)
  /// There is no `ffmpeg` on the search path.
  case noFFmpeg(path: String)
  /// ffmpeg's last message.
  case failed(path: String, reason: String)

  public var description: String {
    switch self {
    case .unknownEnding(let path):
      "cannot write '\(path)': a recording's name must end in .gif, .mp4 or .webm, or in .png for one picture"
    case .noPlace(let error): error.description
    case .noFFmpeg(let path):
      "cannot write '\(path)': there is no ffmpeg, which makes films; install it with `apt-get install ffmpeg`, "
        + "or record one picture in a .png"
    case .failed(let path, let reason): "cannot write '\(path)': ffmpeg reported: \(reason)"
    }
  }
}
