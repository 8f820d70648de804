internal import RLAgents
public import RLEnvironmentKit
internal import RLNetworks
internal import RLResults

extension RunConfiguration {
  /// Every setting a person may choose, in the order a file shows them: those of the run, the agent, the evaluations.
  public var fields: [OptionField<RunConfiguration>] {
    RunConfiguration.ofRun + (isLearner ? RunConfiguration.ofNetwork : [])
      + agent.fields.map { $0.lifted(\.agent) { $0.agent = $1 } } + (isLearner ? RunConfiguration.ofEvaluations : [])
  }

  private static let ofRun: [OptionField<RunConfiguration>] = [
    OptionField(
      "steps", \.steps, values: "a whole number of at least 1, such as 200k or 5M",
      summary: "environment steps to train for; the last iteration may exceed them", text: { String($0) },
      parse: { try? Count($0).value }),
    OptionField(
      "seed", \.seed, values: "a whole number from 0 to 18446744073709551615", summary: "of everything random",
      text: { String($0) }, parse: { UInt64($0) }),
  ]

  private static let ofNetwork: [OptionField<RunConfiguration>] = [
    OptionField(
      "network", \.network.name, values: PolicyArchitecture.all.map(\.name).joined(separator: ", "),
      summary: PolicyArchitecture.all.map(\.name).joined(separator: ", "), text: { $0 }, parse: { $0 }),
    OptionField("convolution", \.network.convolution, choicesOf(ConvolutionChoice.self)),
    OptionField(
      "normalize-observations", \.network.normalizesObservations,
      "the network sees deviations from the running mean, within ±10 (OpenAI baselines)"),
    OptionField("precision", \.network.precision, "of activations and packed weights: " + choicesOf(Precision.self)),
  ]

  private static let ofEvaluations: [OptionField<RunConfiguration>] = [
    OptionField(
      "evaluations", \.evaluations, in: 0...10_000,
      "times the agent is evaluated on the way; the best of them is kept as best.safetensors"),
    OptionField(
      "evaluation-episodes", \.evaluationEpisodes, in: 1...100_000,
      "episodes of each, with sampled and again with greedy actions"),
  ]

  private static func choicesOf<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> String {
    Choice.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
