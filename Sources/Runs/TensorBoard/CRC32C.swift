/// The checksum of TFRecord files: CRC-32 with Castagnoli's polynomial.
///
/// Source: RFC 3720, §12.1 and §B.4.
enum CRC32C {
  /// What each byte does to the remainder; 0x82F63B78 is the polynomial with its bits reversed.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { remainder, _ in
      remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0x82F6_3B78
    }
  }

  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { remainder, byte in table[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)] ^ remainder >> 8 }
  }

  /// The checksum as a file holds it; changed, since the checksum of bytes with their own checksum would mean little.
  ///
  /// Source: tensorflow/core/lib/hash/crc32c.h, `Mask`.
  static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let sum = checksum(bytes)
    return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
  }
}
