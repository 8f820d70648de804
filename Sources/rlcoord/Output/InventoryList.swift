import Runs

/// What there is to run, for a person: a block for each family of environments and for each other kind.
struct InventoryList {
  let sections: [Inventory.Section]

  var lines: [String] {
    if sections.count == 1, sections[0].kind != "environments" {
      return Table.lines(sections[0].items.map { [$0.name] + $0.facts + [$0.summary] })
    }
    var blocks: [[Inventory.Item]] = []
    for item in sections.flatMap(\.items) {
      if blocks.last?.first?.group == item.group {
        blocks[blocks.count - 1].append(item)
      } else {
        blocks.append([item])
      }
    }
    return Array(blocks.map(lines).joined(separator: [""]))
  }

  /// A title and a row for each item; what all environments of a family share is told once, in the title.
  private func lines(of block: [Inventory.Item]) -> [String] {
    let first = block[0]
    let isFamily = first.environment != nil
    let shared = first.facts.indices.filter { place in
      isFamily && block.allSatisfy { $0.facts[place] == first.facts[place] }
    }
    let count = block.count == 1 ? "1 environment" : "\(block.count) environments"
    let title = isFamily ? ([first.group + ": " + count] + shared.map { first.facts[$0] }) : [first.group]
    let rows = block.map { item in
      [item.name] + item.facts.indices.filter { !shared.contains($0) }.map { item.facts[$0] } + [item.summary]
    }
    return [title.joined(separator: ", ")] + Table.lines(rows, indent: 2)
  }
}
