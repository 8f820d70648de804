internal import RLTensors

internal import RLTensors

extension PolicyArchitecture {
  /// Espeholt 2018 (arXiv 1802.01561, figure 3 right): three residual sections of 16, 32, 32, linear 256.
  public static let impala = PolicyArchitecture(
    name: "impala", summary: "fifteen convolutions in residual sections and a linear layer of 256 (Espeholt 2018)",
    minimumSide: 3
  ) { policy in
    for filters in [16, 32, 32] {
      policy.convolution(filters: filters, kernel: 3, geometry: .init(padding: 1), activation: .none)
      policy.maxPool(kernel: 3, stride: 2, padding: 1)
      policy.residualBlock()
      policy.residualBlock()
    }
    policy.rectify()
    policy.linear(256)
  }
}
