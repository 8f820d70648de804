import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLStudies

@Suite struct StudyTests {
  private func order(
    _ study: any Study, networks: [String]? = nil, splits: [String]? = nil, seeds: Int? = nil,
    choices: [Assignment] = [], isSweep: Bool = false, path: String = "x"
  ) throws -> StudyOrder {
    try StudyOrder(
      study, networks: networks, splits: splits, seeds: seeds, choices: choices, isSweep: isSweep, path: path,
      threads: 2, command: "rlcoord study")
  }

  @Test func `every study has a name of its own and says what it is`() {
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

  @Test func `a small study is carried out, told and drawn, and the second time read`() throws {
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

  @Test func `a study that is stopped goes on to the same`() throws {
    try withTemporaryFolder { folder in
      let study = SupervisedStudy.translation
      let order = try order(
        study, networks: ["linear"], splits: ["50%", "90%"], choices: [Assignment("epochs", "2")], path: folder.path)
      #expect(try study.carryOut(order, shouldStop: { true }, progress: { _ in }) == nil)
      #expect(try study.carryOut(order, shouldStop: { false }, progress: { _ in }) != nil)
    }
  }

  @Test func `the closed form is told and drawn`() throws {
    let table = StudyTable(header: ["a", "b"], rows: [["1,2", "say \"x\""], ["", "long cell"]])
    #expect(table.csv == "a,b\n\"1,2\",\"say \"\"x\"\"\"\n,long cell\n")
    #expect(table.lines == ["a    b", "1,2  say \"x\"", "     long cell"])
    #expect(table.markdown == "| a | b |\n| --- | --- |\n| 1,2 | say \"x\" |\n|  | long cell |\n")
  }
}
