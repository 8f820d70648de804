import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct GradientSumTests {
  static func buffers(_ count: Int, size: Int) -> [GradientBuffer] {
    var random = SplitMix64(UInt64(count * 1000 + size))
    return (0..<count).map { _ in
      let buffer = GradientBuffer(count: size)
      // Magnitudes far apart, so that another order of additions rounds otherwise.
      let values = random.floats(size).map { $0 * Float.random(in: 0...1000, using: &random) }
      buffer.withSpan(0..<size) { for i in $0.indices { $0[i] = values[i] } }
      return buffer
    }
  }

  static func values(_ buffer: GradientBuffer) -> [Float] {
    buffer.withSpan(0..<buffer.count) { span in span.indices.map { span[$0] } }
  }

  @Test(arguments: [1, 2, 4, 8], [1, 15, 16, 17, 100, 1031])
  func `lanes are added along a binary tree of neighbors`(lanes: Int, size: Int) {
    let buffers = Self.buffers(lanes, size: size)
    func tree(_ values: [Float]) -> Float {
      values.count == 1
        ? values[0] : tree(Array(values[..<(values.count / 2)])) + tree(Array(values[(values.count / 2)...]))
    }
    let arrays = buffers.map(Self.values)
    let expected = (0..<size).map { i in tree(arrays.map { $0[i] }) }
    let squares = GradientSum.reduce(buffers, 0..<size)
    #expect(Self.values(buffers[0]) == expected)
    let exact = expected.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(squares - exact) <= 1e-5 * exact)
  }

  @Test func `another order of additions would be noticed`() {
    let arrays = Self.buffers(8, size: 1031).map(Self.values)
    let buffers = Self.buffers(8, size: 1031)
    _ = GradientSum.reduce(buffers, 0..<1031)
    let chain = (0..<1031).map { i in arrays.reduce(Float(0)) { $0 + $1[i] } }
    #expect(Self.values(buffers[0]) != chain)
  }

  @Test(arguments: [[0..<1031], [0..<1, 1..<1031], [0..<512, 512..<1031], [700..<1031, 13..<700, 0..<13]])
  func `the sum has the same bits however the range is cut`(ranges: [Range<Int>]) {
    let whole = Self.buffers(4, size: 1031)
    let cut = Self.buffers(4, size: 1031)
    let squares = GradientSum.reduce(whole, 0..<1031)
    let parts = ranges.map { GradientSum.reduce(cut, $0) }
    #expect(Self.values(cut[0]) == Self.values(whole[0]))
    #expect(abs(parts.reduce(0, +) - squares) <= 1e-5 * squares)
  }

  @Test func `only the range is summed`() {
    let buffers = (0..<2).map { _ in GradientBuffer(count: 4) }
    for buffer in buffers { buffer.withSpan(0..<4) { for i in $0.indices { $0[i] = 1 } } }
    #expect(GradientSum.reduce(buffers, 1..<3) == 8)
    #expect(Self.values(buffers[0]) == [1, 2, 2, 1])
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity], [0, 5, 18])
  func `a NaN or infinity anywhere shows in the sum of squares`(value: Float, index: Int) {
    let buffer = GradientBuffer(count: 19)
    buffer.withSpan(index..<index + 1) { $0[0] = value }
    #expect(!GradientSum.squares(buffer, 0..<19).isFinite)
  }
}
