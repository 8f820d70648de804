import RLNetworks
import RLTensors
import TestSupport
import Testing

/// An optimizer and the formula it must follow, written out in float64 from PyTorch's and TensorFlow's documentation.
struct OptimizerCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let configuration: OptimizerConfiguration
  /// One step of one weight. `state` starts as zeros; `t` counts from 1.
  let step: @Sendable (_ w: inout Double, _ state: inout [Double], _ g: Double, _ rate: Double, _ t: Int) -> Void

  static let all = [
    OptimizerCase(testDescription: "Adam", configuration: .adam(.init())) { w, state, g, rate, t in
      // torch.optim.Adam
      let (b1, b2) = (Double(Float(0.9)), Double(Float(0.999)))
      state[0] = b1 * state[0] + (1 - b1) * g
      state[1] = b2 * state[1] + (1 - b2) * g * g
      var (power1, power2) = (1.0, 1.0)
      for _ in 0..<t { (power1, power2) = (power1 * b1, power2 * b2) }
      let (mean, variance) = (state[0] / (1 - power1), state[1] / (1 - power2))
      w -= rate * mean / (variance.squareRoot() + 1e-5)
    },
    OptimizerCase(
      testDescription: "RMSprop, ε outside",
      configuration: .rmsprop(.init(decay: 0.9, epsilon: 1e-2, placement: .outsideRoot))
    ) { w, state, g, rate, _ in
      // torch.optim.RMSprop: v starts at 0.
      state[0] = 0.9 * state[0] + 0.1 * g * g
      w -= rate * g / (state[0].squareRoot() + 1e-2)
    },
    OptimizerCase(
      testDescription: "RMSprop, ε inside",
      configuration: .rmsprop(.init(decay: 0.9, epsilon: 1e-2, placement: .insideRoot))
    ) { w, state, g, rate, t in
      // tf.train.RMSPropOptimizer: the mean square starts at 1.
      if t == 1 { state[0] = 1 }
      state[0] += (g * g - state[0]) * (1 - 0.9)
      w -= rate * g / (state[0] + 1e-2).squareRoot()
    },
    OptimizerCase(testDescription: "SGD with momentum", configuration: .sgd(.init(momentum: 0.8))) {
      w, state, g, rate, _ in
      // torch.optim.SGD without dampening.
      state[0] = 0.8 * state[0] + g
      w -= rate * state[0]
    },
  ]
}

@Suite(.timeLimit(.minutes(20))) struct OptimizerTests {
  static let count = 37

  static func store(_ values: [Float]) -> (ParameterStore, Parameter) {
    let store = ParameterStore()
    let parameter = store.add("w", Shape([values.count]))
    store.allocate()
    store.assign(values, to: parameter)
    return (store, parameter)
  }

  /// Minimizes Σ kᵢ (wᵢ − targetᵢ)² / 2, whose gradient is k (w − target), for 50 steps of changing size.
  /// - Returns: the weights of the optimizer and of its twin.
  static func run(_ c: OptimizerCase, ranges: [Range<Int>], scale: Float) -> (actual: [Float], expected: [Double]) {
    var random = SplitMix64(5)
    let (start, targets) = (random.floats(count), random.floats(count))
    let stiffness = random.floats(count, in: 0.01...3)
    let (store, parameter) = store(start)
    let gradients = GradientBuffer(count: store.count)
    let optimizer = c.configuration.make(count: store.count)
    var twin = start.map(Double.init)
    var states = [[Double]](repeating: [0, 0], count: count)
    for t in 1...50 {
      let rate = 0.05 / Float(t)
      let w = store.values(of: parameter)
      gradients.withSpan(0..<count) { for i in $0.indices { $0[i] = stiffness[i] * (w[i] - targets[i]) } }
      optimizer.beginStep(learningRate: rate)
      for range in ranges { optimizer.update(range, of: store, along: gradients, scale: scale) }
      for i in 0..<count {
        let gradient = Double(stiffness[i]) * (twin[i] - Double(targets[i])) * Double(scale)
        c.step(&twin[i], &states[i], gradient, Double(rate), t)
      }
    }
    return (store.values(of: parameter), twin)
  }

  @Test(arguments: OptimizerCase.all, [1, 0.3] as [Float])
  func `fifty steps follow the published formula`(c: OptimizerCase, scale: Float) {
    let (actual, expected) = Self.run(c, ranges: [0..<Self.count], scale: scale)
    // Each step rounds weight and moments to 2⁻²⁴; fifty of them, and a factor of ten for moments near zero.
    expectClose(actual, expected, absolute: 3e-5, relative: 3e-5, c.testDescription)
    // The problem moves far more than the tolerance, so that a twin that differs is seen.
    var random = SplitMix64(5)
    #expect(deviation(random.floats(Self.count), expected) > 1e-2)
  }

  @Test(arguments: OptimizerCase.all)
  func `several ranges give the bits of one`(c: OptimizerCase) {
    let whole = Self.run(c, ranges: [0..<37], scale: 0.5).actual
    #expect(Self.run(c, ranges: [0..<1, 1..<16, 16..<37], scale: 0.5).actual == whole)
    #expect(Self.run(c, ranges: [20..<37, 0..<20], scale: 0.5).actual == whole)
  }

  @Test func `the formulas differ by far more than the tolerance`() {
    let results = OptimizerCase.all.map { Self.run($0, ranges: [0..<Self.count], scale: 1).expected }
    for i in results.indices {
      for j in 0..<i { #expect(deviation(results[i].map(Float.init), results[j]) > 1e-3) }
    }
  }

  @Test func `only the given range changes`() {
    for c in OptimizerCase.all {
      let (store, parameter) = Self.store([1, 2, 3, 4])
      let gradients = GradientBuffer(count: store.count)
      gradients.withSpan(0..<4) { for i in $0.indices { $0[i] = 1 } }
      let optimizer = c.configuration.make(count: store.count)
      optimizer.beginStep(learningRate: 0.1)
      optimizer.update(1..<3, of: store, along: gradients, scale: 1)
      let values = store.values(of: parameter)
      #expect(values[0] == 1 && values[3] == 4 && values[1] < 2 && values[2] < 3)
    }
  }
}
