extension Picture {
  /// Draws an observation by its shape alone: frames of a stack in a square, gray or in color; planes and codes each
  /// in a color of its own, a later one over an earlier.
  ///
  /// - Parameters:
  ///   - observation: `[height, width, channels]`.
  ///   - maximum: the largest value a byte takes; 255 means pixels.
  public mutating func draw(observation: [UInt8], shape: [Int], maximum: UInt8) {
    precondition(observation.count == shape.reduce(1, *), "\(observation.count) bytes for \(shape)")
    let (height, width, channels) = (shape[0], shape[1], shape[2])
    guard maximum == 255 else {
      resize(width: width, height: height)
      for place in 0..<width * height {
        let values = observation[place * channels..<(place + 1) * channels]
        let color = values.lastIndex { $0 != 0 }.map { index in
          Picture.planeColor(index - values.startIndex, brightness: Float(values[index]) / Float(max(1, maximum)))
        }
        self[place % width, place / width] = color ?? RGB(18, 20, 28)
      }
      return
    }
    let depth = channels % 3 == 0 ? 3 : 1
    let frames = channels / depth
    let columns = Int(Double(frames).squareRoot().rounded(.up))
    let rows = (frames + columns - 1) / columns
    resize(width: columns * (width + 1) - 1, height: rows * (height + 1) - 1)
    fill(RGB(70, 76, 96))
    let pitch = self.width
    let source = observation.span
    withBytes { pixels in
      for frame in 0..<frames {
        let (left, top) = (frame % columns * (width + 1), frame / columns * (height + 1))
        for y in 0..<height {
          var (from, to) = (y * width * channels + frame * depth, ((top + y) * pitch + left) * 3)
          for _ in 0..<width {
            pixels[to] = source[from]
            pixels[to + 1] = source[from + depth / 2]
            pixels[to + 2] = source[from + depth - 1]
            (from, to) = (from + channels, to + 3)
          }
        }
      }
    }
  }

  /// Colors far apart for planes side by side.
  private static func planeColor(_ index: Int, brightness: Float) -> RGB {
    let palette = [
      RGB(222, 226, 235), RGB(255, 209, 102), RGB(239, 71, 111), RGB(6, 190, 150), RGB(76, 145, 255),
      RGB(178, 120, 255), RGB(255, 140, 66), RGB(120, 220, 90), RGB(80, 210, 230), RGB(255, 150, 200),
    ]
    let color = palette[index % palette.count]
    // Never so dark that it looks like nothing.
    let scaled = { (value: UInt8) in UInt8(Float(value) * (0.35 + 0.65 * min(1, brightness))) }
    return RGB(scaled(color.red), scaled(color.green), scaled(color.blue))
  }
}
