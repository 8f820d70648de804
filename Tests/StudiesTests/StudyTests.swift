import RLEnvironmentKit
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import RLResults
@testable import RLStudies

@Suite(.timeLimit(.minutes(20))) struct StudyTests {
  private func order(
    _ study: any Study, networks: [String]? = nil, splits: [String]? = nil, seeds: Int? = nil,
    choices: [Assignment] = [], isSweep: Bool = false, path: String = "x"
  ) throws -> StudyOrder {
    try StudyOrder(
      study, networks: networks, splits: splits, seeds: seeds, choices: choices, isSweep: isSweep, path: path,
      threads: 2, command: "rlcoord study")
  }

  @Test func `every study has a name and a summary of its own`() {
    let studies = StudyCatalog.all
    #expect(Set(studies.map(\.name)).count == studies.count)
    for study in studies {
      #expect(!study.summary.isEmpty && !study.summary.contains("\n") && !study.source.isEmpty)
      #expect(study.trains == !study.networks.isEmpty)
    }
  }

  /// A study that is written and forgotten in the catalog is found here.
  @Test func `every study of the sources is in the catalog`() throws {
    let sources = URL(filePath: #filePath).appending(path: "../../../Sources/Studies").standardized
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var names: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /= SupervisedStudy\(\s*name: "([^"]+)"/) { names.insert(String(match.1)) }
      for match in text.matches(of: /struct \w+: Study \{\s*package let name = "([^"]+)"/) {
        names.insert(String(match.1))
      }
    }
    #expect(names == Set(StudyCatalog.all.map(\.name)))
  }

  @Test func `an order names what the study has`() throws {
    let study = SupervisedStudy.regression
    let all = try order(study)
    #expect(all.networks == ["conv-linear", "conv-mean", "coordconv"] && all.splits == ["uniform", "quadrant"])
    #expect(all.seeds == 1)
    // In the study's order, and a family by its beginning.
    #expect(try order(study, networks: ["coordconv", "conv"]).networks == ["conv-linear", "conv-mean", "coordconv"])
    #expect(try order(study, networks: ["conv-mean"], splits: ["quadrant"]).networks == ["conv-mean"])
    // A name of its own is not taken for a beginning.
    #expect(try order(SupervisedStudy.translation, networks: ["coordconv"]).networks == ["coordconv"])
    #expect(throws: UnknownName.self) { try order(study, networks: ["con"]) }
    #expect(throws: UnknownName.self) { try order(study, splits: ["uniforn"]) }
    #expect(throws: StudyError.noSplits(study: "closed-form")) { try order(ClosedForm(), splits: ["uniform"]) }
    #expect(throws: StudyError.noNetworks(study: "closed-form")) { try order(ClosedForm(), networks: ["conv"]) }
    #expect(throws: StudyError.nothingToTrain(study: "closed-form", option: "--seeds")) {
      try order(ClosedForm(), seeds: 2)
    }
    #expect(throws: StudyError.nothingToTrain(study: "closed-form", option: "--sweep")) {
      try order(ClosedForm(), isSweep: true)
    }
  }

  @Test func `runs are every network on every split from every seed, and every row of a sweep`() throws {
    let study = SupervisedStudy.classification
    let runs = try study.runs(order(study, seeds: 2, choices: [Assignment("epochs", "7")]))
    #expect(runs.count == 8 && Set(runs.map(\.fileName)).count == 8)
    #expect(runs.allSatisfy { $0.settings.epochs == 7 })
    let sweep = try study.runs(order(study, splits: ["uniform"], isSweep: true))
    #expect(sweep.count == 330 && Set(sweep.map(\.fileName)).count == 330)
    #expect(Set(sweep.map(\.fileName)).isDisjoint(with: runs.map(\.fileName)))
  }

  @Test func `settings are refused with what would be right`() {
    let settings = SupervisedSettings(epochs: 1, learningRate: 0.1)
    func problem(_ name: String, _ value: String) -> String {
      do { return "\(try settings.with([Assignment(name, value)]))" } catch { return "\(error)" }
    }
    #expect(problem("epoch", "3").hasPrefix("unknown setting 'epoch'; did you mean 'epochs'?"))
    #expect(problem("epochs", "0") == "epochs cannot be '0'; it takes 1 ... 1000000")
    #expect(problem("schedule", "fast") == "schedule cannot be 'fast'; it takes constant, linear or steps")
    #expect(problem("places", "meters") == "places cannot be 'meters'; it takes pixels or scaled")
  }

  @Test func `a small study is trained, reported and drawn, and read the second time`() throws {
    try withTemporaryFolder { folder in
      let study = SupervisedStudy.translation
      let order = try order(
        study, networks: ["conv", "linear"], splits: ["90%"], seeds: 2, choices: [Assignment("epochs", "1")],
        path: folder.path)
      let report = try #require(try study.carryOut(order, shouldStop: { false }, progress: { _ in }))
      #expect(report.lines.count == 3 && report.lines[0].hasPrefix("held out  network"))
      #expect(report.summary.hasPrefix("# translation\n"))
      for (name, _) in report.files where name.hasSuffix(".svg") { #expect(report.summary.contains("(\(name))")) }
      #expect(
        report.files.map(\.name) == ["runs.csv", "curves.csv", "curves.svg", "scatter.svg", "generalization.svg"])
      #expect(report.files[0].text.split(separator: "\n").count == 5)
      try report.write(into: folder.path)
      let made = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(made.count == 6 + 8)
      let again = try #require(
        try study.carryOut(order, shouldStop: { false }, progress: { _ in Issue.record("it was carried out again") }))
      #expect(again.lines == report.lines && again.summary == report.summary)
      #expect(again.files.map(\.text) == report.files.map(\.text) && again.record == report.record)
    }
  }

  @Test func `a stopped study resumes to the same bytes`() throws {
    try withTemporaryFolder { folder in
      let study = SupervisedStudy.translation
      func order(_ name: String) throws -> StudyOrder {
        try self.order(
          study, networks: ["linear"], splits: ["50%", "90%"], choices: [Assignment("epochs", "2")],
          path: folder.path + "/" + name)
      }
      /// The bytes of every run's weights, and what the report holds that is no time.
      func result(_ name: String, _ report: StudyReport) throws -> (weights: [Data], scores: [[Substring]]) {
        let path = folder.path + "/" + name
        let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter {
          $0.hasSuffix(".safetensors")
        }
        let rows = try #require(report.files.first { $0.name == "runs.csv" }).text.split(separator: "\n")
        let times = rows[0].split(separator: ",").indices.filter { rows[0].split(separator: ",")[$0].contains("econd") }
        #expect(!times.isEmpty)
        return (
          try files.map { try Data(contentsOf: URL(filePath: path + "/" + $0)) },
          rows.map { row in
            let cells = row.split(separator: ",")
            return cells.indices.filter { !times.contains($0) }.map { cells[$0] }
          }
        )
      }
      let whole = try #require(try study.carryOut(order("whole"), shouldStop: { false }, progress: { _ in }))
      // Stopped after each of the four epochs but the last, and once before the first.
      var report: StudyReport?
      var epochs = 0
      for limit in 0..<4 {
        let seen = Mutex(0)
        report = try study.carryOut(
          order("cut"), shouldStop: { seen.withLock { $0 >= min(limit, 1) } },
          progress: { _ in
            seen.withLock { $0 += 1 }
            epochs += 1
          })
        #expect(report == nil)
      }
      report = try study.carryOut(order("cut"), shouldStop: { false }, progress: { _ in epochs += 1 })
      #expect(epochs == 4, "no epoch is trained twice")
      let (expected, found) = (try result("whole", whole), try result("cut", #require(report)))
      #expect(expected.weights.count == 2 && expected.weights == found.weights)
      #expect(expected.scores.count == 3 && expected.scores == found.scores)
    }
  }

  @Test func `the closed form is reported and drawn`() throws {
    try withTemporaryFolder { folder in
      let study = ClosedForm(side: 9)
      let order = try order(study, path: folder.path)
      #expect(try study.carryOut(order, shouldStop: { true }, progress: { _ in }) == nil)
      let report = try #require(try study.carryOut(order, shouldStop: { false }, progress: { _ in }))
      // 81 canvases with (1 + … + 9)² pixels, and the images of four of 9×9, one of 1×9, of 9×1 and of 1×1.
      let rows = report.files[0].text.split(separator: "\n")
      #expect(report.files.count == 1 && report.files[0].name == "canvases.csv" && rows.count == 3)
      #expect(rows[1].hasSuffix(",81,\"2,025\",343,0,0"), "\(rows[1])")
      #expect(rows[2].contains(",81,\"2,025\",343,") && rows[2].hasSuffix(",0"), "\(rows[2])")
      #expect(report.lines.count == 3 && report.summary.contains("Every canvas from 1×1 to 9×9 is checked"))
      #expect(report.record.text.contains("\"canvases\":81,\"pixels\":2025,\"imagesReadWhole\":343"))
      // The lit pixel of 20×14 is at (6, 4): it alone stands out of the image, and left of it and above it something
      // passes the rectifiers.
      #expect(report.figures.map(\.caption) == ["A, the image", "X", "Y", "DX", "DY"])
      let image = report.figures[0].picture
      let lit = image[6, 4]
      #expect((0..<280).filter { image[$0 % 20, $0 / 20] == lit } == [4 * 20 + 6])
      #expect(report.summary.contains("(\(StudyReport.sheetName))"))
    }
  }

  @Test func `a table is CSV, Markdown and aligned text`() {
    let table = StudyTable(header: ["a", "b"], rows: [["1,2", "say \"x\""], ["", "long cell"]])
    #expect(table.csv == "a,b\n\"1,2\",\"say \"\"x\"\"\"\n,long cell\n")
    #expect(table.lines == ["a    b", "1,2  say \"x\"", "     long cell"])
    #expect(table.markdown == "| a | b |\n| --- | --- |\n| 1,2 | say \"x\" |\n|  | long cell |\n")
  }
}
