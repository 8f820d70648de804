public import RLTensors

/// A piece of a network: it owns parameters in a ``ParameterStore`` and records what it does to a tensor.
public protocol Layer: Sendable {
  /// Records the layer on a tape.
  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor
  /// Draws first values for its parameters.
  func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator)
  /// Its parameters as PyTorch names and lays them out.
  func exported() -> [ExportedParameter]
}

extension Layer {
  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {}
  public func exported() -> [ExportedParameter] { [] }
}
