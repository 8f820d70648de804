/// What an observation shows of a scene. Indices are column first, as in the package.
extension GridScene {
  /// The square an agent sees ahead of it, `[size, size, 3]`: column from its left, row from the farthest to its own;
  /// object, colour, state. The agent stands in the middle of the last row, where what it carries is shown.
  func writeView(size: Int, isSeeThrough: Bool, into observation: inout MutableSpan<UInt8>) {
    precondition(observation.count == size * size * 3, "\(observation.count) bytes for [\(size), \(size), 3]")
    forEachInView(size: size, isSeeThrough: isSeeThrough) { place, cell in
      observation[3 * place] = UInt8(truncatingIfNeeded: cell.bits)
      observation[3 * place + 1] = UInt8(truncatingIfNeeded: cell.bits >> 8)
      observation[3 * place + 2] = UInt8(truncatingIfNeeded: cell.bits >> 16)
    }
  }

  /// The same square, `[size, size, 20]`: planes 0 to 10 for the objects, 11 to 16 for the colours, 17 to 19 for the
  /// states of doors; 1 where it is so, else 0.
  func writeOneHotView(size: Int, isSeeThrough: Bool, into observation: inout MutableSpan<UInt8>) {
    precondition(observation.count == size * size * 20, "\(observation.count) bytes for [\(size), \(size), 20]")
    for index in observation.indices { observation[index] = 0 }
    forEachInView(size: size, isSeeThrough: isSeeThrough) { place, cell in
      observation[20 * place + Int(cell.bits & 0xFF)] = 1
      observation[20 * place + 11 + Int(cell.bits >> 8 & 0xFF)] = 1
      observation[20 * place + 17 + Int(cell.bits >> 16 & 0xFF)] = 1
    }
  }

  /// The whole map, `[width, height, 3]`: column, row; object, colour, state; the agent as an object whose state is
  /// its direction.
  func writeMap(into observation: inout MutableSpan<UInt8>) {
    let (width, height) = (grid.width, grid.height)
    precondition(observation.count == width * height * 3, "\(observation.count) bytes for [\(width), \(height), 3]")
    let cells = grid.cells.span
    let start = grid.index(GridPosition(0, 0))
    let agentIndex = grid.index(agent)
    var place = 0
    for x in 0..<width {
      var index = start + x
      for _ in 0..<height {
        let bits = index == agentIndex ? GridCell.agent(direction).bits : cells[index].bits
        observation[place] = UInt8(truncatingIfNeeded: bits)
        observation[place + 1] = UInt8(truncatingIfNeeded: bits >> 8)
        observation[place + 2] = UInt8(truncatingIfNeeded: bits >> 16)
        place += 3
        index += grid.stride
      }
    }
  }

  /// Calls `body` with each place of the view, column first, and what is seen there.
  @inline(__always)
  private func forEachInView(size: Int, isSeeThrough: Bool, _ body: (Int, GridCell) -> Void) {
    let cells = grid.cells.span
    // From a cell of the view to the next row, which is nearer, and to the next column.
    let nearer = -(direction.dx + direction.dy * grid.stride)
    let rightward = direction.dx * grid.stride - direction.dy
    let corner = grid.index(agent) - nearer * (size - 1) - rightward * (size / 2)
    let seen = isSeeThrough ? nil : GridSight(clear: clearRows(corner, nearer, rightward, size), size: size).rows

    var place = 0
    for column in 0..<size {
      var index = corner + column * rightward
      for row in 0..<size {
        let isSeen = seen.map { $0[row] >> UInt32(truncatingIfNeeded: column) & 1 != 0 } ?? true
        body(place, isSeen ? cells[index] : .unseen)
        place += 1
        index += nearer
      }
    }
    body(size * (size / 2) + size - 1, carried)
  }

  /// The cells of the view that can be seen through, a word for each row.
  @inline(__always)
  private func clearRows(_ corner: Int, _ nearer: Int, _ rightward: Int, _ size: Int) -> InlineArray<15, UInt32> {
    let cells = grid.cells.span
    var rows = InlineArray<15, UInt32>(repeating: 0)
    for row in 0..<size {
      var index = corner + row * nearer
      var bits: UInt32 = 0
      for column in 0..<size {
        bits |= (cells[index].isClear ? 1 : 0) &<< UInt32(truncatingIfNeeded: column)
        index += rightward
      }
      rows[row] = bits
    }
    return rows
  }
}
