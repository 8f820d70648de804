internal import RLNetworks

extension SupervisedStudy {
  /// From a place to the square around it.
  package static let rendering = SupervisedStudy(
    name: "not-so-clevr/rendering",
    summary: "Paint the square around (x, y): a deconvolution paints blurs where it saw none, a CoordConv squares",
    source: "Liu 2018 (arXiv 1807.03247), §4.3, figure 6",
    measure: Measure(name: "IoU", places: 3, milestone: 0.8),
    arms: [
      deconvolution(
        SupervisedSettings(epochs: 100, learningRate: 0.005, schedule: .steps, decay: 0.001, kernel: 2, scale: 3),
        published: ["uniform": "at most ≈ 0.83", "quadrant": "at most ≈ 0.36"]),
      Arm(
        name: "coordconv", summary: "five convolutions of 1×1 that see coordinates, a softmax, five more",
        make: { NotSoClevrNetworks.coordinatesWithHead(kernel: $0.kernel, scale: $0.scale) },
        settings: { _ in
          SupervisedSettings(
            epochs: 20, batchSize: 8, learningRate: 0.01, schedule: .linear, decay: 0.3, kernel: 1, scale: 2)
        },
        sweep: [0.001, 0.005].flatMap { rate in
          [0, 0.001].flatMap { decay in
            [1, 2].map {
              SupervisedSettings(
                epochs: 50, batchSize: 16, learningRate: rate, decay: decay, kernel: 1, scale: $0, places: .pixels)
            }
          }
        },
        published: ["uniform": "1.0 after a minute", "quadrant": "1.0 after a minute"]),
    ],
    task: { SquareRendering(places: $0.places) }, parts: notSoClevrParts,
    choices: placeChoices + [
      "The loss is the logistic one, summed over an image's pixels; lit pixels are 1, where the released data's gray is 0.5.",
      "The softmax of `coordconv` is multiplied with the number of pixels, and its log-odds start at those of a lit pixel. "
        + "Without both the head sees numbers near 1/4096, training takes off late, and one seed in five never did.",
      "The sweep has that loss alone, so 324 of the paper's 648 settings of the deconvolution.",
    ])
}
