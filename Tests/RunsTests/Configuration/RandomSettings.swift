import RLEnvironmentKit
import TestSupport

@testable import RLResults
@testable import RLRuns

/// Settings that work together, drawn at random: one for every field an agent has.
struct RandomSettings {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed) }

  mutating func next(_ agent: String, in environment: String = "minatar/breakout") throws -> [Assignment] {
    let optimizer = Assignment("optimizer", pick(["adam", "rmsprop", "sgd"]))
    let plain = try RunConfiguration(
      environment: environment, agent: agent, agent == "random" ? [] : [optimizer])
    let lanes = 1 << Int.random(in: 0...3, using: &random)
    let environments = lanes * Int.random(in: 1...8, using: &random)
    let rollout = Int.random(in: 1...40, using: &random)
    let counts = [
      "lanes": lanes, "environments": environments, "rollout-steps": rollout,
      "minibatch-size": lanes * Int.random(in: 1...environments * rollout / lanes, using: &random),
      "epochs": Int.random(in: 1...9, using: &random), "steps": Int.random(in: 1...Int.max, using: &random),
      "evaluations": Int.random(in: 0...10_000, using: &random),
      "evaluation-episodes": Int.random(in: 1...100_000, using: &random),
    ]
    return plain.fields.map { field in
      Assignment(field.name, counts[field.name].map { String($0) } ?? value(of: field, in: plain))
    }.shuffled(using: &random)
  }

  private mutating func value(of field: OptionField<RunConfiguration>, in plain: RunConfiguration) -> String {
    switch field.name {
    case "seed": return String(UInt64.random(in: 0...UInt64.max, using: &random))
    // The others may need larger observations.
    case "network": return pick(["minatar", "pooled", "mlp"])
    case "optimizer": return field.text(plain)
    case "convolution": return pick(["conv", "coordconv", "coordconv-first"])
    case "precision": return pick(["f32", "bf16"])
    default: break
    }
    // Only a trained agent fits.
    if field.name.hasPrefix("init-") { return "none" }
    if field.values.hasPrefix("a number") || field.values.hasPrefix("a finite number") {
      if field.values.hasSuffix("none"), Bool.random(using: &random) { return "none" }
      // In the range of all of them, and of all magnitudes.
      let exponent = Float.random(in: -30...0, using: &random)
      return String(
        Float.random(in: 0.1..<1, using: &random) * Float(sign: .plus, exponent: Int(exponent), significand: 1))
    }
    return pick(field.values.replacing(" or ", with: ", ").split(separator: ", ").map(String.init))
  }

  private mutating func pick(_ words: [String]) -> String { words[Int.random(in: words.indices, using: &random)] }
}
