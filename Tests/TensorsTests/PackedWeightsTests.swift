import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PackedWeightsTests {
  /// A convolution and two products with square matrices, forwards and backwards, all packed in bfloat16.
  private struct Network {
    let store = ParameterStore()
    let filters, square, transposed: Parameter

    init() {
      filters = store.add("filters", [4, 1, 2, 2])
      square = store.add("square", [16, 16])
      transposed = store.add("transposed", [16, 16])
      store.allocate()
      assign(seed: 1)
    }

    func assign(seed: UInt64) {
      for parameter in store.parameters {
        store.assign(eighths(parameter.shape.count, seed: seed + UInt64(parameter.shape.rank)), to: parameter)
      }
    }

    /// The values and every gradient, after a forward and a backward pass.
    func record(_ tape: Tape) throws -> () -> [[Float]] {
      let x = tape.leaf(eighths(18, seed: 3), [2, 3, 3, 1], .bfloat16)
      let image = try tape.convolution(x, weights: tape.parameter(filters))
      let flat = try tape.reshape(image, [2, 16])
      let middle = try tape.matrixProduct(flat, tape.parameter(square))
      let output = try tape.matrixProduct(
        middle, tape.parameter(transposed), bIsTransposed: true, resultType: .float32)
      return {
        tape.forward()
        tape.clearGradients(of: x)
        tape.bind(gradients: GradientBuffer(count: store.count))
        output.assignGradient(eighths(32, seed: 4))
        tape.backward(from: output)
        return [output.values, x.gradientValues] + store.parameters.map { tape.parameter($0).gradientValues }
      }
    }
  }

  @Test(.needsBFloat16) func `shared packings give the same bits as packing each time, before and after a refresh`()
    throws
  {
    let network = Network()
    let packed = PackedWeights()
    let alone = try network.record(Tape(parameters: network.store))
    let first = try network.record(Tape(parameters: network.store, packedWeights: packed))
    let count = packed.count
    let second = try network.record(Tape(parameters: network.store, packedWeights: packed))
    #expect(packed.count == count, "the second tape packs nothing of its own")
    let before = alone()
    #expect(first() == before)
    #expect(second() == before)

    network.assign(seed: 10)
    #expect(first()[0] == before[0], "without a refresh the old weights are used")
    packed.refresh()
    let after = alone()
    #expect(after != before)
    #expect(first() == after)
    #expect(second() == after)
  }

  @Test(.needsBFloat16) func `a square matrix and its transpose are packed apart`() throws {
    let store = ParameterStore()
    let matrix = store.add("matrix", [16, 16])
    store.allocate()
    store.assign(eighths(256, seed: 1), to: matrix)
    let tape = Tape(parameters: store, packedWeights: PackedWeights())
    let values = eighths(16, seed: 2)
    let x = tape.leaf(values, [1, 16], .bfloat16)
    let twin = Float64Twin([1, 16], values.map(Double.init))
    let weights = Float64Twin([16, 16], store.values(of: matrix).map(Double.init))
    let straight = try tape.matrixProduct(x, tape.parameter(matrix), resultType: .float32)
    let transposed = try tape.matrixProduct(x, tape.parameter(matrix), bIsTransposed: true, resultType: .float32)
    expectClose(straight.values, twin.multiplied(by: weights).values)
    expectClose(transposed.values, twin.multiplied(by: weights.transposed([1, 0])).values)
  }
}
