/// The 64-bit FNV-1a hash: a short name for what an observation or a picture shows.
///
/// Source: Fowler, Noll, Vo; RFC 9923.
///
/// - Parameter start: the hash of the bytes that came before; without it these are the first.
public func fnv1a(_ bytes: [UInt8], after start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
  var hash = start
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return hash
}
