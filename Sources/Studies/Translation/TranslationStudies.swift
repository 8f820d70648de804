internal import RLNetworks
internal import RLResults
internal import RLTensors

extension SupervisedStudy {
  /// What is it, where none was seen?
  package static let translation = SupervisedStudy(
    name: "translation",
    summary: "Which shape is it, in a part of the canvas where training showed none? Ours",
    source: "ours; no paper has figures for it",
    measure: Measure(name: "accuracy", factor: 100, unit: " %", places: 1),
    arms: translationArms(outputs: Translation.Shape.allCases.count), task: { _ in ShapeRecognition() },
    parts: translationParts, partsAre: "held out",
    addition: Translation.addCharts)

  /// Where is it, where none was seen?
  package static let translationOfPlaces = SupervisedStudy(
    name: "translation/place",
    summary: "Where is the shape, in a part of the canvas where training showed none? Ours",
    source: "ours; no paper has figures for it",
    measure: Measure(name: "error", unit: " px", places: 2),
    arms: translationArms(outputs: 2), task: { _ in ShapeLocation() }, parts: translationParts, partsAre: "held out",
    addition: Translation.addCharts)

  private static let translationParts: [(name: String, samples: @Sendable () -> (train: [Int32], test: [Int32]))] =
    Translation.heldOut.map { percent in ("\(percent)%", { Translation.samples(heldOut: percent) }) }

  private static func translationArms(outputs: Int) -> [Arm] {
    let settings: @Sendable (String) -> SupervisedSettings = { _ in
      SupervisedSettings(epochs: 30, learningRate: 0.002, schedule: .linear)
    }
    func convolutions(_ name: String, _ summary: String, _ choice: ConvolutionChoice, hasRadius: Bool = false) -> Arm {
      Arm(
        name: name, summary: "three convolutions\(summary), their maximum over the image, two linear layers",
        make: { _ in
          network(choice, hasRadius: hasRadius) { network in
            network.convolution(filters: 16, kernel: 3, geometry: .same(kernel: 3))
            network.convolution(filters: 32, kernel: 3, geometry: .init(stride: 2, padding: 1))
            network.convolution(filters: 32, kernel: 3, geometry: .same(kernel: 3))
            network.globalMaxPool()
            network.linear(64)
            network.linear(outputs, activation: .none)
          }
        }, settings: settings)
    }
    return [
      convolutions("conv", "", .conv), convolutions("coordconv", ", all with coordinates", .coordconv),
      convolutions("coordconv-radius", ", all with coordinates and the radius", .coordconv, hasRadius: true),
      Arm(
        name: "linear", summary: "three linear layers",
        make: { _ in
          network(.conv) { network in
            network.linear(128)
            network.linear(64)
            network.linear(outputs, activation: .none)
          }
        }, settings: settings),
    ]
  }

  private static func network(
    _ choice: ConvolutionChoice, hasRadius: Bool = false, _ build: (inout NetworkBuilder) -> Void
  ) -> SequentialNetwork {
    SequentialNetwork(
      inputShape: [Translation.side, Translation.side, 1], convolution: choice, hasRadius: hasRadius,
      initializers: NotSoClevrNetworks.initializers, build)
  }
}

extension Translation {
  /// Test scores over the part held out, and over the distance from the nearest place of training.
  @Sendable static func addCharts(
    study: SupervisedStudy, runs: [SupervisedRun], outcomes: [SupervisedRun.Outcome], report: inout StudyReport
  ) {
    let label = study.measure.name + "," + study.measure.unit
    var names: [String] = []
    for run in runs where !names.contains(run.network) { names.append(run.network) }
    let over = names.enumerated().map { look, name in
      LineChart.Series(
        name: name, look: look,
        points: heldOut.compactMap { percent in
          let scores = zip(runs, outcomes).filter { $0.0.network == name && $0.0.split == "\(percent)%" }
            .compactMap(\.1.record.testScore)
          return point(Double(percent), scores, study.measure)
        })
    }
    var charts = [
      LineChart(title: "unseen part", xLabel: "held out, % of the places", yLabel: label, series: over)
    ]
    for percent in heldOut where runs.contains(where: { $0.split == "\(percent)%" }) {
      let series = names.enumerated().map { look, name in
        LineChart.Series(
          name: name, look: look,
          points: byDistance(zip(runs, outcomes).filter { $0.0.network == name && $0.0.split == "\(percent)%" }, study))
      }
      charts.append(
        LineChart(
          title: "\(percent) % held out", xLabel: "pixels from the nearest column of training", yLabel: label,
          series: series))
    }
    report.files.append(("generalization.svg", ChartGrid(title: "\(study.name): generalization", charts: charts).svg()))
  }

  /// The mean score of the test samples of each column, over runs.
  private static func byDistance(
    _ pairs: [(SupervisedRun, SupervisedRun.Outcome)], _ study: SupervisedStudy
  ) -> [LineChart.Point] {
    var scores: [Int: [[Double]]] = [:]
    for (run, outcome) in pairs {
      let last = run.train.map { center(Int($0)).x }.max() ?? 0
      var columns: [Int: [Double]] = [:]
      for (sample, score) in zip(run.test, outcome.learner.scores(of: run.test)) {
        columns[center(Int(sample)).x - last, default: []].append(score)
      }
      for (distance, values) in columns { scores[distance, default: []].append(values) }
    }
    return scores.keys.sorted().compactMap { distance in
      point(Double(distance), (scores[distance] ?? []).map(mean), study.measure)
    }
  }

  private static func point(_ x: Double, _ scores: [Double], _ measure: SupervisedStudy.Measure) -> LineChart.Point? {
    let scores = scores.map { $0 * measure.factor }
    guard !scores.isEmpty else { return nil }
    return LineChart.Point(
      x, mean(scores), scores.count < 2 ? nil : Bootstrap(seed: 1, repetitions: 2000).mean(of: scores).interval)
  }
}
