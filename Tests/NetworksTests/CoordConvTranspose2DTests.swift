import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct CoordConvTranspose2DTests {
  @Test(arguments: CoordConvCase.transposed)
  func `the layer equals the layer that concatenates coordinates, in outputs and all gradients`(c: CoordConvCase) throws
  {
    let data = CoordConvData(c)
    let layer = try coordConvOnLanes(c, data)
    let twin = try coordConvByConcatenation(c, data)
    #expect(layer.output.count == data.outputGradient.count)
    #expect(layer.output.contains { $0 > 0 })
    #expect(layer.deviation(from: twin) <= CoordConv2DTests.tolerance)
  }

  @Test(arguments: CoordConvDefect.allCases)
  func `the comparison rejects a broken layer`(defect: CoordConvDefect) throws {
    let c = CoordConvCase(
      height: 5, width: 3, kernel: 3, stride: 2, padding: 0, hasRadius: false, farPadding: 1, isTransposed: true)
    let data = CoordConvData(c)
    let layer = try coordConvOnLanes(c, data, defect: defect)
    let twin = try coordConvByConcatenation(c, data, defect: defect)
    #expect(layer.deviation(from: twin) > 1000 * CoordConv2DTests.tolerance)
  }

  @Test func `the exported weight has the coordinates as the last of its first axis`() {
    let store = ParameterStore()
    let layer = CoordConvTranspose2D(
      "c", in: store, imageShape: [4, 4, 2], filters: 3, kernel: 1, geometry: .init(), hasRadius: true,
      initializer: .zeros)
    store.allocate()
    let (weight, bias) = (layer.exported()[0], layer.exported()[1])
    #expect(weight.name == "c.weight" && weight.shape == [5, 3, 1, 1])
    #expect(bias.name == "c.bias" && bias.shape == [3])
    let values = (0..<15).map(Float.init)
    weight.assign(values, in: store)
    #expect(weight.values(in: store) == values)
    let parts = store.parameters.filter { $0.shape.rank == 4 && $0.section != .derived }.map { store.values(of: $0) }
    #expect(parts == [Array(values[..<6]), Array(values[6...])])
  }

  @Test func `without coordinates the layer is the operation, and its weight lies as PyTorch's`() throws {
    let store = ParameterStore()
    let layer = ConvTranspose2D(
      "t", in: store, channels: 2, filters: 3, kernel: 3, geometry: .same(kernel: 3, stride: 2), activation: .relu,
      initializer: .heTruncatedNormal)
    store.allocate()
    var random = SplitMix64(1)
    layer.initialize(store, using: &random)
    let (weight, bias) = (layer.exported()[0], layer.exported()[1])
    #expect(weight.name == "t.weight" && weight.shape == [2, 3, 3, 3])
    bias.assign([0.5, -0.25, 0], in: store)
    let tape = Tape(parameters: store)
    let x = tape.leaf(random.floats(2 * 2 * 3 * 2), [2, 2, 3, 2])
    let expected = Float64Twin(x.shape.sizes, x.values.map(Double.init)).transposedConvolved(
      with: Float64Twin(weight.shape.sizes, weight.values(in: store).map(Double.init)),
      bias: Float64Twin([3], [0.5, -0.25, 0]), stride: 2, padding: 0, farPadding: 1, relu: true)
    let output = try layer(x, on: tape)
    #expect(output.shape == [2, 4, 6, 3])
    expectClose(output.values, expected.values)
  }
}
