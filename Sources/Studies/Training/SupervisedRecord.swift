/// What a network's training on a study came to, as its file has it.
package struct SupervisedRecord: Sendable, Equatable, Codable {
  /// An epoch, as it was when it ended.
  package struct Epoch: Sendable, Equatable, Codable {
    /// Of training since the run's beginning, evaluations apart.
    package var seconds: Double
    /// Mean loss over the epoch's samples, each before its own step.
    package var loss: Double
    /// Mean score likewise.
    package var trainScore: Double
    /// Mean score over the test samples after the epoch.
    package var testScore: Double
  }

  package var study: String
  package var network: String
  package var split: String
  package var seed: UInt64
  /// All that decides the result besides these, by name.
  package var settings: [String: String]
  /// Learned weights.
  package var parameters: Int
  package var trainSamples: Int
  package var testSamples: Int
  package var epochs: [Epoch] = []
  /// Mean scores of the finished network.
  package var trainScore: Double?
  package var testScore: Double?

  /// Of training, evaluations apart.
  package var seconds: Double { epochs.last?.seconds ?? 0 }

  /// When the test score first was at least this, in seconds of training; nil where it never was.
  package func seconds(toScore score: Double) -> Double? { epochs.first { $0.testScore >= score }?.seconds }

  /// Whether another run would come to the same.
  func repeats(_ other: SupervisedRecord) -> Bool {
    study == other.study && network == other.network && split == other.split && seed == other.seed
      && settings == other.settings
  }
}
