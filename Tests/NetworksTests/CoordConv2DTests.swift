import RLNetworks
import RLTensors
import Testing

@Suite(.timeLimit(.minutes(20))) struct CoordConv2DTests {
  /// Both sides add the same products in float32, in another order: about √n · 2⁻²⁴ of the largest sum, n ≤ 2000 terms.
  static let tolerance = 1e-5

  @Test(arguments: CoordConvCase.all)
  func `the layer equals the layer that concatenates coordinates, in outputs and all gradients`(c: CoordConvCase) throws
  {
    let data = CoordConvData(c)
    let layer = try coordConvOnLanes(c, data)
    let twin = try coordConvByConcatenation(c, data)
    #expect(layer.output.count == data.outputGradient.count)
    #expect(layer.output.contains { $0 > 0 })
    #expect(layer.deviation(from: twin) <= Self.tolerance)
  }

  @Test(arguments: CoordConvDefect.allCases)
  func `the comparison rejects a broken layer`(defect: CoordConvDefect) throws {
    let c = CoordConvCase(height: 9, width: 5, kernel: 3, stride: 2, padding: 1, hasRadius: false)
    let data = CoordConvData(c)
    let layer = try coordConvOnLanes(c, data, defect: defect)
    let twin = try coordConvByConcatenation(c, data, defect: defect)
    #expect(layer.deviation(from: twin) > 1000 * Self.tolerance)
  }

  @Test func `the exported weight has the coordinates as its last channels`() {
    let store = ParameterStore()
    let layer = CoordConv2D("c", in: store, imageShape: [4, 4, 2], filters: 3, kernel: 2, initializer: .zeros)
    store.allocate()
    let (weight, bias) = (layer.exported()[0], layer.exported()[1])
    #expect(weight.name == "c.weight" && weight.shape == [3, 4, 2, 2])
    #expect(bias.name == "c.bias" && bias.shape == [3])
    weight.assign((0..<48).map(Float.init), in: store)
    let parts = store.parameters.filter { $0.shape.rank == 4 && $0.section != .derived }.map { store.values(of: $0) }
    #expect(parts.count == 2)
    #expect(parts[0] == [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23, 32, 33, 34, 35, 36, 37, 38, 39])
    #expect(
      parts[1] == [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31, 40, 41, 42, 43, 44, 45, 46, 47])
  }

  @Test func `initial weights are drawn for the whole weight, coordinates included`() {
    let store = ParameterStore()
    let layer = CoordConv2D(
      "c", in: store, imageShape: [8, 8, 2], filters: 6, kernel: 3, initializer: .orthogonal(gain: 1))
    store.allocate()
    var random = SystemRandomNumberGenerator()
    layer.initialize(store, using: &random)
    let weight = layer.exported()[0].values(in: store)
    for filter in 0..<6 {
      let row = weight[filter * 36..<(filter + 1) * 36]
      #expect(abs(row.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
  }
}
