internal import RLAgents
public import RLEnvironmentKit
internal import RLNetworks
internal import RLResults

extension RunConfiguration {
  /// Every setting a person may choose, in the order a file shows them: those of the run, the agent, the evaluations.
  public var fields: [OptionField<RunConfiguration>] {
    (level.map { [RunConfiguration.levelField($0)] } ?? []) + RunConfiguration.ofRun
      + (isLearner ? RunConfiguration.ofNetwork : [])
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
    OptionField(
      "stop-return", \.stopReturn, values: "a finite number, or none",
      summary: "training ends when the mean return of the latest \(fullWindow) training episodes reaches it",
      text: { $0.map { String($0) } ?? "none" },
      parse: orNone { Double($0).flatMap { $0.isFinite ? $0 : nil } }),
  ]

  /// `none` is nil in the inner optional; what cannot be read is nil in the outer one.
  private static func orNone<Value>(
    _ parse: @escaping @Sendable (String) -> Value?
  ) -> @Sendable (String) -> Value?? {
    { text in
      if text == "none" { return .some(nil) }
      return parse(text).map { .some($0) }
    }
  }

  /// Settings that name another level's digest were written for another world, so nothing but the level's own is taken.
  private static func levelField(_ level: LevelCopy) -> OptionField<RunConfiguration> {
    let digest = level.sha256
    return OptionField(
      "level-sha256", \.level, values: "that of the level as it is now, \(digest)",
      summary: "of the level's text; without this line the level is taken as it is",
      text: { $0?.sha256 ?? "" }, parse: { $0 == digest ? .some(level) : nil })
  }

  /// Settings that an agent without a network does not have.
  static let learnerSettings = (ofNetwork + ofEvaluations).map(\.name)

  private static let ofNetwork: [OptionField<RunConfiguration>] = [
    OptionField(
      "network", \.network.name, values: PolicyArchitecture.all.map(\.name).joined(separator: ", "),
      summary: PolicyArchitecture.all.map(\.name).joined(separator: ", "), text: { $0 }, parse: { $0 }),
    OptionField("convolution", \.network.convolution, choicesOf(ConvolutionChoice.self)),
    OptionField(
      "normalize-observations", \.network.normalizesObservations,
      "the network sees deviations from the running mean, within ±10 (OpenAI baselines)"),
    OptionField(
      "init-from", \.initialWeights.path, values: "a run's folder, a checkpoint, or none",
      summary: "a trained agent whose weights this one starts from", text: { $0 ?? "none" },
      parse: orNone { $0.isEmpty ? nil : $0 }),
    OptionField(
      "init-sha256", \.initialWeights.sha256, values: "64 hexadecimal digits, or none",
      summary: "of those weights; filled in when the run starts", text: { $0 ?? "none" },
      parse: orNone { $0.count == 64 && $0.allSatisfy(\.isHexDigit) ? $0.lowercased() : nil }),
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
