package import RLEnvironmentKit
package import RLNetworks
package import RLResults

/// The unit of places.
package enum PlaceUnit: String, Sendable, CaseIterable {
  /// As in the paper's code: 4 to 59.
  case pixels
  /// As coordinate channels are: −1 to 1 over the canvas.
  case scaled

  /// A pixel's number on an axis of `side` pixels.
  func number(_ pixel: Int, side: Int) -> Float {
    switch self {
    case .pixels: Float(pixel)
    case .scaled: 2 * Float(pixel) / Float(side - 1) - 1
    }
  }
}

/// How the weights that read coordinates start.
package enum CoordinateStart: String, Sendable, CaseIterable {
  /// As those of any channel, as in the paper's code.
  case drawn
  case zero
}

/// How a study's network is trained: one row of a sweep.
package struct SupervisedSettings: Sendable, Equatable {
  package var epochs: Int
  package var batchSize = 32
  package var learningRate: Double
  package var schedule = Schedule.constant
  /// λ of λ · Σ w², over the convolutions' kernels.
  package var decay = 0.0
  /// Side of the kernels, where the study leaves it open: the papers' fs.
  package var kernel = 1
  /// What the numbers of channels are multiplied with, where the study leaves it open: the papers' c.
  package var scale = 1
  /// In which a painter is given the place.
  package var places = PlaceUnit.scaled
  package var coordinates = CoordinateStart.drawn

  package static let fields: [OptionField<SupervisedSettings>] = [
    OptionField("epochs", \.epochs, in: 1...1_000_000, "passes over the training samples"),
    OptionField("batch-size", \.batchSize, in: 1...65_536, "samples of an optimizer step"),
    OptionField("learning-rate", \.learningRate, in: 0...10, "of Adam"),
    OptionField("schedule", \.schedule, "how the learning rate changes over the run"),
    OptionField("weight-decay", \.decay, in: 0...10, "times the sum of the kernels' squares, added to the loss"),
    OptionField("kernel", \.kernel, in: 1...15, "side of the kernels that the study leaves open"),
    OptionField("scale", \.scale, in: 1...64, "factor of the numbers of channels that the study leaves open"),
    OptionField("coordinates", \.coordinates, "how the weights that read coordinates start"),
    OptionField("places", \.places, "unit of the place that a painter is given"),
  ]

  /// All settings as text, by name.
  package var texts: [String: String] {
    Dictionary(uniqueKeysWithValues: Self.fields.map { ($0.name, $0.text(self)) })
  }

  /// On one line.
  package var text: String { Self.fields.map { "\($0.name)=\($0.text(self))" }.joined(separator: " ") }

  /// The settings with a person's choices.
  /// - Throws: `SettingsError` for an unknown setting or a value it does not take.
  package func with(_ choices: [Assignment]) throws(SettingsError) -> SupervisedSettings {
    var settings = self
    for choice in choices {
      guard let field = Self.fields.first(where: { $0.name == choice.name }) else {
        throw SettingsError("\(UnknownName(kind: "setting", name: choice.name, known: Self.fields.map(\.name)))")
      }
      guard field.write(&settings, choice.value) else {
        throw SettingsError("\(choice.name) cannot be '\(choice.value)'; it takes \(field.values)")
      }
    }
    return settings
  }

  /// Adam as in the paper's code, whose β₂ is 0.99 (facts: util.py).
  static let optimizer = OptimizerConfiguration.adam(.init(beta1: 0.9, beta2: 0.99, epsilon: 1e-8))
}
