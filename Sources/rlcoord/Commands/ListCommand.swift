import RLAgents
import ArgumentParser
import RLEnvironments
internal import RLResults
import RLRuns

/// `rlcoord list`: what can be run.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List environments, wrappers, agents and networks.",
    discussion: """
      One environment is shown in detail: its actions, its limits, how random play fares, and the options and wrappers \
      it takes.

      Examples:
        rlcoord list environments
        rlcoord list environments minatar
        rlcoord list environments minatar/breakout
        rlcoord list --json
      """)

  @Argument(
    help: "\(Inventory.kinds.joined(separator: ", ")), or nothing for all.", completion: .list(Inventory.kinds))
  var kind: String?

  @Argument(
    help: "The only one to show; for environments also a family.",
    completion: .list(Inventory.families + EnvironmentCatalog.names))
  var name: String?

  @Flag(help: "One JSON object on standard output.")
  var json = false

  func run() throws {
    let sections = try Inventory.sections(kind, name: name)
    if json {
      Console.print(Inventory.record(sections).text)
    } else if name != nil, let item = sections.first?.items.first, sections[0].items.count == 1,
      let environment = item.environment
    {
      EnvironmentDetails(entry: environment).lines.forEach(Console.print)
    } else {
      InventoryList(sections: sections).lines.forEach(Console.print)
    }
  }
}
