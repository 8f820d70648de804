import ArgumentParser
import RLDisplay
import RLEnvironmentKit
import RLEnvironments
internal import RLResults
import RLRuns

/// `rlcoord contact-sheet`: a picture of every environment on one page.
struct ContactSheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact-sheet",
    abstract: "Draw a moment of every environment into one PNG file.",
    discussion: """
      Every environment is played at random and shown in the middle of an episode. The same command draws the same \
      picture.

      Examples:
        rlcoord contact-sheet --out environments.png
        rlcoord contact-sheet --out games.png minatar arcade/pong --columns 3
      """)

  @Argument(
    help: ArgumentHelp(
      "Names or families from `rlcoord list environments`. (default: all)", valueName: "environment"),
    completion: .list(Inventory.families + EnvironmentCatalog.names))
  var environments: [String] = []

  @Option(
    name: [.short, .long], help: ArgumentHelp("The picture to write.", valueName: "file.png"),
    completion: .file(extensions: ["png"]))
  var out: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Environments side by side. (default: 10)", valueName: "n"),
    transform: count)
  var columns = 10

  @Option(
    name: [.customShort("n"), .long],
    parsing: .unconditional, help: ArgumentHelp("Steps to play before the moment shown. (default: 80)", valueName: "n"),
    transform: count)
  var steps = 80

  @Option(name: [.short, .long], help: ArgumentHelp("Seed of the episodes.", valueName: "s"))
  var seed: UInt64 = 1

  func run() throws {
    let names = environments.isEmpty ? Inventory.families : environments
    let entries = try names.flatMap { onceEach(try Inventory.environments($0)) }
    let file = try PictureFile(out)
    var sheet = ContactSheet(columns: columns)
    for entry in entries {
      sheet.add(
        .midGame(of: entry.makeEnvironment(), steps: steps, seed: seed),
        caption: String(entry.name.dropFirst(entry.family.count + 1)), section: entry.family)
    }
    let picture = sheet.composed()
    try file.write(picture)
    Console.print(
      "\(out): \(entries.count.counted("environment")), \(picture.width)×\(picture.height)")
  }

  /// Without those that are there with fewer actions as well: such twins look the same.
  private func onceEach(_ entries: [EnvironmentEntry]) -> [EnvironmentEntry] {
    let twins = Set(entries.map { $0.name + "-full" })
    return entries.filter { !twins.contains($0.name) }
  }
}
