import ArgumentParser
import RLDisplay
import Foundation
internal import RLResults
import RLRuns
import RLStudies

/// `rlcoord study`: the papers' experiments.
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: "Repeat an experiment of the CoordConv literature, with its published figures.",
    subcommands: [StudyRunCommand.self, StudyListCommand.self], defaultSubcommand: StudyRunCommand.self)
}

/// `rlcoord study list`.
struct StudyListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the studies.")

  @Flag(help: "One JSON object a line on standard output.")
  var json = false

  func run() {
    if json {
      for study in StudyCatalog.all { Console.print(study.record.text) }
    } else {
      Table.lines(StudyCatalog.all.map { [$0.name, $0.summary] }).forEach { Console.print($0) }
    }
  }
}

/// `rlcoord study NAME`.
struct StudyRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Carry out a study.",
    discussion: """
      Networks are trained on all processors, one good setting each, or with --sweep in all of the paper's; the folder \
      then holds a summary in Markdown with the published figures beside ours, pictures, every run's curve and weights. \
      The same command resumes where it was stopped.

      Examples:
        rlcoord study list
        rlcoord study not-so-clevr/classification
        rlcoord study not-so-clevr/regression --conv coordconv --seeds 5
        rlcoord study not-so-clevr/rendering --split quadrant --set epochs=40
      """)

  @Argument(help: "A name from `rlcoord study list`.", completion: .list(StudyCatalog.all.map(\.name)))
  var name: String

  @Option(
    help: ArgumentHelp(
      "Which samples are for the test, joined by commas. (default: all the study has)", valueName: "names"))
  var split: String?

  @Option(
    help: ArgumentHelp(
      "Networks, joined by commas; conv stands for all whose names start with it. (default: all the study has)",
      valueName: "names"))
  var conv: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seeds of every network: 1 to n. (default: 1)", valueName: "n"),
    transform: count)
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "A setting of all networks, such as epochs=50; may be repeated. There are \(StudyCatalog.settings.joined(separator: ", ")).",
      valueName: "name=value"))
  var set: [String] = []

  @Flag(help: "Train with every setting of the paper's sweep.")
  var sweep = false

  @Option(
    name: [.short, .long],
    parsing: .unconditional,
    help: ArgumentHelp("Threads; only the speed depends on them. (default: the processors)", valueName: "n"),
    transform: count)
  var threads: Int?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Folder for all that comes of it. (default: runs/NAME)", valueName: "folder"),
    completion: .directory)
  var out: String?

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let study = try StudyCatalog.study(named: name)
    let path = out ?? "runs/" + study.name.replacing("/", with: "-")
    let order = try StudyOrder(
      study, networks: conv.map(commaSeparated), splits: split.map(commaSeparated), seeds: seeds,
      choices: set.map { try Assignment($0) },
      isSweep: sweep, path: path, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      command: Console.command)
    let reporter = StudyReporter(output)
    Interruption.watch()
    let report = try study.carryOut(order, shouldStop: { Interruption.isRequested }, progress: reporter.show)
    reporter.finished()
    guard let report else {
      Console.note("stopped, saved; to resume: \(Console.command)")
      throw Failure.interrupted
    }
    try report.write(into: path)
    if !report.figures.isEmpty {
      var sheet = ContactSheet(columns: 6)
      for figure in report.figures { sheet.add(figure.picture, caption: figure.caption, section: figure.section) }
      try PictureFile("\(path)/\(StudyReport.sheetName)").write(sheet.composed())
    }
    if output.json {
      Console.print(report.record.text)
    } else {
      report.lines.forEach { Console.print($0) }
    }
    if !output.quiet, !output.json { Console.note("summary: \(path)/summary.md") }
  }
}
