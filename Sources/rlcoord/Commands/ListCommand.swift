import Agents
import ArgumentParser
import Environments
import Networks
import Runs

/// `rlcoord list`: what there is to run.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List environments, agents and networks.")

  @Argument(
    help: "\(Inventory.kinds.joined(separator: ", ")), or nothing for all.", completion: .list(Inventory.kinds))
  var kind: String?

  @Flag(help: "One JSON object on standard output.")
  var json = false

  func run() throws {
    let sections = try Inventory.sections(kind)
    if json {
      Console.print(Inventory.record(sections).text)
      return
    }
    for section in sections {
      if sections.count > 1 { Console.print((section.kind == sections[0].kind ? "" : "\n") + section.kind) }
      let width = section.items.map(\.name.count).max() ?? 0
      for item in section.items {
        let gap = String(repeating: " ", count: width - item.name.count + 2)
        Console.print((sections.count > 1 ? "  " : "") + item.name + gap + item.summary)
      }
    }
  }
}
