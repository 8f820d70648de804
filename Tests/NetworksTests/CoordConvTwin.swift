import RLNetworks
import RLTensors
import TestSupport
import Testing

/// One setting in which a CoordConv layer, plain or transposed, must equal the layer that concatenates coordinates.
struct CoordConvCase: Sendable, CustomTestStringConvertible {
  let height: Int, width: Int, kernel: Int, stride: Int, padding: Int
  let hasRadius: Bool
  var farPadding: Int?
  var isTransposed = false

  static let lanes = 2, microbatches = 2, batch = 2, channels = 3, filters = 4

  var geometry: ConvolutionGeometry {
    ConvolutionGeometry(stride: stride, padding: padding, farPadding: farPadding)
  }
  var coordinates: Int { hasRadius ? 3 : 2 }
  var pixels: Int { height * width }
  var outputShape: [Int] {
    [height, width].map {
      isTransposed ? geometry.transposedOutputSize($0, kernel: kernel) : geometry.outputSize($0, kernel: kernel)
    } + [Self.filters]
  }
  var testDescription: String {
    (isTransposed ? "transposed, " : "") + "\(height)×\(width), kernel \(kernel), stride \(stride), "
      + "padding \(padding) and \(farPadding ?? padding)" + (hasRadius ? ", radius" : "")
  }

  static let all: [CoordConvCase] = {
    var all: [CoordConvCase] = []
    for (height, width) in [(5, 9), (9, 5), (1, 7), (10, 12)] {
      for kernel in [1, 3, 8] {
        for stride in [1, 2, 4] {
          for padding in [0, 1] {
            // A kernel that does not fit the padded image has no output.
            if min(height, width) + 2 * padding < kernel { continue }
            for hasRadius in [false, true] {
              all.append(
                CoordConvCase(
                  height: height, width: width, kernel: kernel, stride: stride, padding: padding, hasRadius: hasRadius))
            }
          }
        }
      }
    }
    return all
  }()

  static let transposed: [CoordConvCase] = {
    var all: [CoordConvCase] = []
    for (height, width) in [(3, 5), (5, 2), (1, 4)] {
      for kernel in [1, 2, 3, 4] {
        for (stride, padding, farPadding) in [(1, 0, 0), (2, 0, kernel - 2), (2, 1, 0), (3, 0, -1), (4, 1, 1)] {
          // What the padding leaves nothing of has no output.
          if (min(height, width) - 1) * stride + kernel <= padding + farPadding { continue }
          for hasRadius in [false, true] {
            all.append(
              CoordConvCase(
                height: height, width: width, kernel: kernel, stride: stride, padding: padding, hasRadius: hasRadius,
                farPadding: farPadding, isTransposed: true))
          }
        }
      }
    }
    return all
  }()

  func layer(in store: ParameterStore) -> any CoordinateLayer {
    let shape = [height, width, Self.channels]
    return isTransposed
      ? CoordConvTranspose2D(
        "c", in: store, imageShape: shape, filters: Self.filters, kernel: kernel, geometry: geometry,
        hasRadius: hasRadius, activation: .relu, initializer: .zeros)
      : CoordConv2D(
        "c", in: store, imageShape: shape, filters: Self.filters, kernel: kernel, geometry: geometry,
        hasRadius: hasRadius, activation: .relu, initializer: .zeros)
  }
}

/// What is random in a case, the same for the layer and its twin.
struct CoordConvData {
  let images: [Float]
  /// `[filters, channels + coordinates, kernel, kernel]`, coordinates last; transposed, the first two exchanged.
  let weight: [Float]
  let bias: [Float]
  let outputGradient: [Float]

  init(_ c: CoordConvCase) {
    var random = SplitMix64(UInt64(c.pixels * 100 + c.kernel * 10 + c.stride))
    let samples = CoordConvCase.lanes * CoordConvCase.microbatches * CoordConvCase.batch
    images = random.floats(samples * c.pixels * CoordConvCase.channels)
    weight = random.floats(CoordConvCase.filters * (CoordConvCase.channels + c.coordinates) * c.kernel * c.kernel)
    bias = random.floats(CoordConvCase.filters)
    outputGradient = random.floats(samples * c.outputShape.reduce(1, *))
  }
}

/// Outputs and gradients in one layout for both.
struct CoordConvResults {
  var output: [Float] = []
  var inputGradient: [Float] = []
  /// In the exported layout.
  var weightGradient: [Float] = []
  var biasGradient: [Float] = []

  /// The largest deviation of the four arrays.
  func deviation(from other: CoordConvResults) -> Double {
    zip(
      [output, inputGradient, weightGradient, biasGradient],
      [other.output, other.inputGradient, other.weightGradient, other.biasGradient]
    ).map { TestSupport.deviation($0, $1.map(Double.init)) }.max() ?? .infinity
  }
}

/// What can be wrong with a CoordConv; each must be noticed.
enum CoordConvDefect: CaseIterable {
  case axesSwapped, mapGradientDropped, secondLaneForgotten, mapNotRefreshed
}

