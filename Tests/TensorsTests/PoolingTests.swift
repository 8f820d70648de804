import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PoolingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let image: Shape
    let kernel: Int
    var stride: Int?
    var padding = 0
    var testDescription: String { "\(image), window \(kernel), stride \(stride ?? kernel), padding \(padding)" }
  }

  static let cases: [Case] = [
    Case(image: [2, 4, 4, 3], kernel: 2),
    Case(image: [1, 5, 7, 1], kernel: 2),
    Case(image: [2, 6, 5, 2], kernel: 3, stride: 2, padding: 1),
    Case(image: [1, 3, 4, 17], kernel: 3, stride: 1, padding: 1),
    Case(image: [1, 1, 6, 3], kernel: 3, stride: 1, padding: 2),
    Case(image: [1, 7, 6, 4], kernel: 2, stride: 4, padding: 1),
    Case(image: [2, 3, 3, 5], kernel: 1, stride: 2),
  ]

  static func mean(_ window: [Double]) -> Double { window.reduce(0, +) / Double(window.count) }
  static func greatest(_ window: [Double]) -> Double { window.max() ?? .nan }

  @Test(arguments: cases) func `maxima and their gradients equal the definition`(_ c: Case) throws {
    try expectTwin([c.image]) { tape, x in
      try tape.maxPool(x[0], kernel: c.kernel, stride: c.stride, padding: c.padding)
    } twin: { x in
      x[0].pooled(
        height: c.kernel, width: c.kernel, stride: c.stride ?? c.kernel, padding: c.padding, Self.greatest)
    }
  }

  @Test(arguments: cases) func `means and their gradients leave the padding out`(_ c: Case) throws {
    try expectTwin([c.image]) { tape, x in
      try tape.averagePool(x[0], kernel: c.kernel, stride: c.stride, padding: c.padding)
    } twin: { x in
      x[0].pooled(height: c.kernel, width: c.kernel, stride: c.stride ?? c.kernel, padding: c.padding, Self.mean)
    }
  }

  @Test(arguments: [[2, 3, 5, 4], [1, 1, 6, 1], [3, 4, 1, 17]] as [Shape]) func `global pooling sees the whole image`(
    _ image: Shape
  ) throws {
    let all = { (x: Float64Twin, function: ([Double]) -> Double) in
      x.reduced(over: [1, 2], keepingAxes: false, function)
    }
    try expectTwin([image]) { tape, x in
      try tape.globalMaxPool(x[0])
    } twin: {
      all($0[0], Self.greatest)
    }
    try expectTwin([image]) { tape, x in
      try tape.globalAveragePool(x[0])
    } twin: {
      all($0[0], Self.mean)
    }
  }

  @Test(.needsBFloat16, arguments: cases) func `bfloat16 agrees with float32`(_ c: Case) throws {
    // A gradient is a sum over overlapping windows, which oneDNN rounds after each addend.
    let overlapping = 4.0
    try expectBFloat16([c.image], types: [.bfloat16], roundings: overlapping) { tape, x in
      try tape.maxPool(x[0], kernel: c.kernel, stride: c.stride, padding: c.padding)
    }
    try expectBFloat16([c.image], types: [.bfloat16], roundings: overlapping) { tape, x in
      try tape.averagePool(x[0], kernel: c.kernel, stride: c.stride, padding: c.padding)
    }
    try expectBFloat16([c.image], types: [.bfloat16], roundings: 2) { tape, x in try tape.globalAveragePool(x[0]) }
  }
}
