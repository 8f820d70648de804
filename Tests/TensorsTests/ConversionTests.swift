import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ConversionTests {
  @Test(arguments: [1, 0.5, 1 / 255] as [Float]) func `bytes become scaled numbers`(_ scale: Float) throws {
    let tape = Tape()
    let bytes = tape.leaf((0..<256).map(Float.init), [256], .uint8)
    let expected = (0..<256).map { Double($0) * Double(scale) }
    expectClose(try tape.convert(bytes, to: .float32, scale: scale).values, expected, "float32")
    // One rounding to 8 bits.
    let rounded = try tape.convert(bytes, to: .bfloat16, scale: scale)
    expectClose(rounded.values, expected, absolute: 0, relative: 1.0 / 256, "bfloat16")
  }

  @Test func `bfloat16 is the nearest, and float32 holds it exactly`() throws {
    let tape = Tape()
    let step: Float = 1 / 128
    let numbers: [Float] = [1, 1 + step, 1 + step / 2, 1 + step * 1.5, -3.1415927, 1e-30, 3e38, .infinity]
    let short = try tape.convert(tape.leaf(numbers, [8]), to: .bfloat16)
    let viaAssign = tape.leaf(numbers, [8], .bfloat16)
    #expect(short.values == viaAssign.values)
    #expect(short.values[..<4] == [1, 1 + step, 1, 1 + 2 * step])
    #expect(try tape.convert(short, to: .float32).values == short.values)
  }

  @Test func `integers become numbers`() throws {
    let tape = Tape()
    let x = tape.leaf([-3, 0, 7], [3], .int32)
    #expect(try tape.convert(x, to: .float32, scale: 0.5).values == [-1.5, 0, 3.5])
  }

  @Test(arguments: [1, -0.25] as [Float]) func `gradients are scaled too`(_ scale: Float) throws {
    try expectTwin([[3, 2]]) { tape, x in
      try tape.convert(x[0], to: .float32, scale: scale)
    } twin: {
      $0[0].map { $0 * Double(scale) }
    }
  }

  @Test(arguments: [(.float32, .bfloat16), (.bfloat16, .float32)] as [(ElementType, ElementType)])
  func `gradients return in the type of what was converted`(_ from: ElementType, _ to: ElementType) throws {
    let tape = Tape()
    let x = tape.leaf([1, -2, 3], [3], from)
    let y = try tape.convert(x, to: to, scale: 0.5)
    #expect(y.values == [0.5, -1, 1.5])
    for pass in 1...2 {
      y.assignGradient([4, 0.25, -8])
      tape.backward(from: y)
      #expect(x.gradientValues == [2, 0.125, -4].map { Float(pass) * $0 })
    }
  }
}
