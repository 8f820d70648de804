internal import CPNG
public import RLEnvironmentKit

/// A place for a picture: a PNG file, replaced in one step or left as it was.
public struct PictureFile: Sendable {
  private let place: FilePlace
  public var path: String { place.path }

  /// Looks whether a picture could be there, so that a mistake is reported before work is done for it.
  ///
  /// - Throws: ``PictureFileError/notPNG(path:)``, ``PictureFileError/noFolder(path:folder:)``, or
  ///   ``PictureFileError/refused(path:reason:)`` where the path is a folder or its own folder takes no files.
  public init(_ path: String) throws(PictureFileError) {
    guard path.lowercased().hasSuffix(".png") else { throw .notPNG(path: path) }
    place = try FilePlace(path)
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
    // It removes what it could not finish, and its message is the system's reason.
    guard unsafe png_image_write_to_file(&image, place.temporary, 0, picture.bytes, 0, nil) != 0 else {
      throw .refused(path: path, reason: unsafe withUnsafeBytes(of: image.message) { unsafe text($0) })
    }
    try place.fill()
  }
}

/// The text up to its closing zero.
private func text(_ bytes: UnsafeRawBufferPointer) -> String {
  unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
}
