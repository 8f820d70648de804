import EnvironmentKit

// The loops over whole images. Each is plain enough for the compiler to turn it into vector instructions; the caller
// vouches that every pointer has room for `ArcadeCanvas.size` pixels and that outputs overlap nothing.

/// `image[i] = max(earlier[i], later[i])`, one byte a pixel.
func storeBrighter(
  _ earlier: UnsafePointer<UInt8>, _ later: UnsafePointer<UInt8>, into image: UnsafeMutablePointer<UInt8>
) {
  for index in 0..<ArcadeCanvas.size {
    let (a, b) = unsafe (earlier[index], later[index])
    unsafe image[index] = a > b ? a : b
  }
}

/// The same for palette indices, each channel by itself; `image` has three bytes a pixel.
func storeBrighterColors(
  _ earlier: UnsafePointer<UInt8>, _ later: UnsafePointer<UInt8>, into image: UnsafeMutablePointer<UInt8>
) {
  // 0x00BBGGRR of each colour; where both frames agree, almost everywhere, one look-up is the answer.
  var table = InlineArray<32, UInt32>(repeating: 0)
  for color in ArcadeColor.allCases {
    let rgb = color.rgb
    table[Int(color.rawValue)] = UInt32(rgb.red) | UInt32(rgb.green) << 8 | UInt32(rgb.blue) << 16
  }
  for index in 0..<ArcadeCanvas.size {
    let (a, b) = unsafe (Int(earlier[index] & 31), Int(later[index] & 31))
    var color = table[a]
    if a != b {
      let other = table[b]
      color =
        max(color & 0xFF, other & 0xFF) | max(color & 0xFF00, other & 0xFF00)
        | max(color & 0xFF_0000, other & 0xFF_0000)
    }
    unsafe image[3 * index] = UInt8(truncatingIfNeeded: color)
    unsafe image[3 * index + 1] = UInt8(truncatingIfNeeded: color >> 8)
    unsafe image[3 * index + 2] = UInt8(truncatingIfNeeded: color >> 16)
  }
}

/// `out[4 i + k]` is byte `i` of image `k`: four grey images side by side.
func interleave(
  _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, _ third: UnsafePointer<UInt8>,
  _ fourth: UnsafePointer<UInt8>, into out: UnsafeMutablePointer<UInt8>
) {
  let words = UnsafeMutableRawPointer(out)
  for index in 0..<ArcadeCanvas.size {
    let word =
      unsafe UInt32(first[index]) | UInt32(second[index]) << 8 | UInt32(third[index]) << 16
      | UInt32(fourth[index]) << 24
    unsafe words.storeBytes(of: word, toByteOffset: 4 &* index, as: UInt32.self)
  }
}

/// Writes one image's pixels `stride` bytes apart, `channels` bytes each.
func scatter(
  _ image: UnsafePointer<UInt8>, channels: Int, into out: UnsafeMutablePointer<UInt8>, every stride: Int
) {
  if channels == 1 {
    for index in 0..<ArcadeCanvas.size { unsafe out[index &* stride] = image[index] }
  } else {
    for index in 0..<ArcadeCanvas.size {
      let (from, to) = (3 &* index, index &* stride)
      unsafe out[to] = image[from]
      unsafe out[to + 1] = image[from + 1]
      unsafe out[to + 2] = image[from + 2]
    }
  }
}
