import RLTensors
import Testing

@Suite(.timeLimit(.minutes(20))) struct TensorErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let message: String
    let record: @Sendable (Tape) throws -> Tensor
    var testDescription: String { message }

    init(_ message: String, _ record: @escaping @Sendable (Tape) throws -> Tensor) {
      (self.message, self.record) = (message, record)
    }
  }

  static let cases: [Case] = [
    Case(
      "convolution: shapes [1, 4, 4, 3] and [2, 1, 3, 3] do not fit; "
        + "expected input [batch, height, width, channels] and weights [filters, channels, height, width]"
    ) { try $0.convolution($0.input([1, 4, 4, 3]), weights: $0.input([2, 1, 3, 3])) },
    Case("convolution: shapes [1, 2, 4, 1] and [2, 1, 3, 3] do not fit; expected an image no smaller than the kernel") {
      try $0.convolution($0.input([1, 2, 4, 1]), weights: $0.input([2, 1, 3, 3]))
    },
    Case("convolution: shapes [2, 1, 3, 3] and [3] do not fit; expected a bias of shape [2]") {
      try $0.convolution($0.input([1, 4, 4, 1]), weights: $0.input([2, 1, 3, 3]), bias: $0.input([3]))
    },
    Case(
      "convolution: shapes [1, 4, 4, 1] and [2, 1, 3, 3] and [1, 4, 4, 2] do not fit; "
        + "expected a position map of shape [1, 2, 2, 2]"
    ) {
      try $0.convolution(
        $0.input([1, 4, 4, 1]), weights: $0.input([2, 1, 3, 3]), positionMap: $0.input([1, 4, 4, 2]))
    },
    Case(
      "convolution: shapes [1, 4, 4, 1] and [2, 1, 3, 3] do not fit; expected a positive stride and dilation, no negative "
        + "padding and a far padding above −stride, got stride 0, padding 0 and 0, dilation 1"
    ) { try $0.convolution($0.input([1, 4, 4, 1]), weights: $0.input([2, 1, 3, 3]), geometry: .init(stride: 0)) },
    Case(
      "convolution: element types uint8 and float32 do not fit; "
        + "expected a float32 or bfloat16 input with float32 weights, bias and map"
    ) { try $0.convolution($0.input([1, 4, 4, 1], .uint8), weights: $0.input([2, 1, 3, 3])) },
    Case(
      "transposed convolution: shapes [1, 4, 4, 3] and [1, 3, 2, 2] do not fit; "
        + "expected input [batch, height, width, channels] and weights [channels, filters, height, width]"
    ) { try $0.transposedConvolution($0.input([1, 4, 4, 3]), weights: $0.input([1, 3, 2, 2])) },
    Case(
      "transposed convolution: shapes [1, 4, 4, 1] and [1, 2, 3, 3] do not fit; expected a positive stride and "
        + "dilation, no negative padding and a far padding above −stride, got stride 2, padding 0 and -2, dilation 1"
    ) {
      try $0.transposedConvolution(
        $0.input([1, 4, 4, 1]), weights: $0.input([1, 2, 3, 3]), geometry: .init(stride: 2, farPadding: -2))
    },
    Case(
      "transposed convolution: shapes [1, 1, 4, 1] and [1, 2, 2, 2] do not fit; "
        + "expected a padding that leaves something of the output"
    ) {
      try $0.transposedConvolution(
        $0.input([1, 1, 4, 1]), weights: $0.input([1, 2, 2, 2]), geometry: .init(padding: 1))
    },
    Case("transposed convolution: shapes [1, 2, 3, 3] and [1] do not fit; expected a bias of shape [2]") {
      try $0.transposedConvolution($0.input([1, 4, 4, 1]), weights: $0.input([1, 2, 3, 3]), bias: $0.input([1]))
    },
    Case(
      "transposed convolution: shapes [1, 4, 4, 1] and [1, 2, 3, 3] and [1, 4, 4, 2] do not fit; "
        + "expected a position map of shape [1, 6, 6, 2]"
    ) {
      try $0.transposedConvolution(
        $0.input([1, 4, 4, 1]), weights: $0.input([1, 2, 3, 3]), positionMap: $0.input([1, 4, 4, 2]))
    },
    Case(
      "transposed convolution: element types float32 and bfloat16 do not fit; "
        + "expected a float32 or bfloat16 input with float32 weights, bias and map"
    ) { try $0.transposedConvolution($0.input([1, 4, 4, 1]), weights: $0.input([1, 2, 3, 3], .bfloat16)) },
    Case("batch normalization: shapes [4] do not fit; expected [batch, …, channels]") {
      let vector = $0.input([4])
      return try $0.batchNormalization(
        vector, mean: vector, variance: vector, scale: vector, shift: vector, epsilon: 1)
    },
    Case(
      "batch normalization: shapes [2, 3] and [3] and [3] and [2] and [3] do not fit; expected 4 vectors of shape [3]"
    ) {
      let vector = $0.input([3])
      return try $0.batchNormalization(
        $0.input([2, 3]), scale: vector, shift: vector, runningMean: $0.input([2]), runningVariance: vector,
        momentum: 0.9, epsilon: 1)
    },
    Case("layer normalization: shapes [2, 3] and [3] and [1] do not fit; expected 2 vectors of shape [3]") {
      try $0.layerNormalization($0.input([2, 3]), scale: $0.input([3]), shift: $0.input([1]), epsilon: 1)
    },
    Case(
      "layer normalization: element types int32 and float32 and float32 do not fit; "
        + "expected a float32 or bfloat16 input with float32 vectors"
    ) { try $0.layerNormalization($0.input([2, 3], .int32), scale: $0.input([3]), shift: $0.input([3]), epsilon: 1) },
    Case(
      "upsample: shapes [1, 2, 2, 3] do not fit; "
        + "expected [batch, height, width, channels] and a positive factor, got 0"
    ) { try $0.upsample($0.input([1, 2, 2, 3]), by: 0) },
    Case("upsample: element types uint8 do not fit; expected float32 or bfloat16") {
      try $0.upsample($0.input([1, 2, 2, 3], .uint8), by: 2)
    },
    Case("matrix product: shapes [2, 3] and [4, 5] do not fit; expected [rows, inner] and [inner, columns]") {
      try $0.matrixProduct($0.input([2, 3]), $0.input([4, 5]))
    },
    Case("matrix product: shapes [2, 3] and [3, 5] do not fit; expected [rows, inner] and [columns, inner]") {
      try $0.matrixProduct($0.input([2, 3]), $0.input([3, 5]), bIsTransposed: true)
    },
    Case("matrix product: shapes [3, 5] and [3] do not fit; expected a bias of shape [5]") {
      try $0.matrixProduct($0.input([2, 3]), $0.input([3, 5]), bias: $0.input([3]))
    },
    Case(
      "matrix product: element types float32 and bfloat16 do not fit; "
        + "expected a result in float32 or of the first's type"
    ) { try $0.matrixProduct($0.input([2, 3]), $0.input([3, 5]), resultType: .bfloat16) },
    Case("max pooling: shapes [1, 2, 3, 1] do not fit; expected an image no smaller than the window of 3 by 3") {
      try $0.maxPool($0.input([1, 2, 3, 1]), kernel: 3)
    },
    Case(
      "average pooling: shapes [1, 4, 4, 1] do not fit; "
        + "expected a positive stride and a padding smaller than the window, got 2 by 2, 2, 2"
    ) { try $0.averagePool($0.input([1, 4, 4, 1]), kernel: 2, padding: 2) },
    Case("global average pooling: shapes [2, 3] do not fit; expected [batch, height, width, channels]") {
      try $0.globalAveragePool($0.input([2, 3]))
    },
    Case(
      "multiply: shapes [2, 3] and [2] do not fit; expected equal sizes, or 1, in every axis counted from the last"
    ) { try $0.multiply($0.input([2, 3]), $0.input([2])) },
    Case("add: element types bfloat16 and float32 do not fit; expected float32, or bfloat16 in equal shapes") {
      try $0.add($0.input([2], .bfloat16), $0.input([2]))
    },
    Case("exp: element types bfloat16 do not fit; expected float32") { try $0.exp($0.input([2], .bfloat16)) },
    Case("relu: element types int32 do not fit; expected float32 or bfloat16") { try $0.relu($0.input([2], .int32)) },
    Case("mean: shapes [2, 3] do not fit; expected elements, and each of the axes [2] once among 2") {
      try $0.mean($0.input([2, 3]), over: [2])
    },
    Case("softmax: shapes [] do not fit; expected […, classes] with elements") { try $0.softmax($0.input([])) },
    Case("gather: element types float32 and float32 do not fit; expected indices in int32") {
      try $0.gather($0.input([2, 3]), $0.input([2]))
    },
    Case("concatenate: shapes [2, 3] and [3, 3] do not fit; expected equal sizes except in axis 1") {
      try $0.concatenate([$0.input([2, 3]), $0.input([3, 3])], axis: 1)
    },
    Case("concatenate: element types float32 and uint8 do not fit; expected equal types") {
      try $0.concatenate([$0.input([2]), $0.input([2], .uint8)], axis: 0)
    },
    Case("pad: shapes [2, 3] do not fit; expected an amount of at least 0 before and after each axis, got [[1, 0]]") {
      try $0.pad($0.input([2, 3]), [(1, 0)])
    },
    Case("reshape: shapes [2, 3] and [4] do not fit; expected as many elements in both") {
      try $0.reshape($0.input([2, 3]), [4])
    },
    Case("transposed: shapes [2, 3] do not fit; expected a permutation of 2 axes, got [0, 0]") {
      try $0.transposed($0.input([2, 3]), [0, 0])
    },
  ]

  @Test(arguments: cases) func `a misfit names the operation, the operands and what would fit`(_ c: Case) {
    let error = #expect(throws: TensorError.self) { _ = try c.record(Tape()) }
    #expect(error?.description == c.message)
  }

  @Test func `what oneDNN refuses names the call and the shapes`() {
    let error = TensorError.onednn(status: 3, call: "make a convolution", detail: "input [1, 2, 2, 1]")
    #expect(
      error.description
        == "oneDNN could not make a convolution (not implemented on this processor) for input [1, 2, 2, 1]")
  }
}
