internal import COneDNN

/// How a kernel moves over an image.
public struct ConvolutionGeometry: Sendable, Equatable {
  public var stride: Int
  /// Zeros added above and to the left.
  public var padding: Int
  /// Zeros added below and to the right; where negative, so many rows and columns are left out.
  public var farPadding: Int
  /// Distance between neighboring taps; 1 for an ordinary convolution.
  public var dilation: Int

  /// - Parameter farPadding: as `padding` unless given. For a transposed convolution, PyTorch's `output_padding` is
  ///   `padding − farPadding`.
  public init(stride: Int = 1, padding: Int = 0, farPadding: Int? = nil, dilation: Int = 1) {
    self.stride = stride
    self.padding = padding
    self.farPadding = farPadding ?? padding
    self.dilation = dilation
  }

  /// TensorFlow's `SAME`: a convolution divides an image's size by the stride, a transposed one multiplies it.
  ///
  /// Both paddings together are kernel − stride, and the odd zero is a far one: for stride 2, kernels of 2, 3 and 4 get
  /// 0 + 0, 0 + 1 and 1 + 1. A convolution's image must be a multiple of the stride, since TensorFlow pads others
  /// differently.
  public static func same(kernel: Int, stride: Int = 1) -> ConvolutionGeometry {
    let padding = max(0, kernel - stride) / 2
    return ConvolutionGeometry(stride: stride, padding: padding, farPadding: kernel - stride - padding)
  }

  /// ⌊(size + padding + farPadding − dilation·(kernel − 1) − 1) / stride⌋ + 1
  public func outputSize(_ size: Int, kernel: Int) -> Int {
    let room = size + padding + farPadding - dilation * (kernel - 1) - 1
    return room < 0 ? 0 : room / stride + 1
  }

  /// (size − 1)·stride + dilation·(kernel − 1) + 1 − padding − farPadding, for a transposed convolution.
  public func transposedOutputSize(_ size: Int, kernel: Int) -> Int {
    max(0, (size - 1) * stride + dilation * (kernel - 1) + 1 - padding - farPadding)
  }

  /// What would be right, where something is not.
  var correction: String? {
    if stride > 0, padding >= 0, farPadding > -stride, dilation > 0 { return nil }
    return "a positive stride and dilation, no negative padding and a far padding above −stride, got stride \(stride), "
      + "padding \(padding) and \(farPadding), dilation \(dilation)"
  }
}

extension rl_convolution {
  /// The convolution of `image` with `weights`, `[filters, channels, kernel height, kernel width]`.
  init(image: Shape, weights: Shape, _ geometry: ConvolutionGeometry, _ type: ElementType) {
    self.init(
      batch: Int64(image[0]), height: Int64(image[1]), width: Int64(image[2]), channels: Int64(image[3]),
      filters: Int64(weights[0]), kernel_height: Int64(weights[2]), kernel_width: Int64(weights[3]),
      stride: Int64(geometry.stride), padding: Int64(geometry.padding), far_padding: Int64(geometry.farPadding),
      dilation: Int64(geometry.dilation), type: type.code)
  }
}
