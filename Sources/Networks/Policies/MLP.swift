extension PolicyArchitecture {
  /// Two linear layers of 64: a network without convolutions for the same pixels.
  public static let mlp = PolicyArchitecture(
    name: "mlp", summary: "two linear layers of 64, no convolution", minimumSide: 1
  ) { policy in
    policy.linear(64)
    policy.linear(64)
  }
}
