import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct InitializerTests {
  @Test(arguments: [[4, 9], [9, 4], [5, 5], [6, 2, 3, 3], [1, 7], [7, 1]])
  func `orthogonal weights have orthonormal rows or columns times the gain`(sizes: [Int]) {
    let gain: Float = 1.5
    var random = SplitMix64(1)
    let values = Initializer.orthogonal(gain: gain).values(Shape(sizes), using: &random).map(Double.init)
    let (rows, columns) = (sizes[0], sizes.dropFirst().reduce(1, *))
    #expect(values.count == rows * columns)
    func at(_ row: Int, _ column: Int) -> Double { values[row * columns + column] }
    let side = min(rows, columns)
    for i in 0..<side {
      for j in 0..<side {
        let product =
          rows <= columns
          ? (0..<columns).reduce(0.0) { $0 + at(i, $1) * at(j, $1) }
          : (0..<rows).reduce(0.0) { $0 + at($1, i) * at($1, j) }
        // Rounding the entries to float32 is the only error: 2⁻²⁴ each.
        #expect(abs(product - (i == j ? 2.25 : 0)) < 1e-6)
      }
    }
  }

  @Test func `orthogonal weights have no preferred sign`() {
    var random = SplitMix64(2)
    let positives = (0..<400).filter { _ in Initializer.orthogonal(gain: 1).values([2, 2], using: &random)[0] > 0 }
      .count
    // 200 ± 4 standard errors of 10.
    #expect((160...240).contains(positives))
  }

  @Test func `He's weights are normal with variance 2 over fan-in`() {
    var random = SplitMix64(3)
    let values = Initializer.heNormal.values([40, 5, 10, 10], using: &random).map(Double.init)
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + $1 * $1 } / n - mean * mean
    let kurtosis = values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n / (variance * variance)
    let expected = 2.0 / 500
    // Four standard errors: of the mean σ/√n, of the variance σ²·√(2/n), of the kurtosis √(24/n).
    #expect(abs(mean) < 4 * (expected / n).squareRoot())
    #expect(abs(variance - expected) < 4 * expected * (2 / n).squareRoot())
    #expect(abs(kurtosis - 3) < 4 * (24 / n).squareRoot())
  }

  @Test func `TensorFlow's He weights have that variance and lie within two standard deviations of what was cut`() {
    var random = SplitMix64(5)
    // A transposed convolution's: 40 channels, 5 filters, fan-in 5 · 10 · 10.
    let values = Initializer.heTruncatedNormal.values([40, 5, 10, 10], using: &random).map(Double.init)
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + $1 * $1 } / n - mean * mean
    let expected = 2.0 / 500
    #expect(abs(mean) < 4 * (expected / n).squareRoot())
    // Lighter tails than a normal number's, so its standard error is a bound.
    #expect(abs(variance - expected) < 4 * expected * (2 / n).squareRoot())
    let limit = 2 * expected.squareRoot() / 0.8796256610
    let largest = values.map(abs).max() ?? 0
    #expect(largest <= limit * (1 + 1e-6) && largest > 0.99 * limit)
  }

  @Test(arguments: [([30, 20], 50), ([8, 4, 5, 5], 300)])
  func `Glorot's weights are uniform up to the root of 6 over fan-in plus fan-out`(sizes: [Int], fans: Int) {
    var random = SplitMix64(4)
    let values = Initializer.glorotUniform.values(Shape(sizes), using: &random)
    let limit = (6 / Float(fans)).squareRoot()
    let largest = values.map(abs).max() ?? 0
    #expect(largest <= limit)
    // The largest of n uniform numbers falls short of the limit by a hundredth with probability 0.99ⁿ < 0.3 %.
    #expect(largest > 0.99 * limit)
    let n = Double(values.count)
    let variance = values.reduce(0.0) { $0 + Double($1) * Double($1) } / n
    let expected = Double(limit) * Double(limit) / 3
    // The square of a uniform number has variance 4/45 · limit⁴.
    #expect(abs(variance - expected) < 4 * Double(limit) * Double(limit) * (4.0 / 45 / n).squareRoot())
  }

  @Test(arguments: [Initializer.orthogonal(gain: 1), .heNormal, .heTruncatedNormal, .glorotUniform])
  func `the same generator gives the same weights, another seed others`(initializer: Initializer) {
    var (first, second, other) = (SplitMix64(7), SplitMix64(7), SplitMix64(8))
    let values = initializer.values([6, 5], using: &first)
    #expect(values == initializer.values([6, 5], using: &second))
    #expect(values != initializer.values([6, 5], using: &other))
    #expect(values != initializer.values([6, 5], using: &first))
  }

  @Test func `zeros are zeros and draw nothing`() {
    var (random, untouched) = (SplitMix64(7), SplitMix64(7))
    #expect(Initializer.zeros.values([2, 3], using: &random) == [0, 0, 0, 0, 0, 0])
    #expect(random.next() == untouched.next())
  }
}
