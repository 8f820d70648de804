internal import CPNG
public import EnvironmentKit

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A place for a picture: a PNG file, replaced in one step or left as it was.
public struct PictureFile: Sendable {
  public let path: String

  /// Looks whether a picture could be there, so that a mistake is told before work is done for it.
  ///
  /// - Throws: ``PictureFileError/notPNG(path:)``, ``PictureFileError/noFolder(path:folder:)``, or
  ///   ``PictureFileError/refused(path:reason:)`` where the path is a folder or its own folder takes no files.
  public init(_ path: String) throws(PictureFileError) {
    self.path = path
    guard path.lowercased().hasSuffix(".png") else { throw .notPNG(path: path) }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard PictureFile.isFolder(folder) else { throw .noFolder(path: path, folder: folder) }
    guard !PictureFile.isFolder(path) else { throw refusal(EISDIR) }
    guard unsafe access(folder, W_OK) == 0 else { throw refusal(errno) }
  }

  /// Writes a picture as PNG, sRGB with 8 bits a channel; equal pictures give equal bytes.
  ///
  /// - Precondition: the picture has pixels.
  /// - Throws: ``PictureFileError/refused(path:reason:)`` with the system's reason.
  public func write(_ picture: Picture) throws(PictureFileError) {
    precondition(picture.width > 0 && picture.height > 0, "a picture of \(picture.width)×\(picture.height)")
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    unsafe image.width = png_uint_32(picture.width)
    unsafe image.height = png_uint_32(picture.height)
    unsafe image.format = png_uint_32(PNG_FORMAT_RGB)
    // In the same folder, since only within a file system does a renaming replace in one step.
    let temporary = path + ".part"
    // It removes what it could not finish, and its message is the system's reason.
    guard unsafe png_image_write_to_file(&image, temporary, 0, picture.bytes, 0, nil) != 0 else {
      throw .refused(path: path, reason: unsafe withUnsafeBytes(of: image.message) { unsafe text($0) })
    }
    guard unsafe rename(temporary, path) == 0 else {
      let problem = refusal(errno)
      unsafe remove(temporary)
      throw problem
    }
  }

  private func refusal(_ number: Int32) -> PictureFileError {
    .refused(path: path, reason: unsafe String(cString: strerror(number)))
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// The text up to its closing zero.
private func text(_ bytes: UnsafeRawBufferPointer) -> String {
  unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
}
