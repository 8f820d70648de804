import RLEnvironmentKit

// The loops over whole frames. Their caller vouches that frames have `ArcadeCanvas.size` bytes and the stack as many
// pixels of the size given.

/// Drops the oldest of four gray images and appends the brighter of two frames: a word of the stack holds a pixel of
/// all four, the oldest in the low byte. The usual case, and so eight pixels at a time, which divide a canvas.
func pushOntoFour(
  _ earlier: UnsafePointer<UInt8>, _ later: UnsafePointer<UInt8>, stack: UnsafeMutableRawPointer
) {
  let (earlier, later) = unsafe (UnsafeRawPointer(earlier), UnsafeRawPointer(later))
  for group in 0..<ArcadeCanvas.size / 8 {
    let index = 8 &* group
    let a = unsafe earlier.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt8>.self)
    let b = unsafe later.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt8>.self)
    let newest = SIMD8<UInt32>(truncatingIfNeeded: a.replacing(with: b, where: b .> a))
    let images = unsafe stack.loadUnaligned(fromByteOffset: 4 &* index, as: SIMD8<UInt32>.self)
    unsafe stack.storeBytes(of: images &>> 8 | newest &<< 24, toByteOffset: 4 &* index, as: SIMD8<UInt32>.self)
  }
}

/// The same for any number of gray images but for the dropping: writes the newest of `depth` bytes of each pixel.
func appendGray(
  _ earlier: UnsafePointer<UInt8>, _ later: UnsafePointer<UInt8>, stack: UnsafeMutablePointer<UInt8>, depth: Int
) {
  for index in 0..<ArcadeCanvas.size {
    let (a, b) = unsafe (earlier[index], later[index])
    unsafe stack[(index &+ 1) &* depth &- 1] = a > b ? a : b
  }
}

/// The same for frames of palette indices: three bytes an image, the brighter of two colors channel by channel.
func appendColors(
  _ earlier: UnsafePointer<UInt8>, _ later: UnsafePointer<UInt8>, stack: UnsafeMutablePointer<UInt8>, depth: Int
) {
  let table = ArcadeColor.words
  for index in 0..<ArcadeCanvas.size {
    let (a, b) = unsafe (Int(earlier[index] & 31), Int(later[index] & 31))
    var word = table[a]
    if a != b {
      let other = table[b]
      word = max(word & 0xFF, other & 0xFF) | max(word & 0xFF00, other & 0xFF00) | max(word >> 16, other >> 16) << 16
    }
    let pixel = unsafe stack + 3 &* ((index &+ 1) &* depth &- 1)
    unsafe pixel[0] = UInt8(truncatingIfNeeded: word)
    unsafe pixel[1] = UInt8(truncatingIfNeeded: word >> 8)
    unsafe pixel[2] = UInt8(truncatingIfNeeded: word >> 16)
  }
}
