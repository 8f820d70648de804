internal import RLNetworks

extension SupervisedStudy {
  /// From a place to its pixel.
  package static let classification = SupervisedStudy(
    name: "not-so-clevr/classification",
    summary: "Which pixel is at (x, y)? A deconvolution cannot generalize it, a CoordConv does at once",
    source: "Liu 2018 (arXiv 1807.03247), §4.1, figures 4 and 5",
    measure: Measure(name: "accuracy", factor: 100, unit: " %", places: 1, milestone: 0.8),
    arms: [
      deconvolution(
        SupervisedSettings(
          epochs: 120, learningRate: 0.01, schedule: .linear, decay: 0.0001, kernel: 2, scale: 3),
        published: [
          "uniform": "at most ≈ 86 % after an hour; 80 % after ≈ 4000 s", "quadrant": "≈ 0 %",
        ]),
      Arm(
        name: "coordconv", summary: "five convolutions of 1×1 that see coordinates",
        make: { NotSoClevrNetworks.coordinates(scale: $0.scale) },
        settings: { _ in
          SupervisedSettings(epochs: 16, batchSize: 8, learningRate: 0.01, schedule: .linear, decay: 0.001)
        },
        sweep: [0.001, 0.005, 0.01].flatMap { rate in
          [0, 0.001].map {
            SupervisedSettings(epochs: 50, batchSize: 16, learningRate: rate, decay: $0, places: .pixels)
          }
        },
        published: ["uniform": "100 % after 10–20 s", "quadrant": "100 % after 10–20 s"]),
    ],
    task: { CoordinateClassification(places: $0.places) }, parts: notSoClevrParts,
    choices: placeChoices)

  /// The two splits of not-so-Clevr.
  static let notSoClevrParts: [(name: String, samples: @Sendable () -> (train: [Int32], test: [Int32]))] =
    NotSoClevr.Split.allCases.map { split in (split.rawValue, { split.samples }) }

  static let placeChoices = [
    "A place is given from −1 to 1, as coordinates are (`--set places=pixels` gives it in pixels, as the paper's code does).",
    "The uniform split is the released data's, a random quarter for the test; the paper's text has a fifth.",
    "One good setting of each network is the default, its minibatches and rates ours; `--sweep` tries the paper's.",
  ]

  /// The baseline of both painters.
  static func deconvolution(_ settings: SupervisedSettings, published: [String: String]) -> Arm {
    Arm(
      name: "conv", summary: "six transposed convolutions with batch normalization",
      make: { NotSoClevrNetworks.deconvolution(kernel: $0.kernel, scale: $0.scale) },
      settings: { _ in settings }, sweep: deconvolutionSweep, published: published)
  }

  /// 324 settings: six rates, three decays, three kernels, three widths, two batch sizes (facts: experiment_logs.sh).
  static let deconvolutionSweep: [SupervisedSettings] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05].flatMap { rate in
    [0, 0.001, 0.01].flatMap { decay in
      [2, 3, 4].flatMap { kernel in
        [1, 2, 3].flatMap { scale in
          [16, 32].map { batch in
            SupervisedSettings(
              epochs: 1000, batchSize: batch, learningRate: rate, schedule: .steps, decay: decay, kernel: kernel,
              scale: scale, places: .pixels)
          }
        }
      }
    }
  }
}
