internal import RLTensors

extension PolicyArchitecture {
  /// Mnih 2013 (arXiv 1312.5602, §4.1): 16 8×8/4, 32 4×4/2, linear 256. A third of Nature's work.
  public static let compact = PolicyArchitecture(
    name: "compact", summary: "two convolutions and a linear layer of 256, for 84×84 frames (Mnih 2013)",
    minimumSide: 20
  ) { policy in
    policy.convolution(filters: 16, kernel: 8, geometry: .init(stride: 4))
    policy.convolution(filters: 32, kernel: 4, geometry: .init(stride: 2))
    policy.linear(256)
  }
}
