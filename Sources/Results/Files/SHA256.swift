internal import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that may come in pieces, computed by libcrypto.
@safe package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  package init() {
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory for a digest") }
    unsafe self.context = context
    SHA256.check(unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil))
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { SHA256.check(unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)) }
  }

  /// The digest of all bytes so far, in hexadecimal.
  package consuming func finalize() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    SHA256.check(unsafe EVP_DigestFinal_ex(context, &digest, nil))
    return digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  static func digest(of bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return digest.finalize()
  }

  /// These calls fail only where libcrypto was built without SHA-256.
  private static func check(_ status: Int32) { precondition(status == 1, "libcrypto cannot compute SHA-256") }
}
