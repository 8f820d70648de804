internal import COneDNN

/// A weight in the layout and type that one primitive computes with.
final class PackedWeight {
  let storage: Storage
  /// Whether an owner refreshes it after every change; otherwise its operation does, each time it runs.
  let isShared: Bool
  let source: Tensor
  let isTransposed: Bool
  private let consumer: Primitive
  private let packing: Primitive
  private let scratchpad: Storage

  init(_ weights: Tensor, transposed: Bool, for consumer: Primitive, isShared: Bool) throws(TensorError) {
    // A transposed matrix is handed over by its logical, exchanged shape.
    let logical = transposed ? Array(weights.shape.sizes.reversed()) : weights.shape.sizes
    let dimensions = logical.map(Int64.init)
    packing = try unsafe Primitive("the packing of weights", detail: weights.shape.description) {
      unsafe rl_pack_weights(consumer.handle, dimensions, Int32(dimensions.count), transposed ? 1 : 0, $0)
    }
    storage = Storage(size: consumer.size(RL_WEIGHTS))
    scratchpad = Storage(size: packing.size(RL_SCRATCHPAD))
    source = weights
    isTransposed = transposed
    self.consumer = consumer
    self.isShared = isShared
    packing.bind(RL_SOURCE, weights)
    packing.bind(RL_DESTINATION, storage)
    if packing.size(RL_SCRATCHPAD) > 0 { packing.bind(RL_SCRATCHPAD, scratchpad) }
    refresh()
  }

  func refresh() { packing.run() }

  /// Whether another primitive wants the same layout.
  func fits(_ other: Primitive) -> Bool { unsafe rl_same_weights(consumer.handle, other.handle) != 0 }
}

/// The packed weights that several tapes share. Whoever changes the parameters refreshes every one of them before a
/// tape runs again.
public final class PackedWeights: @unchecked Sendable {  // Grows while tapes are recorded, one after another.
  private var weights: [PackedWeight] = []

  public init() {}

  /// How many there are to refresh.
  public var count: Int { weights.count }

  /// Packs one again; different ones may be packed at the same time.
  public func refresh(_ index: Int) { weights[index].refresh() }

  /// Packs all.
  public func refresh() { for weight in weights { weight.refresh() } }

  func weight(_ tensor: Tensor, transposed: Bool, for consumer: Primitive) throws(TensorError) -> PackedWeight {
    // A square matrix and its transpose may share a layout, though not the contents.
    for weight in weights where weight.isTransposed == transposed {
      if unsafe weight.source.address == tensor.address, weight.fits(consumer) { return weight }
    }
    let made = try PackedWeight(tensor, transposed: transposed, for: consumer, isShared: true)
    weights.append(made)
    return made
  }
}
