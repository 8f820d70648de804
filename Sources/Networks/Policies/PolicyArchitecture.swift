/// A policy network by name: the layers between the observation and the two heads.
///
/// To add one, write a file like `Nature.swift` and a line in ``all``.
public struct PolicyArchitecture: Sendable {
  public let name: String
  /// One line for a person.
  public let summary: String
  /// Smallest side an image must have; 1 where any will do.
  public let minimumSide: Int
  let build: @Sendable (inout NetworkBuilder) -> Void

  public static let all = [
    nature, compact, impala, minatar, minatarBatchNorm, minatarLayerNorm, pooled, mlp,
  ]

  public static func named(_ name: String) -> PolicyArchitecture? { all.first { $0.name == name } }
}
