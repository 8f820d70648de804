internal import RLTensors

/// One of the two convolutions, so that a residual block holds either.
enum AnyConvolution: Layer {
  case plain(Conv2D)
  case coordinates(CoordConv2D)

  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    switch self {
    case .plain(let layer): try layer(input, on: tape)
    case .coordinates(let layer): try layer(input, on: tape)
    }
  }

  func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    switch self {
    case .plain(let layer): layer.initialize(store, using: &generator)
    case .coordinates(let layer): layer.initialize(store, using: &generator)
    }
  }

  func exported() -> [ExportedParameter] {
    switch self {
    case .plain(let layer): layer.exported()
    case .coordinates(let layer): layer.exported()
    }
  }
}
