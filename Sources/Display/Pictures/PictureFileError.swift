/// Why a picture cannot be where it should.
public enum PictureFileError: Error, Equatable, CustomStringConvertible {
  /// The name does not end in `.png`.
  case notPNG(path: String)
  /// There is no such folder to put it in.
  case noFolder(path: String, folder: String)
  /// The system does not let it be written.
  case refused(path: String, reason: String)

  public var description: String {
    switch self {
    case .notPNG(let path): "cannot write '\(path)': pictures are PNG files, so the name must end in .png"
    case .noFolder(let path, let folder):
      "cannot write '\(path)': there is no folder '\(folder)'; make it or choose another place"
    case .refused(let path, let reason): "cannot write '\(path)': \(reason); choose another place"
    }
  }
}
