/// Which convolutions of a policy network see coordinates.
public enum ConvolutionChoice: String, Sendable, CaseIterable, Codable {
  /// None.
  case conv
  /// Every layer.
  case coordconv
  /// The first layer only.
  case coordconvFirst = "coordconv-first"
}
