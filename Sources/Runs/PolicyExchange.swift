internal import RLEnvironmentKit
internal import RLEnvironments
internal import RLNetworks
internal import RLResults
internal import RLTensors

/// What a checkpoint's network computes for made-up observations, for another program to reproduce:
/// Scripts/check_weights.py compares it with PyTorch.
package enum PolicyExchange {
  /// JSON lines: first `{"observationMaximum": …}`, by which observations are divided; then for each observation
  /// `{"observation": […], "logits": […], "value": …}`, the bytes of `[height, width, channels]` in row-major order.
  ///
  /// The network runs in float32, whatever it was trained in.
  ///
  /// - Parameters:
  ///   - path: a checkpoint, or the folder of the run that wrote it.
  ///   - seed: of the observations; each byte is equally likely to be anything the environment shows.
  ///   - count: observations.
  /// - Throws: ``CheckpointError``, ``UnknownName`` for its environment, and what building the network throws.
  package static func lines(checkpoint path: String, seed: UInt64, count: Int = 16) throws -> String {
    let checkpoint = try Checkpoint(readingFrom: path)
    let spec = try checkpoint.entry.spec
    try checkpoint.check(for: spec, path: path)
    let header = JSON.record(["observationMaximum": .count(Int(spec.observationMaximum))])
    guard let network = try checkpoint.makeNetwork(for: spec, path: path) else { return header.text + "\n" }

    let observations = observations(count, of: spec, seed: seed)
    _ = try network.positionMaps()  // Whose making computes them.
    let tape = Tape(parameters: network.parameters, isDifferentiable: false)
    let input = tape.leaf(
      observations.map { Float($0) / Float(max(1, spec.observationMaximum)) }, Shape([count] + spec.observationShape),
      needsGradient: false)
    let output = try network.record(on: tape, observations: input)
    let (logits, values) = (output.logits.values, output.value.values)
    let records = (0..<count).map { row in
      JSON.record([
        "observation": .array(slice(observations, row, of: count).map { .count(Int($0)) }),
        "logits": .array(slice(logits, row, of: count).map { .number(Double($0)) }),
        "value": .number(Double(values[row])),
      ])
    }
    return ([header] + records).map { $0.text + "\n" }.joined()
  }

  private static func observations(_ count: Int, of spec: EnvironmentSpec, seed: UInt64) -> [UInt8] {
    var generator = Philox(seed: seed, lane: 0, purpose: .evaluation)
    return (0..<count * spec.observationSize).map { _ in UInt8(generator.below(Int(spec.observationMaximum) + 1)) }
  }

  private static func slice<Element>(_ all: [Element], _ row: Int, of rows: Int) -> ArraySlice<Element> {
    let size = all.count / rows
    return all[row * size..<(row + 1) * size]
  }
}
