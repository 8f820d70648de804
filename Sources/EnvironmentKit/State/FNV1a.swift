/// The 64-bit FNV-1a hash: a short name for what an observation or a picture shows.
///
/// Source: Fowler, Noll, Vo; RFC 9923.
public func fnv1a(_ bytes: [UInt8]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return hash
}
