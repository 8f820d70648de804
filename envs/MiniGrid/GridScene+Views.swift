/// What an observation shows of a scene. Indices are column first, as in the package.
extension GridScene {
  /// The square an agent sees ahead of it, `[size, size, 3]`: column from its left, row from the farthest to its own;
  /// object, color, state. The agent stands in the middle of the last row, where what it carries is shown.
  func writeView(size: Int, isSeeThrough: Bool, into observation: inout MutableSpan<UInt8>) {
    precondition(observation.count == size * size * 3, "\(observation.count) bytes for [\(size), \(size), 3]")
    // Nearly everybody looks at 7×7 cells: a size known to the compiler makes straight code of all the loops.
    if size == 7 {
      writeSquare(7, isSeeThrough, into: &observation)
    } else {
      writeSquare(size, isSeeThrough, into: &observation)
    }
  }

  @inline(__always)
  private func writeSquare(_ size: Int, _ isSeeThrough: Bool, into observation: inout MutableSpan<UInt8>) {
    let cells = grid.cells.span
    var view = GridView(of: self, size: size, isSeeThrough: isSeeThrough)
    unsafe observation.withUnsafeMutableBytes { bytes in
      let start = unsafe bytes.baseAddress.unsafelyUnwrapped
      for row in 1...size {
        view.forEachInNextRow(cells) { column, cell in
          unsafe cell.write(to: start, column &* size &+ size &- row)
        }
      }
      unsafe carried.write(to: start, size &* (size / 2) &+ size &- 1)
    }
  }

  /// The same square, `[size, size, 20]`: planes 0 to 10 for the objects, 11 to 16 for the colors, 17 to 19 for the
  /// states of doors; 1 where it is so, else 0.
  func writeOneHotView(size: Int, isSeeThrough: Bool, into observation: inout MutableSpan<UInt8>) {
    precondition(observation.count == size * size * 20, "\(observation.count) bytes for [\(size), \(size), 20]")
    observation.update(repeating: 0)
    let cells = grid.cells.span
    var view = GridView(of: self, size: size, isSeeThrough: isSeeThrough)
    for row in 1...size {
      view.forEachInNextRow(cells) { column, cell in
        let bits = row == 1 && column == size / 2 ? carried.bits : cell.bits
        let start = 20 * (column * size + size - row)
        observation[start + Int(bits & 0xFF)] = 1
        observation[start + 11 + Int(bits >> 8 & 0xFF)] = 1
        observation[start + 17 + Int(bits >> 16 & 0xFF)] = 1
      }
    }
  }

  /// The whole map, `[width, height, 3]`: column, row; object, color, state; the agent as an object whose state is
  /// its direction.
  func writeMap(into observation: inout MutableSpan<UInt8>) {
    precondition(grid.contains(agent), "the agent at \(agent.x), \(agent.y) is not on the map")
    writeCells(into: &observation)
    unsafe observation.withUnsafeMutableBytes { bytes in
      let start = unsafe bytes.baseAddress.unsafelyUnwrapped
      unsafe GridCell.agent(direction).write(to: start, agent.x * grid.height + agent.y)
    }
  }

  /// The whole map without the agent, `[width, height, 3]`.
  func writeCells(into observation: inout MutableSpan<UInt8>) {
    let (width, height) = (grid.width, grid.height)
    precondition(observation.count == width * height * 3, "\(observation.count) bytes for [\(width), \(height), 3]")
    let cells = grid.cells.span
    let corner = grid.index(GridPosition(0, 0))
    unsafe observation.withUnsafeMutableBytes { bytes in
      let start = unsafe bytes.baseAddress.unsafelyUnwrapped
      for x in 0..<width {
        for y in 0..<height { unsafe cells[corner + y * grid.stride + x].write(to: start, x * height + y) }
      }
    }
  }
}

extension GridCell {
  /// Writes the three codes to a place of an observation that has it.
  @inline(__always)
  fileprivate func write(to observation: UnsafeMutableRawPointer, _ place: Int) {
    let start = unsafe observation + 3 &* place
    unsafe start.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    unsafe start.storeBytes(of: UInt8(truncatingIfNeeded: bits &>> 8), toByteOffset: 1, as: UInt8.self)
    unsafe start.storeBytes(of: UInt8(truncatingIfNeeded: bits &>> 16), toByteOffset: 2, as: UInt8.self)
  }
}
