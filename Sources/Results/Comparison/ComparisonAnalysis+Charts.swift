extension ComparisonAnalysis {
  /// Interquartile mean, median, mean and optimality gap of normalized scores.
  public var aggregateChart: IntervalChart {
    let panel = { (title: String, value: (Variant) -> Estimate) in
      IntervalChart.Panel(
        title: title, bars: variants.enumerated().map { bar(value($0.element), look: $0.offset) })
    }
    return IntervalChart(
      title: "Normalized scores over all environments", rows: variants.map(\.name),
      panels: [
        panel("Interquartile mean") { $0.interquartileMean }, panel("Median") { $0.median },
        panel("Mean") { $0.mean }, panel("Optimality gap") { $0.optimalityGap },
      ], xLabel: "normalized score")
  }

  /// How probably a further variant scores higher than the first, over all environments and in each.
  public var improvementChart: IntervalChart {
    let isOne = environments.count == 1
    return IntervalChart(
      title: "Probability of improvement over \(results.variants[0])",
      rows: (isOne ? [] : ["all environments"]) + environments.map(\.name),
      panels: contrasts.enumerated().map { index, contrast in
        let estimates = (isOne ? [] : [contrast.probability]) + contrast.probabilities
        return IntervalChart.Panel(
          title: contrast.variant, bars: estimates.map { bar($0, look: index + 1) }, level: 0.5,
          range: Interval(lower: 0, upper: 1))
      }, xLabel: "P(better than \(results.variants[0]))")
  }

  /// Share of runs above every normalized score.
  public var profileChart: LineChart {
    LineChart(
      title: "", xLabel: "normalized score τ", yLabel: "share of runs with score > τ",
      series: variants.enumerated().map { index, variant in
        LineChart.Series(
          name: variant.name, look: index,
          points: zip(thresholds, variant.profile).map { threshold, share in
            LineChart.Point(threshold, share.value, hasIntervals ? share.interval : nil)
          })
      })
  }

  /// Interquartile mean of normalized returns in training, over all environments.
  public var efficiencyChart: LineChart {
    let unit = StepUnit(upTo: efficiencySteps.last ?? 0)
    return LineChart(
      title: "", xLabel: unit.label, yLabel: "IQM of normalized return",
      series: variants.enumerated().map { index, variant in
        LineChart.Series(
          name: variant.name, look: index, steps: efficiencySteps, unit: unit, estimates: variant.efficiency,
          hasIntervals: hasIntervals, strands: [])
      })
  }

  /// Interquartile mean of returns in training for every environment, with every seed beneath.
  public var learningCurves: ChartGrid {
    ChartGrid(
      title: "Learning curves",
      charts: environments.map { environment in
        let unit = StepUnit(upTo: environment.steps.last ?? 0)
        return LineChart(
          title: environment.name, xLabel: unit.label, yLabel: "mean return",
          series: variants.indices.map { index in
            LineChart.Series(
              name: variants[index].name, look: index, steps: environment.steps, unit: unit,
              estimates: environment.curves[index], hasIntervals: hasIntervals, strands: environment.strands[index])
          }, level: environment.scale.random)
      })
  }

  private func bar(_ estimate: Estimate, look: Int) -> IntervalChart.Bar {
    IntervalChart.Bar(estimate.value, hasIntervals ? estimate.interval : nil, look: look)
  }
}
