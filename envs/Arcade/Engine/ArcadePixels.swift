import EnvironmentKit

// The loops over whole images. Their caller vouches that every pointer has room for `ArcadeCanvas.size` pixels and
// that no output overlaps an input.

/// `image[i] = max(earlier[i], later[i])`, one byte a pixel.
func storeBrighter(
  _ earlier: UnsafePointer<UInt8>, _ later: UnsafePointer<UInt8>, into image: UnsafeMutablePointer<UInt8>
) {
  for index in 0..<ArcadeCanvas.size {
    let (a, b) = unsafe (earlier[index], later[index])
    unsafe image[index] = a > b ? a : b
  }
}

/// The same for palette indices, channel by channel; `image` has three bytes a pixel.
func storeBrighterColors(
  _ earlier: UnsafePointer<UInt8>, _ later: UnsafePointer<UInt8>, into image: UnsafeMutablePointer<UInt8>
) {
  let table = colorWords
  let bytes = UnsafeMutableRawPointer(image)
  for index in 0..<ArcadeCanvas.size {
    let (a, b) = unsafe (Int(earlier[index] & 31), Int(later[index] & 31))
    var word = table[a]
    if a != b {
      let other = table[b]
      word = max(word & 0xFF, other & 0xFF) | max(word & 0xFF00, other & 0xFF00) | max(word >> 16, other >> 16) << 16
    }
    unsafe bytes.storeBytes(of: UInt16(truncatingIfNeeded: word), toByteOffset: 3 &* index, as: UInt16.self)
    unsafe image[3 &* index &+ 2] = UInt8(truncatingIfNeeded: word >> 16)
  }
}

/// The palette as `0xBBGGRR`.
private let colorWords: [UInt32] = ArcadeColor.allCases.map { color in
  UInt32(color.rgb.red) | UInt32(color.rgb.green) << 8 | UInt32(color.rgb.blue) << 16
}

/// `out[4 i + k]` is byte `i` of image `k`: the usual stack of four grey images.
///
/// Even and odd halves are the one form of this that becomes byte-interleaving instructions: 0.5 µs instead of 3.
func interleave(
  _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, _ third: UnsafePointer<UInt8>,
  _ fourth: UnsafePointer<UInt8>, into out: UnsafeMutablePointer<UInt8>
) {
  var index = 0
  while index < ArcadeCanvas.size {
    var words = SIMD32<UInt16>()
    unsafe words.evenHalf = pairs(first + index, second + index)
    unsafe words.oddHalf = pairs(third + index, fourth + index)
    unsafe UnsafeMutableRawPointer(out).storeBytes(of: words, toByteOffset: 4 &* index, as: SIMD32<UInt16>.self)
    index &+= 16
  }
}

/// Sixteen bytes of each image side by side, the first image's in the low halves.
@inline(__always)
private func pairs(_ low: UnsafePointer<UInt8>, _ high: UnsafePointer<UInt8>) -> SIMD16<UInt16> {
  var bytes = SIMD32<UInt8>()
  unsafe bytes.evenHalf = UnsafeRawPointer(low).loadUnaligned(as: SIMD16<UInt8>.self)
  unsafe bytes.oddHalf = UnsafeRawPointer(high).loadUnaligned(as: SIMD16<UInt8>.self)
  return unsafe unsafeBitCast(bytes, to: SIMD16<UInt16>.self)
}

/// Stacks any number of images of one or three bytes a pixel: `out[i]` holds pixel `i` of every image in turn.
///
/// - Parameters:
///   - images: the ring, `count` images of `channels` bytes a pixel.
///   - oldest: the place in the ring to begin with.
func stack(
  _ images: UnsafePointer<UInt8>, count: Int, oldest: Int, channels: Int, into out: UnsafeMutablePointer<UInt8>
) {
  let imageSize = channels &* ArcadeCanvas.size
  for age in 0..<count {
    let image = unsafe images + (oldest + age) % count * imageSize
    let place = unsafe out + age * channels
    let step = count &* channels
    if channels == 1 {
      for index in 0..<ArcadeCanvas.size { unsafe place[index &* step] = image[index] }
      continue
    }
    for index in 0..<ArcadeCanvas.size {
      let (from, to) = unsafe (UnsafeRawPointer(image + 3 &* index), UnsafeMutableRawPointer(place + index &* step))
      unsafe to.storeBytes(of: from.loadUnaligned(as: UInt16.self), as: UInt16.self)
      unsafe to.storeBytes(of: from.load(fromByteOffset: 2, as: UInt8.self), toByteOffset: 2, as: UInt8.self)
    }
  }
}
