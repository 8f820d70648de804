extension PolicyArchitecture {
  /// A network that forgets where it saw something, since its head averages over the image; only near the border, where
  /// fewer windows see a thing, does it matter where it is. So this is where Conv and CoordConv part ways.
  ///
  /// The sizes are ours; pooling over the whole image is from Lin 2014 (arXiv 1312.4400, §3.2).
  public static let pooled = PolicyArchitecture(
    name: "pooled", summary: "two 3×3 convolutions of 32 averaged over the image and a linear layer of 128",
    minimumSide: 5
  ) { policy in
    policy.convolution(filters: 32, kernel: 3)
    policy.convolution(filters: 32, kernel: 3)
    policy.globalAveragePool()
    policy.linear(128)
  }
}
