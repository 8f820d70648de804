internal import RLTensors

extension PolicyArchitecture {
  /// ``minatar`` with its convolution batch-normalized (Ioffe & Szegedy 2015, arXiv 1502.03167) before the rectifier.
  public static let minatarBatchNorm = PolicyArchitecture(
    name: "minatar-batchnorm", summary: "minatar with its convolution batch-normalized", minimumSide: 3
  ) { policy in
    policy.convolution(filters: 16, kernel: 3, activation: .none)
    policy.batchNorm(activation: .relu)
    policy.linear(128)
  }

  /// ``minatar`` with both hidden layers layer-normalized (Ba, Kiros & Hinton 2016, arXiv 1607.06450) before the
  /// rectifier; the channels of each pixel are normalized together.
  public static let minatarLayerNorm = PolicyArchitecture(
    name: "minatar-layernorm", summary: "minatar with both hidden layers layer-normalized", minimumSide: 3
  ) { policy in
    policy.convolution(filters: 16, kernel: 3, activation: .none)
    policy.layerNorm()
    policy.rectify()
    policy.linear(128, activation: .none)
    policy.layerNorm()
    policy.rectify()
  }
}
