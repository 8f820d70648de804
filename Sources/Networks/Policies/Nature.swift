internal import RLTensors

extension PolicyArchitecture {
  /// Mnih 2015 (Nature 518, Extended Data Table 1): 32 8×8/4, 64 4×4/2, 64 3×3/1, linear 512.
  public static let nature = PolicyArchitecture(
    name: "nature", summary: "three convolutions and a linear layer of 512, for 84×84 frames (Mnih 2015)",
    minimumSide: 36
  ) { policy in
    policy.convolution(filters: 32, kernel: 8, geometry: .init(stride: 4))
    policy.convolution(filters: 64, kernel: 4, geometry: .init(stride: 2))
    policy.convolution(filters: 64, kernel: 3)
    policy.linear(512)
  }
}
