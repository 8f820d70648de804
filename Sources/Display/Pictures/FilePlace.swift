#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A place for a file that is made beside it and put there in one step, so that an old one stays until then.
struct FilePlace: Sendable {
  let path: String
  /// In the same folder, since only within a file system does a renaming replace in one step.
  var temporary: String { path + ".part" }

  /// Looks whether a file could be there, so that a mistake is reported before work is done for it.
  ///
  /// - Throws: ``PictureFileError/noFolder(path:folder:)``, or ``PictureFileError/refused(path:reason:)`` where the
  ///   path is a folder or its own folder takes no files.
  init(_ path: String) throws(PictureFileError) {
    self.path = path
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard FilePlace.isFolder(folder) else { throw .noFolder(path: path, folder: folder) }
    guard !FilePlace.isFolder(path) else { throw refusal(EISDIR) }
    guard unsafe access(folder, W_OK) == 0 else { throw refusal(errno) }
  }

  /// Puts the temporary file in its place; where that fails it is removed.
  func fill() throws(PictureFileError) {
    guard unsafe rename(temporary, path) == 0 else {
      let problem = refusal(errno)
      abandon()
      throw problem
    }
  }

  /// Removes the temporary file, if there is one.
  func abandon() { _ = unsafe unlink(temporary) }

  private func refusal(_ number: Int32) -> PictureFileError {
    .refused(path: path, reason: unsafe String(cString: strerror(number)))
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
