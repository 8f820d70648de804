/// Which convolutions of a policy network see coordinates.
public enum ConvolutionChoice: String, Sendable, CaseIterable {
  /// None.
  case conv
  /// Every layer.
  case coordconv
  /// The first layer only.
  case coordconvFirst = "coordconv-first"
}
