internal import RLEnvironmentKit

/// A part of a column. It knows its height before it is drawn, so that a picture's size follows from shapes alone.
protocol Block {
  /// In pixels; the same for all moments of one world and player.
  var height: Int { get }

  /// Draws it with its upper left corner at a place.
  func draw(on picture: inout Picture, x: Int, y: Int, width: Int)
}

/// Blocks one below the other, in as many columns side by side as a height demands.
struct BlockColumns {
  /// Of one column.
  static let width = 204
  /// Between columns.
  static let gap = 20
  /// Between blocks.
  static let spacing = 12

  private let columns: [[any Block]]

  /// The fewest columns no higher than `limit`, and of these the most even ones.
  init(_ blocks: [any Block], limit: Int) {
    let fewest = BlockColumns.split(blocks, limit: limit)
    let lowest = fewest.map(BlockColumns.height).max() ?? 0
    let even = (0..<max(1, lowest)).lazy.map { BlockColumns.split(blocks, limit: $0) }.first {
      $0.count == fewest.count
    }
    columns = even ?? fewest
  }

  var width: Int { columns.count * (BlockColumns.width + BlockColumns.gap) - BlockColumns.gap }
  var height: Int { columns.map(BlockColumns.height).max() ?? 0 }

  func draw(on picture: inout Picture, x: Int, y: Int) {
    for (place, column) in columns.enumerated() {
      var top = y
      for block in column {
        let left = x + place * (BlockColumns.width + BlockColumns.gap)
        block.draw(on: &picture, x: left, y: top, width: BlockColumns.width)
        top += block.height + BlockColumns.spacing
      }
    }
  }

  /// Begins a column wherever the next block would reach beyond the limit.
  private static func split(_ blocks: [any Block], limit: Int) -> [[any Block]] {
    var columns: [[any Block]] = []
    var filled = Int.max / 2
    for block in blocks {
      filled += spacing + block.height
      if filled > limit {
        columns.append([])
        filled = block.height
      }
      columns[columns.count - 1].append(block)
    }
    return columns
  }

  private static func height(of column: [any Block]) -> Int {
    column.reduce(-spacing) { $0 + spacing + $1.height }
  }
}
