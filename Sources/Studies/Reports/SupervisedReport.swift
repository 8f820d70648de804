internal import RLEnvironmentKit
internal import Foundation
internal import RLResults
internal import RLRuns

/// The tables, charts and pictures of a study that trained networks.
struct SupervisedReport {
  let study: SupervisedStudy
  let order: StudyOrder
  let runs: [SupervisedRun]
  let outcomes: [SupervisedRun.Outcome]

  private var records: [SupervisedRecord] { outcomes.map(\.record) }

  /// Runs that differ in their seed alone, or in the sweep's row as well.
  private struct Group {
    let split: String
    let arm: SupervisedStudy.Arm
    let records: [SupervisedRecord]
  }

  private var groups: [Group] {
    order.splits.flatMap { split in
      study.arms.filter { order.networks.contains($0.name) }.map { arm in
        Group(split: split, arm: arm, records: records.filter { $0.split == split && $0.network == arm.name })
      }
    }
  }

  var report: StudyReport {
    var report = StudyReport()
    let table = table
    report.lines = table.lines
    report.files = [
      ("runs.csv", runTable.csv), ("curves.csv", curveTable.csv), ("curves.svg", curves), ("scatter.svg", scatter),
    ]
    report.figures = figures
    study.addition(study, runs, outcomes, &report)
    report.summary = summary(table, report)
    report.record = record
    return report
  }

  // MARK: Tables

  private var table: StudyTable {
    let measure = study.measure
    var header = [
      study.partsAre, "network", "weights", "epochs", "seconds",
      "\(measure.name), train", "\(measure.name), test",
    ]
    if let milestone = measure.milestone { header.append("seconds to \(measure.text(milestone))") }
    let isPublished = study.arms.contains { !$0.published.isEmpty }
    if isPublished { header.append("published") }
    var table = StudyTable(header: header)
    for group in groups {
      let seconds = group.records.map(\.seconds)
      var row = [
        group.split, group.arm.name, Self.range(group.records.map { Double($0.parameters) }) { Int($0).grouped },
        Self.range(group.records.map { Double($0.epochs.count) }) { String(Int($0)) },
        Self.range(seconds) { $0.fixed($0 < 10 ? 1 : 0) },
        Self.range(group.records.compactMap(\.trainScore), measure.text),
        Self.range(group.records.compactMap(\.testScore), measure.text),
      ]
      if let milestone = measure.milestone {
        let times = group.records.compactMap { $0.seconds(toScore: milestone) }
        row.append(
          times.isEmpty
            ? "never"
            : Self.range(times) { $0.fixed($0 < 10 ? 1 : 0) }
              + (times.count < group.records.count ? " (\(times.count) of \(group.records.count))" : ""))
      }
      if isPublished { row.append(group.arm.published[group.split] ?? "–") }
      table.rows.append(row)
    }
    return table
  }

