internal import RLNetworks

extension SupervisedStudy {
  /// From a pixel to its place.
  package static let regression = SupervisedStudy(
    name: "not-so-clevr/regression",
    summary: "Where is the lit pixel? Convolutions fail where they saw none, a CoordConv does not",
    source: "Liu 2018 (arXiv 1807.03247), §4.2, figure 5 and table S1",
    measure: Measure(name: "error", unit: " px", places: 2),
    arms: [
      Arm(
        name: "conv-linear", summary: "four convolutions and two linear layers",
        make: { NotSoClevrNetworks.convolutionsAndLinear(scale: $0.scale) },
        settings: { _ in
          SupervisedSettings(epochs: 100, batchSize: 32, learningRate: 0.001, schedule: .linear, decay: 1e-5)
        },
        sweep: convolutionSweep,
        published: ["uniform": "the best of the baselines", "quadrant": "fails completely"]),
      Arm(
        name: "conv-mean", summary: "nine convolutions and their mean over the image",
        make: { NotSoClevrNetworks.convolutionsAndMean(scale: $0.scale) },
        settings: { _ in
          SupervisedSettings(epochs: 100, batchSize: 32, learningRate: 0.001, schedule: .linear, decay: 1e-5)
        },
        sweep: convolutionSweep,
        published: ["uniform": "fails", "quadrant": "≈ 5 px"]),
      Arm(
        name: "coordconv", summary: "five linear convolutions, the first of which sees coordinates, and a maximum",
        make: { NotSoClevrNetworks.coordinatesAndMaximum($0.coordinates) },
        settings: { _ in
          SupervisedSettings(epochs: 12, learningRate: 0.002, schedule: .linear, coordinates: .zero)
        },
        sweep: [SupervisedSettings(epochs: 100, batchSize: 256, learningRate: 0.01, decay: 1e-5)],
        published: ["uniform": "fits train and test", "quadrant": "fits train and test"]),
    ],
    task: { _ in CoordinateRegression() }, parts: notSoClevrParts,
    choices: [
      "The weights of `coordconv` that read coordinates start at zero (`--set coordinates=drawn` draws them, as the paper's "
        + "code does: then the maximum may lie in a corner of the canvas, where no gradient ever reaches the lit pixel).",
      "All networks are trained in minibatches of 32 at a rate that falls to 0; both baselines are tried on both splits.",
    ])

  /// Three rates, three decays.
  private static let convolutionSweep: [SupervisedSettings] = [0.0005, 0.001, 0.01].flatMap { rate in
    [1e-5, 1e-4, 5e-4].map {
      SupervisedSettings(epochs: 100, batchSize: 256, learningRate: rate, decay: $0)
    }
  }
}
