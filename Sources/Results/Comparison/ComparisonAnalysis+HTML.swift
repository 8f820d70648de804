extension ComparisonAnalysis {
  /// The report as one page that needs nothing beside itself.
  public var html: String {
    var page = Page(title: title, subtitle: extent)
    page.summary(verdict)
    page.paragraph("The command that repeats it:")
    page.command(results.command)
    addTables(to: &page)
    addCharts(to: &page)
    addMethod(to: &page)
    page.heading("Every run")
    page.table(
      runTable,
      caption: "Score: mean return over the \(episodes) of the final evaluation. Time: training alone.")
    return page.html
  }

  private var episodes: String {
    results.evaluationEpisodes.counted("episode")
  }

  private var interval: String { hasIntervals ? " In brackets the 95\u{a0}% interval." : "" }

  private func addTables(to page: inout Page) {
    page.heading("Figures")
    page.table(
      environmentTable,
      caption: "Return at the end, interquartile mean over the seeds."
        + (contrasts.isEmpty ? "" : " Difference from \(results.variants[0]), paired by seed.")
        + (contrasts.isEmpty || !hasIntervals
          ? "" : " P(improves): probability that a run scores higher than one of \(results.variants[0]).") + interval)
    page.table(
      aggregateTable,
      caption: "Normalized scores over all environments: 0 is random play, 1 the mean of all runs. "
        + "Of the optimality gap less is better." + interval)
    for note in scaleNotes { page.paragraph(note) }
    if hasIntervals, !contrasts.isEmpty {
      page.table(contrastTable, caption: "All environments together, each variant against the first." + interval)
    }
    page.table(costTable, caption: "What it cost. Runs side by side share the machine.")
  }

  private func addCharts(to page: inout Page) {
    page.heading("Charts")
    let bars = hasIntervals ? " The line is the estimate, the bar its 95\u{a0}% interval." : ""
    let bands = hasIntervals ? " Shaded: 95\u{a0}% interval at each point." : ""
    page.figure(
      aggregateChart.svg(),
      caption: "Normalized scores at the end \(place). Of the optimality gap less is better." + bars)
    if hasIntervals, !contrasts.isEmpty {
      page.figure(
        improvementChart.svg(columns: 3),
        caption: "Probability that a run scores higher than a run of \(results.variants[0]) in the same environment; "
          + "the dashed line is 0.5, where neither is better." + bars)
    }
    page.figure(
      profileChart.svg(height: 330),
      caption: "Performance profile: share of runs \(place) whose normalized score exceeds τ. "
        + "A curve above another is better." + bands)
    if environments.count > 1, !efficiencySteps.isEmpty {
      page.figure(
        efficiencyChart.svg(height: 330),
        caption: "Sample efficiency: interquartile mean \(place) of the normalized return in "
          + "training." + bands)
    }
    if environments.contains(where: { !$0.steps.isEmpty }) {
      page.figure(
        learningCurves.svg(),
        caption: "Learning curves: return of the latest episodes in training"
          + (hasIntervals ? ", interquartile mean over the seeds; thin lines are single seeds." : ", one seed.") + bands
          + " The dotted line is random play.")
    }
  }

  private var place: String {
    environments.count == 1 ? "in \(environments[0].name)" : "over \(environments.count) environments"
  }

  private func addMethod(to page: inout Page) {
    page.heading("How it was measured")
    page.paragraph(
      "Every variant was trained in every environment once for each of the seeds "
        + "\(results.seeds.map(String.init).joined(separator: ", ")). A run’s score is the mean undiscounted return over "
        + "\(episodes) after training. A normalized score is 0 for random play’s mean return and 1 for the mean score of "
        + "all runs compared here in that environment; it is the same for all variants, so it favors none, but it "
        + "cannot be compared with normalized scores of other comparisons.")
    page.table(scaleTable, caption: "Normalization.")
    page.paragraph(
      "The interquartile mean (IQM) is the mean of the middle half of all scores; the median is that of the "
        + "environments’ mean scores; the optimality gap is how far scores fall short of 1 on average, where more than "
        + "1 counts as 1. The probability of improvement is that of a random run of one variant scoring higher than a "
        + "random run of the other in the same environment, averaged over the environments; a tie counts for half.")
    if hasIntervals {
      page.paragraph(
        "Intervals are 95\u{a0}% percentile intervals from \(repetitions.grouped) stratified bootstrap "
          + "resamples: runs are drawn with replacement within each environment. Differences are paired: the same seeds "
          + "are drawn for both variants. Bands in charts hold point by point. No interval is corrected for there being "
          + "several.")
    }
    page.paragraph(
      "Learning curves are read at \(AlignedCurves.count) steps, from where every run has a first value to where the "
        + "first one ends, with linear interpolation between recorded values.")
    page.paragraph(
      "These are the measures of R. Agarwal, M. Schwarzer, P. S. Castro, A. Courville, M. G. Bellemare, “Deep "
        + "Reinforcement Learning at the Edge of the Statistical Precipice”, NeurIPS 2021, arXiv:2108.13264.")
    if !results.facts.isEmpty {
      page.table(
        FigureTable(headings: ["fact", "value"], rows: results.facts.map { [$0.name, $0.value] }, names: 2),
        caption: "Version and machine.")
    }
  }
}
