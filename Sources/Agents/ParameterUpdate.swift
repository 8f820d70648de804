package import RLEnvironmentKit
package import RLNetworks
package import RLTensors

/// What follows once every lane has its gradients: their sum, the optimizer's step, and all that is derived from the
/// weights.
package final class ParameterUpdate: @unchecked Sendable {  // Its jobs run between the lanes' meetings.
  package let optimizer: any Optimizer
  private let store: ParameterStore
  private let positionMaps: PositionMaps
  private let packedWeights: PackedWeights
  private let gradients: [GradientBuffer]
  private let team: LaneTeam
  private let chunks: [Range<Int>]
  private let derivedChunks: [Range<Int>]
  private let chunkSquares: Buffer<Double>
  /// Whether the weights of a chunk are.
  private let chunkIsFinite: Buffer<Bool>
  private var scale: Float = 1
  private var jobs = Jobs()

  /// Made once, so that a steady state allocates nothing.
  private struct Jobs {
    var sum: LaneTeam.Job = { _, _ in }
    var sumDerived: LaneTeam.Job = { _, _ in }
    var apply: LaneTeam.Job = { _, _ in }
    var pack: LaneTeam.Job = { _, _ in }
  }

  private static let chunkSize = 32_768

  /// - Parameter gradients: of the lanes, a power of two of them.
  package init(
    of store: ParameterStore, positionMaps: PositionMaps, packedWeights: PackedWeights, gradients: [GradientBuffer],
    optimizer: OptimizerConfiguration, team: LaneTeam
  ) {
    self.store = store
    self.positionMaps = positionMaps
    self.packedWeights = packedWeights
    self.gradients = gradients
    self.team = team
    self.optimizer = optimizer.make(count: store.range(of: .derived).lowerBound)
    chunks = Self.chunks(of: store.range(of: .perLane))
    derivedChunks = Self.chunks(of: store.range(of: .derived))
    chunkSquares = Buffer(max(1, chunks.count), repeating: 0)
    chunkIsFinite = Buffer(max(1, chunks.count), repeating: true)
    makeJobs()
  }

  private static func chunks(of range: Range<Int>) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: chunkSize).map {
      $0..<min($0 + chunkSize, range.upperBound)
    }
  }

  private func makeJobs() {
    jobs.sum = { [unowned self] chunk, _ in
      chunkSquares[chunk] = GradientSum.reduce(gradients, chunks[chunk])
      chunkIsFinite[chunk] = store.isFinite(chunks[chunk])
    }
    jobs.sumDerived = { [unowned self] chunk, _ in
      _ = GradientSum.reduce(gradients, derivedChunks[chunk])
    }
    jobs.apply = { [unowned self] chunk, _ in
      optimizer.update(chunks[chunk], of: store, along: gradients[0], scale: scale)
    }
    jobs.pack = { [unowned self] index, _ in packedWeights.refresh(index) }
  }

  /// Whether the lanes should look at all that their networks compute for this step, not only at loss and gradient: a
  /// rectifier may keep NaN from those. To read every activation takes some 2 % of a step with `nature`, and what is
  /// not finite once mostly stays so: every sixteenth step will do.
  package var checksActivations: Bool { optimizer.stepCount % 16 == 0 }

  /// Leaves the sum over lanes in the first lane's buffer.
  /// - Returns: its norm over all learned parameters; NaN where a weight or running statistic is NaN or infinite, since a
  ///   rectifier may keep that from the gradient.
  package func sumGradients() -> Double {
    team.run(chunks.count, isBrief: true, jobs.sum)
    var squares = 0.0
    for chunk in chunks.indices { squares += chunkIsFinite[chunk] ? chunkSquares[chunk] : .nan }
    let shared = store.range(of: .shared)
    if !shared.isEmpty {
      team.run(derivedChunks.count, isBrief: true, jobs.sumDerived)
      positionMaps.backward(gradients[0])
      squares += store.isFinite(shared) ? GradientSum.squares(gradients[0], shared) : .nan
    }
    return store.isFinite(store.range(of: .statistics)) ? squares.squareRoot() : .nan
  }

  /// Adds `2 · decay · w` to the summed gradients of some parameters: the gradient of `decay · Σ w²`.
  package func decay(_ parameters: [Parameter], by decay: Float) {
    for parameter in parameters {
      gradients[0].withSpan(store.range(of: parameter)) { gradient in
        store.withValues(of: parameter) { values in
          for i in values.indices { gradient[i] += 2 * decay * values[i] }
        }
      }
    }
  }

  /// Takes the optimizer's step along the summed gradients.
  /// - Parameter scale: what every gradient is multiplied with first, to clip their norm.
  package func apply(learningRate: Float, scale: Float = 1) {
    self.scale = scale
    optimizer.beginStep(learningRate: learningRate)
    team.run(chunks.count, isBrief: true, jobs.apply)
    let shared = store.range(of: .shared)
    if !shared.isEmpty {
      optimizer.update(shared, of: store, along: gradients[0], scale: scale)
      positionMaps.refresh()
    }
    team.run(packedWeights.count, isBrief: true, jobs.pack)
  }

  /// Recomputes what is derived from the parameters, after they were set from outside.
  package func refresh() {
    positionMaps.refresh()
    packedWeights.refresh()
  }

  /// The gradient that the lanes came to together in the latest step.
  package func gradient(of parameter: Parameter) -> [Float] {
    gradients[0].withSpan(store.range(of: parameter)) { span in span.indices.map { span[$0] } }
  }

  // MARK: NaN and infinity, in the words of an error; each nil where there is none

  /// The first parameter that holds one.
  package var nonFiniteWeight: String? { store.firstNonFinite.map { "the weight '\($0.name)'" } }

  /// The first layer whose output holds one, in what was recorded last.
  package static func nonFiniteOutput(of tapes: some Sequence<Tape>) -> String? {
    for tape in tapes {
      if let (operation, layer) = tape.firstNonFinite() {
        return "the output of " + (layer.map { "the layer '\($0)' (\(operation))" } ?? "a \(operation)")
      }
    }
    return nil
  }

  /// The first learned parameter whose summed gradient holds one.
  package var nonFiniteGradient: String? {
    let parameter = store.learned.first { parameter in
      gradients[0].withSpan(store.range(of: parameter)) { span in
        for i in span.indices where !span[i].isFinite { return true }
        return false
      }
    }
    return parameter.map { "the gradient of \($0.name)" }
  }

  // MARK: Saving

  /// Shows an archive the optimizer's state.
  package func serialize(with archive: inout StateArchive) throws(StateError) {
    var stepCount = optimizer.stepCount
    try archive.serialize(&stepCount, in: 0...StateArchive.greatestCount)
    optimizer.stepCount = stepCount
    for moment in optimizer.moments { try archive.serialize(moment) }
  }
}