  /// One number, or the median with the least and the greatest.
  private static func range(_ values: [Double], _ text: (Double) -> String) -> String {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return "–" }
    let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    let texts = [text(least), text(middle), text(greatest)]
    return texts[0] == texts[2] ? texts[1] : "\(texts[1]) [\(texts[0]), \(texts[2])]"
  }

  private var runTable: StudyTable {
    var table = StudyTable(
      header: ["split", "network", "seed"] + SupervisedSettings.fields.map(\.name) + [
        "weights", "seconds", "train", "test",
      ])
    for (run, record) in zip(runs, records) {
      table.rows.append(
        [record.split, record.network, String(record.seed)]
          + SupervisedSettings.fields.map { $0.text(run.settings) } + [
            String(record.parameters), record.seconds.fixed(2), "\(record.trainScore ?? .nan)",
            "\(record.testScore ?? .nan)",
          ])
    }
    return table
  }

  private var curveTable: StudyTable {
    var table = StudyTable(header: ["split", "network", "seed", "row", "epoch", "seconds", "loss", "train", "test"])
    for (run, record) in zip(runs, records) {
      for (index, epoch) in record.epochs.enumerated() {
        table.rows.append([
          record.split, record.network, String(record.seed), run.sweepRow.map(String.init) ?? "", String(index + 1),
          epoch.seconds.fixed(3), "\(Float(epoch.loss))", "\(Float(epoch.trainScore))", "\(Float(epoch.testScore))",
        ])
      }
    }
    return table
  }

  // MARK: Charts

  /// Scores over seconds of training, a chart for each network on each split.
  private var curves: String {
    let measure = study.measure
    let charts = groups.map { group in
      func series(_ name: String, _ look: Int, _ score: (SupervisedRecord.Epoch) -> Double) -> LineChart.Series {
        let lines = group.records.map { record in
          record.epochs.map { LineChart.Point($0.seconds, score($0) * measure.factor) }
        }
        return LineChart.Series(name: name, look: look, points: lines.first ?? [], strands: Array(lines.dropFirst()))
      }
      return LineChart(
        title: "\(group.arm.name), \(group.split)", xLabel: "seconds of training",
        yLabel: measure.name + (measure.unit.isEmpty ? "" : ",\(measure.unit)"),
        series: [series("test", 0) { $0.testScore }, series("training", 1) { $0.trainScore }])
    }
    return ChartGrid(title: "\(study.name): learning curves", charts: charts).svg()
  }

  /// Score on the test against score on the training samples, a dot a run.
  private var scatter: String {
    let measure = study.measure
    let charts = order.splits.map { split in
      let dots = groups.filter { $0.split == split }.enumerated().flatMap { look, group in
        group.records.map { record in
          LineChart.Series(
            name: group.arm.name, look: look,
            points: [
              LineChart.Point(
                (record.trainScore ?? .nan) * measure.factor, (record.testScore ?? .nan) * measure.factor)
            ])
        }
      }
      let unit = measure.unit.isEmpty ? "" : ",\(measure.unit)"
      return LineChart(
        title: split, xLabel: "\(measure.name) in training\(unit)", yLabel: "in the test\(unit)", series: dots)
    }
    return ChartGrid(title: "\(study.name): test against training", charts: charts).svg()
  }

  // MARK: Pictures

  /// For every split: the sums of the targets and of each network's first run's outputs over all test samples, and
  /// a few samples one by one.
  private var figures: [StudyReport.Figure] {
    order.splits.flatMap { split -> [StudyReport.Figure] in
      let shown = groups.filter { $0.split == split }.compactMap { group in
        runs.indices.first { runs[$0].network == group.arm.name && runs[$0].split == split }
      }
      guard let first = shown.first, runs[first].task.targetMap(Int(runs[first].test[0])) != nil else { return [] }
      let (task, test) = (runs[first].task, runs[first].test)
      let samples = (0..<3).map { (2 * $0 + 1) * test.count / 6 }
      var sums = [("should be", CanvasMap(task, runs[first].test))]
      sums.append(("in training", CanvasMap(task, runs[first].train)))
      var singles = samples.map { ("should be", CanvasMap(task, [test[$0]])) }
      for index in shown {
        let maps = CanvasMap.outputs(of: outcomes[index].learner, task, test)
        sums.append((runs[index].network, CanvasMap(sum: maps)))
        singles += samples.map { (runs[index].network, CanvasMap(sum: [maps[$0]])) }
      }
      return sums.map {
        StudyReport.Figure(section: "\(split): all test samples", caption: $0.0, picture: $0.1.picture)
      }
        + singles.map { StudyReport.Figure(section: "\(split): some of them", caption: $0.0, picture: $0.1.picture) }
    }
  }

  // MARK: Text

  private func summary(_ table: StudyTable, _ report: StudyReport) -> String {
    let seeds =
      order.seeds == 1 ? "one seed" : "\(order.seeds) seeds: the median, and the least and greatest in brackets"
    var text = "# \(study.name)\n\n\(study.summary). Source: \(study.source).\n\n```\n\(order.command)\n```\n\n"
    text += table.markdown
    text +=
      "\n\(order.isSweep ? "All settings of the sweep, " : "")\(seeds.prefix(1).uppercased() + seeds.dropFirst()). "
    text +=
      "Seconds are of training, evaluations apart, with rlcoord \(RLCoord.version) on \(HostFacts.current.text), \(order.threads) threads.\n\n"
    for group in groups where !order.isSweep {
      if let run = runs.first(where: { $0.network == group.arm.name && $0.split == group.split }) {
        text += "- `\(group.arm.name)` on `\(group.split)`: \(group.arm.summary); \(run.settings.text)\n"
      }
    }
    text += "\n"
    if !study.choices.isEmpty {
      text += "Chosen here, where the paper differs or is silent:\n\n"
      text += study.choices.map { "- \($0)\n" }.joined() + "\n"
    }
    text += "![Scores over seconds of training](curves.svg)\n\n![Test against training](scatter.svg)\n"
    if !report.figures.isEmpty { text += "\n![Sums over the test set and single samples](\(StudyReport.sheetName))\n" }
    for file in report.files.dropFirst(4) where file.name.hasSuffix(".svg") {
      text += "\n![\(file.name)](\(file.name))\n"
    }
    return text
  }

  private var record: JSON {
    .record([
      "event": "finished", "study": .string(study.name), "folder": .string(order.path),
      "version": .string(RLCoord.version), "machine": .string(HostFacts.current.text),
      "threads": .count(order.threads),
      "runs": .array(
        zip(runs, records).map { run, record in
          .record([
            "network": .string(record.network), "split": .string(record.split), "seed": .integer(record.seed),
            "settings": .string(run.settings.text), "weights": .count(record.parameters),
            "epochs": .count(record.epochs.count), "seconds": .number(record.seconds),
            "trainScore": .number(record.trainScore ?? .nan), "testScore": .number(record.testScore ?? .nan),
            "secondsToMilestone": study.measure.milestone.flatMap { record.seconds(toScore: $0) }.map(JSON.number)
              ?? .null,
          ])
        }),
    ])
  }
}
