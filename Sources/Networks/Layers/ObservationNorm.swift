internal import RLTensors

/// Observations as deviations from their running mean, each element by itself:
///
///     output = min(max((x − mean) / √(variance + 1e-8), −10), 10)
///
/// Mean and variance are those of all observations that a run has learned from. They are not learned and get no gradient:
/// the trainer sets them, and they are saved with the network. At the start they are 0 and 1.
///
/// Source: OpenAI baselines' `VecNormalize`, which has the same ε and the same bound.
struct ObservationNorm: Layer {
  static let epsilon: Float = 1e-8
  static let bound: Float = 10

  private let store: ParameterStore
  private let runningMean: Parameter
  private let runningVariance: Parameter

  /// - Parameter shape: of one observation.
  init(in store: ParameterStore, shape: [Int]) {
    self.store = store
    runningMean = store.add("observation.running_mean", Shape(shape), section: .statistics)
    runningVariance = store.add("observation.running_var", Shape(shape), section: .statistics)
  }

  /// - Parameter input: `[batch] + shape`, float32.
  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    let count = runningMean.shape.count
    // oneDNN's batch normalization in use, with every element for a channel.
    let rows = try tape.reshape(input, [input.shape[0], count])
    let (ones, zeros) = (
      tape.leaf([Float](repeating: 1, count: count), [count], needsGradient: false),
      tape.leaf([Float](repeating: 0, count: count), [count], needsGradient: false)
    )
    let deviations = try tape.batchNormalization(
      rows, mean: tape.reshape(store.tensor(showing: runningMean), [count]),
      variance: tape.reshape(store.tensor(showing: runningVariance), [count]), scale: ones, shift: zeros,
      epsilon: Self.epsilon)
    return try tape.reshape(tape.clamp(deviations, min: -Self.bound, max: Self.bound), input.shape)
  }

  func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    let count = runningMean.shape.count
    assign(mean: [Float](repeating: 0, count: count), variance: [Float](repeating: 1, count: count))
  }

  func assign(mean: [Float], variance: [Float]) {
    store.assign(mean, to: runningMean)
    store.assign(variance, to: runningVariance)
  }

  func exported() -> [ExportedParameter] {
    [runningMean, runningVariance].map { ExportedParameter($0.name, $0.shape, parts: [$0]) }
  }
}
