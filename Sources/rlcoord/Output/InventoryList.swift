import RLEnvironmentKit
import RLEnvironments
internal import RLResults
import RLRuns

/// What can be run, for a person: a block for each family of environments and for each other kind.
struct InventoryList {
  let sections: [Inventory.Section]

  var lines: [String] {
    // A kind asked for by name needs no title; families do.
    if sections.count == 1, sections[0].kind != "environments" { return rows(of: sections[0].items, indent: 0) }
    var blocks: [[Inventory.Item]] = []
    for item in sections.flatMap(\.items) {
      if blocks.last?.first?.group == item.group {
        blocks[blocks.count - 1].append(item)
      } else {
        blocks.append([item])
      }
    }
    return Array(
      blocks.map { block in Table.lines([[title(of: block)]]) + rows(of: block, indent: 2) }.joined(separator: [""]))
  }

  private func rows(of items: [Inventory.Item], indent: Int) -> [String] {
    Table.lines(items.map { [$0.name] + $0.facts + [$0.summary] }, indent: indent, isBrief: true)
  }

  /// The group's name; for a family also what its members are like.
  private func title(of block: [Inventory.Item]) -> String {
    let group = block[0].group
    let specs = block.compactMap(\.environment?.spec)
    if specs.isEmpty { return group }
    let shapes = Dictionary(specs.map { ($0.observationShapeText, $0.observationSize) }) { size, _ in size }
      .sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
    let actions = Set(specs.map(\.actionNames.count)).sorted().map(String.init)
    return "\(group): \(specs.count.counted("environment")); "
      + "observations \(shapes.count > 4 ? "\(shapes[0]) to \(shapes[shapes.count - 1])" : choice(shapes)); "
      + "\(choice(actions)) actions"
  }

  private func choice(_ words: [String]) -> String {
    let front = words.dropLast().joined(separator: ", ")
    return front + (front.isEmpty ? "" : " or ") + (words.last ?? "")
  }
}

extension EnvironmentSpec {
  /// As a person writes it: 10×10×4.
  var observationShapeText: String { observationShape.map(String.init).joined(separator: "×") }
}