/// The layer as training uses it: lanes that work through microbatches, gradients summed, then those of the maps.
func coordConvOnLanes(_ c: CoordConvCase, _ data: CoordConvData, defect: CoordConvDefect? = nil) throws
  -> CoordConvResults
{
  let store = ParameterStore()
  let layer = c.layer(in: store)
  store.allocate()
  let maps = try PositionMaps([layer], of: store)
  layer.exported()[0].assign(data.weight, in: store)
  layer.exported()[1].assign(data.bias, in: store)
  if defect != .mapNotRefreshed { maps.refresh() }

  let buffers = (0..<CoordConvCase.lanes).map { _ in GradientBuffer(count: store.count) }
  let tape = Tape(parameters: store)
  let imageSize = CoordConvCase.batch * c.pixels * CoordConvCase.channels
  let input = tape.leaf(
    [Float](repeating: 0, count: imageSize), [CoordConvCase.batch, c.height, c.width, CoordConvCase.channels])
  let output = try layer(input, on: tape)
  var results = CoordConvResults()
  for lane in 0..<CoordConvCase.lanes {
    tape.bind(gradients: buffers[lane])
    for microbatch in 0..<CoordConvCase.microbatches {
      let index = lane * CoordConvCase.microbatches + microbatch
      input.assign(Array(data.images[index * imageSize..<(index + 1) * imageSize]))
      tape.clearGradients(of: input)
      tape.forward()
      results.output += output.values
      output.withMutableGradient(of: Float.self) { target in
        for i in target.indices { target[i] = data.outputGradient[index * output.count + i] }
      }
      tape.backward(from: [output])
      results.inputGradient += input.gradientValues
    }
  }
  for section in [Parameter.Section.perLane, .derived] where defect != .secondLaneForgotten {
    _ = GradientSum.reduce(buffers, store.range(of: section))
  }
  if defect != .mapGradientDropped { maps.backward(buffers[0]) }

  func gradient(_ name: String) -> [Float] {
    guard let parameter = store.parameters.first(where: { $0.name == name }) else { return [] }
    return buffers[0].withSpan(store.range(of: parameter)) { span in span.indices.map { span[$0] } }
  }
  // Sewn together here by hand, not by ExportedParameter.
  let (image, coordinates) = (gradient("c.weight"), gradient("c.coordinates"))
  let taps = c.kernel * c.kernel
  if c.isTransposed { results.weightGradient = image + coordinates }
  for filter in 0..<CoordConvCase.filters where !c.isTransposed {
    results.weightGradient +=
      image[filter * CoordConvCase.channels * taps..<(filter + 1) * CoordConvCase.channels * taps]
    results.weightGradient += coordinates[filter * c.coordinates * taps..<(filter + 1) * c.coordinates * taps]
  }
  results.biasGradient = gradient("c.bias")
  return results
}

/// The definition: a convolution without a map over an input that contains the coordinates, all samples at once.
func coordConvByConcatenation(_ c: CoordConvCase, _ data: CoordConvData, defect: CoordConvDefect? = nil) throws
  -> CoordConvResults
{
  let samples = data.images.count / (c.pixels * CoordConvCase.channels)
  let channels = CoordConvCase.channels + c.coordinates
  func scaled(_ k: Int, _ n: Int) -> Float { n == 1 ? 0 : Float(-1 + 2 * Double(k) / Double(n - 1)) }
  var values: [Float] = []
  for sample in 0..<samples {
    for row in 0..<c.height {
      for column in 0..<c.width {
        let start = (sample * c.pixels + row * c.width + column) * CoordConvCase.channels
        values += data.images[start..<start + CoordConvCase.channels]
        let (x, y) = (scaled(column, c.width), scaled(row, c.height))
        values += defect == .axesSwapped ? [y, x] : [x, y]
        if c.hasRadius { values.append((x * x + y * y).squareRoot()) }
      }
    }
  }
  let tape = Tape()
  let input = tape.leaf(values, [samples, c.height, c.width, channels])
  let sizes = c.isTransposed ? [channels, CoordConvCase.filters] : [CoordConvCase.filters, channels]
  let weight = tape.leaf(data.weight, Shape(sizes + [c.kernel, c.kernel]))
  let bias = tape.leaf(data.bias, [CoordConvCase.filters])
  let output =
    c.isTransposed
    ? try tape.transposedConvolution(input, weights: weight, bias: bias, geometry: c.geometry, activation: .relu)
    : try tape.convolution(input, weights: weight, bias: bias, geometry: c.geometry, activation: .relu)
  output.withMutableGradient(of: Float.self) { target in
    for i in target.indices { target[i] = data.outputGradient[i] }
  }
  tape.backward(from: [output])
  let inputGradient = input.gradientValues
  return CoordConvResults(
    output: output.values,
    inputGradient: inputGradient.indices.filter { $0 % channels < CoordConvCase.channels }.map { inputGradient[$0] },
    weightGradient: weight.gradientValues, biasGradient: bias.gradientValues)
}
