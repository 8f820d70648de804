public import RLTensors

/// Computes the position maps of a network's CoordConv layers, once per weight update for all lanes.
public final class PositionMaps {
  private let tape: Tape
  private let store: ParameterStore
  private var maps: [(output: Tensor, parameter: Parameter)] = []
  private let outputs: [Tensor]

  package init(_ layers: [any CoordinateLayer], of store: ParameterStore) throws(TensorError) {
    self.store = store
    tape = Tape(parameters: store)
    for layer in layers { maps.append((try layer.recordMap(on: tape), layer.map)) }
    outputs = maps.map(\.output)
    publish()
  }

  public var isEmpty: Bool { maps.isEmpty }

  /// Computes the maps from the coordinate weights as they are now.
  public func refresh() {
    if maps.isEmpty { return }
    tape.forward()
    publish()
  }

  private func publish() {
    for (output, parameter) in maps {
      store.withValues(of: parameter) { target in
        output.withSpan(of: Float.self) { source in for i in source.indices { target[i] = source[i] } }
      }
    }
  }

  /// Carries the gradients of the maps, summed over lanes, to the coordinate weights; both lie in `gradients`.
  public func backward(_ gradients: GradientBuffer) {
    if maps.isEmpty { return }
    tape.bind(gradients: gradients)
    for (output, parameter) in maps {
      gradients.withSpan(store.range(of: parameter)) { source in
        output.withMutableGradient(of: Float.self) { target in
          for i in target.indices { target[i] = source[i] }
        }
      }
    }
    tape.backward(from: outputs)
  }
}
