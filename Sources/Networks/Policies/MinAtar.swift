extension PolicyArchitecture {
  /// Young & Tian 2019 (arXiv 1903.03176, §4): 16 3×3/1, linear 128.
  public static let minatar = PolicyArchitecture(
    name: "minatar", summary: "one 3×3 convolution of 16 and a linear layer of 128, for 10×10 planes (Young 2019)",
    minimumSide: 3
  ) { policy in
    policy.convolution(filters: 16, kernel: 3)
    policy.linear(128)
  }
}
