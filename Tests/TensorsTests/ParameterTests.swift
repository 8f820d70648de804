import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ParameterTests {
  /// y = x·w + b, and a parameter that nothing depends on.
  private struct Linear {
    let store = ParameterStore()
    let weights, bias, unused: Parameter

    init() {
      weights = store.add("weights", [2, 2])
      bias = store.add("bias", [2])
      unused = store.add("unused", [3], section: .shared)
      store.allocate()
      store.assign([1, 2, 3, 4], to: weights)
      store.assign([0.5, -0.5], to: bias)
    }

    func record(_ tape: Tape, _ values: [Float]) throws -> Tensor {
      _ = tape.parameter(unused)
      let x = tape.leaf(values, [1, 2], needsGradient: false)
      return try tape.matrixProduct(x, tape.parameter(weights), bias: tape.parameter(bias))
    }

    func gradients(_ buffer: GradientBuffer) -> [[Float]] {
      [weights, bias, unused].map { parameter in
        buffer.withSpan(store.range(of: parameter)) { span in span.indices.map { span[$0] } }
      }
    }
  }

  @Test func `a parameter is one leaf however often it is asked for, and shows the store's values`() throws {
    let linear = Linear()
    let tape = Tape(parameters: linear.store)
    #expect(tape.parameter(linear.bias) === tape.parameter(linear.bias))
    let output = try linear.record(tape, [1, 1])
    #expect(output.values == [4.5, 5.5])
    linear.store.assign([0, 0], to: linear.bias)
    tape.forward()
    #expect(output.values == [4, 6])
  }

  @Test func `bound gradients add up over passes and start over when bound again`() throws {
    let linear = Linear()
    let tape = Tape(parameters: linear.store)
    let buffer = GradientBuffer(count: linear.store.count)
    buffer.withSpan(0..<buffer.count) { span in for index in span.indices { span[index] = 77 } }
    let output = try linear.record(tape, [2, 3])
    for _ in 0..<2 {
      tape.bind(gradients: buffer)
      for passes in 1...3 {
        tape.forward()
        output.assignGradient([1, 10])
        tape.backward(from: output)
        let times = Float(passes)
        #expect(linear.gradients(buffer) == [[2, 20, 3, 30], [1, 10], [0, 0, 0]].map { $0.map { times * $0 } })
      }
    }
  }

  @Test func `a second tape adds to what the first has gathered`() throws {
    let linear = Linear()
    let buffer = GradientBuffer(count: linear.store.count)
    for (index, values) in [[2, 3], [4, 5]].enumerated() as EnumeratedSequence<[[Float]]> {
      let tape = Tape(parameters: linear.store)
      tape.bind(gradients: buffer, adds: index > 0)
      let output = try linear.record(tape, values)
      if index > 0 { tape.bind(gradients: buffer, adds: true) }
      output.assignGradient([1, 1])
      tape.backward(from: output)
    }
    #expect(linear.gradients(buffer) == [[6, 6, 8, 8], [2, 2], [0, 0, 0]])
  }

  @Test func `a parameter recorded after binding is bound as well`() throws {
    let linear = Linear()
    let buffer = GradientBuffer(count: linear.store.count)
    let tape = Tape(parameters: linear.store)
    tape.bind(gradients: buffer)
    let output = try linear.record(tape, [2, 3])
    output.assignGradient([1, 10])
    tape.backward(from: output)
    #expect(linear.gradients(buffer) == [[2, 20, 3, 30], [1, 10], [0, 0, 0]])
  }

  @Test func `sections follow one another and parameters do not overlap`() {
    let linear = Linear()
    let ranges = [linear.weights, linear.bias, linear.unused].map { linear.store.range(of: $0) }
    for (earlier, later) in zip(ranges, ranges.dropFirst()) { #expect(earlier.upperBound <= later.lowerBound) }
    #expect(linear.store.range(of: .shared).contains(ranges[2].lowerBound))
    #expect(linear.store.learnedCount == 9)
    #expect(linear.store.values(of: linear.weights) == [1, 2, 3, 4])
  }

  @Test func `no value can be read or written before there is memory`() async {
    await #expect(processExitsWith: .failure) {
      let store = ParameterStore()
      _ = store.values(of: store.add("early", [1]))
    }
    await #expect(processExitsWith: .failure) {
      let store = ParameterStore()
      store.assign([1], to: store.add("early", [1]))
    }
    await #expect(processExitsWith: .failure) {
      let store = ParameterStore()
      let early = store.add("early", [1])
      _ = Tape(parameters: store).parameter(early)
    }
  }

  @Test func `NaN and infinity are found at any place`() throws {
    let store = ParameterStore()
    let (a, b) = (store.add("a", [37]), store.add("b", [3]))
    store.allocate()
    #expect(store.isFinite(0..<store.count) && store.firstNonFinite == nil)
    store.assign([Float](repeating: -Float.greatestFiniteMagnitude, count: 37), to: a)
    #expect(store.firstNonFinite == nil)
    for value in [Float.nan, -.nan, .infinity, -.infinity] {
      for index in 0..<37 {
        var values = [Float](repeating: 1, count: 37)
        values[index] = value
        store.assign(values, to: a)
        #expect(store.firstNonFinite == a && !store.isFinite(0..<store.count))
      }
    }
    store.assign([Float](repeating: 0, count: 37), to: a)
    store.assign([0, 0, .nan], to: b)
    #expect(store.firstNonFinite == b)
  }

  @Test(arguments: [ElementType.float32, .bfloat16])
  func `a tape finds what is not finite in either precision, but in nothing that depends on no parameter`(
    type: ElementType
  ) throws {
    let linear = Linear()
    let tape = Tape(parameters: linear.store)
    let x = tape.leaf([1, 1], [1, 2], type, needsGradient: false)
    let product = try tape.convert(tape.convert(x, to: .float32), to: type)
    let sum = try tape.matrixProduct(tape.convert(product, to: .float32), tape.parameter(linear.weights))
    let output = try tape.convert(sum, to: type)
    #expect(tape.isFinite)
    linear.store.assign([1, 2, 3, .infinity], to: linear.weights)
    tape.forward()
    #expect(!tape.isFinite && output.values.contains(.infinity))
  }

  @Test func `a parameter cannot be added after the memory was taken`() async {
    await #expect(processExitsWith: .failure) {
      let store = ParameterStore()
      store.allocate()
      _ = store.add("late", [1])
    }
  }
}
