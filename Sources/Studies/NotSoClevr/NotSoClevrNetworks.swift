package import RLNetworks
internal import RLTensors

/// The networks of the paper's toy tasks, layer by layer (Liu 2018, §4, figures of the supplement, and the released code).
package enum NotSoClevrNetworks {
  /// TensorFlow's defaults for linear layers; He's normal for convolutions.
  static let initializers = NetworkBuilder.Initializers(convolution: .heTruncatedNormal, linear: .glorotUniform)

  private static func painter(
    _ convolution: ConvolutionChoice, _ build: (inout NetworkBuilder) -> Void
  ) -> SequentialNetwork {
    SequentialNetwork(inputShape: [1, 1, 2], convolution: convolution, initializers: initializers, build)
  }

  private static func regressor(
    _ convolution: ConvolutionChoice, coordinates: CoordinateStart = .drawn,
    _ build: (inout NetworkBuilder) -> Void
  ) -> SequentialNetwork {
    var initializers = initializers
    initializers.coordinatesStartAtZero = coordinates == .zero
    return SequentialNetwork(
      inputShape: [NotSoClevr.side, NotSoClevr.side, 1], convolution: convolution, initializers: initializers, build)
  }

  /// Six transposed convolutions of stride 2, from 1×1 to 64×64: the baseline of classification and rendering.
  package static func deconvolution(kernel: Int, scale: Int) -> SequentialNetwork {
    painter(.conv) { network in
      for filters in [64, 64, 64, 32, 32] {
        network.transposedConvolution(
          filters: filters * scale, kernel: kernel, geometry: .same(kernel: kernel, stride: 2))
        network.batchNorm(activation: .relu)
      }
      network.transposedConvolution(filters: 1, kernel: kernel, geometry: .same(kernel: kernel, stride: 2))
    }
  }

  /// (x, y) on every pixel beside its coordinates, then convolutions of 1×1: the network of classification.
  package static func coordinates(scale: Int) -> SequentialNetwork {
    painter(.coordconvFirst) { $0.addPixelwise(scale: scale) }
  }

  /// The network of classification, a softmax over its pixels, and five more convolutions: the network of rendering.
  package static func coordinatesWithHead(kernel: Int, scale: Int) -> SequentialNetwork {
    painter(.coordconvFirst) { network in
      network.addPixelwise(scale: 1)
      network.pixelSoftmax()
      for filters in [8, 8, 16, 16] {
        network.convolution(filters: filters * scale, kernel: kernel, geometry: .same(kernel: kernel))
      }
      network.logOdds(ofShare: NotSoClevr.litShare, kernel: kernel)
    }
  }

  /// Four convolutions and two linear layers: the baseline that regression has for the uniform split.
  package static func convolutionsAndLinear(scale: Int) -> SequentialNetwork {
    regressor(.conv) { network in
      for layer in 0..<4 {
        network.convolution(filters: 16 * scale, kernel: 3, geometry: .same(kernel: 3))
        if layer < 3 { network.maxPool(kernel: 2, stride: 2) }
      }
      network.linear(64)
      network.linear(2, activation: .none)
    }
  }

  /// Nine convolutions and their mean over the image: the baseline that regression has for the quadrant split.
  package static func convolutionsAndMean(scale: Int) -> SequentialNetwork {
    regressor(.conv) { network in
      let filters = 16 * scale
      func convolve(_ kernel: Int, stride: Int = 1, norm: Bool = false, _ network: inout NetworkBuilder) {
        network.convolution(
          filters: filters, kernel: kernel, geometry: .same(kernel: kernel, stride: stride),
          activation: norm ? .none : .relu)
        if norm { network.batchNorm(activation: .relu) }
      }
      convolve(5, stride: 2, &network)
      convolve(1, &network)
      network.batchNorm()
      convolve(3, &network)
      convolve(3, stride: 2, &network)
      convolve(3, stride: 2, norm: true, &network)
      convolve(3, stride: 2, &network)
      convolve(1, &network)
      convolve(3, stride: 2, &network)
      network.convolution(filters: 2, kernel: 3, geometry: .same(kernel: 3))
      network.globalAveragePool()
    }
  }

  /// Five linear convolutions, the first of which sees coordinates, and the greatest number over the image.
  package static func coordinatesAndMaximum(_ coordinates: CoordinateStart = .drawn) -> SequentialNetwork {
    regressor(.coordconvFirst, coordinates: coordinates) { network in
      for kernel in [1, 1, 1, 3] {
        network.convolution(filters: 8, kernel: kernel, geometry: .same(kernel: kernel), activation: .none)
      }
      network.convolution(filters: 2, kernel: 3, geometry: .same(kernel: 3), activation: .none)
      network.globalMaxPool()
    }
  }
}

extension NetworkBuilder {
  /// The input on every pixel, and convolutions of 1×1 that see its coordinates.
  fileprivate mutating func addPixelwise(scale: Int) {
    upsample(factor: NotSoClevr.side)
    for filters in [32, 32, 64, 64] { convolution(filters: filters * scale, kernel: 1) }
    convolution(filters: 1, kernel: 1, activation: .none)
  }
}
