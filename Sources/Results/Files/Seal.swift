/// A digest that a file carries of itself: SHA-256 over all its bytes, with zeros where the digest stands.
///
/// Every bit of the file is either in the digest or under it, so no bit can change unnoticed.
package enum Seal {
  /// The name of the digest in a safetensors file's metadata.
  package static let name = "sha256"
  /// What stands in the place of the digest while it is computed.
  package static let blank = String(repeating: "0", count: 64)

  /// Puts the digest in the place of the zeros.
  package static func seal(_ file: [UInt8]) -> [UInt8] {
    guard let place = place(in: file) else { return file }
    var file = file
    file.replaceSubrange(place, with: SHA256.digest(of: file).utf8)
    return file
  }

  /// Whether the file carries its digest; nil where it carries none.
  package static func isIntact(_ file: [UInt8]) -> Bool? {
    guard let place = place(in: file) else { return nil }
    var blanked = file
    blanked.replaceSubrange(place, with: blank.utf8)
    return file[place].elementsEqual(SHA256.digest(of: blanked).utf8)
  }

  /// Where the digest stands. A quote within a JSON text is escaped, so this name before a text is the real one.
  private static func place(in file: [UInt8]) -> Range<Int>? {
    let key = Array("\"\(name)\":\"".utf8)
    let end = min(file.count, 1 << 16)
    var start = 8
    while start + key.count + blank.count <= end {
      if file[start] == key[0], file[start..<start + key.count].elementsEqual(key) {
        return start + key.count..<start + key.count + blank.count
      }
      start += 1
    }
    return nil
  }
}
