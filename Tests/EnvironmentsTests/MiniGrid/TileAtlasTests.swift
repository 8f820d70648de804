import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

/// Hashes are FNV-1a of what the Python package minigrid 3.2.0 draws.
///
/// Tiles: `Grid.render_tile(object, agent_dir, highlight, tile_size)` as bytes, joined over the empty cell, walls, floors,
/// doors (open, closed, locked), keys, balls, boxes, goals with their `color` set, each red, green, blue, purple, yellow,
/// grey, and lava; for each of them no agent and directions 0 ... 3; for each of those plain, then highlighted.
///
/// Pictures: a `MiniGridEnv` of 11×9 cells, walls around, in every inner cell (x, y) with n = 7x + 5y, unless n is a
/// multiple of 3, thing number n mod 11 of nothing, floor, open, closed and locked door, key, ball, box, goal, lava, wall,
/// in color (x + 2y) mod 6 of the order above; agent at (6, 6), looking up. `env.render()` at 32 pixels a tile,
/// `RGBImgObsWrapper` and `RGBImgPartialObsWrapper` at 8, with `see_through_walls` False and True.
@Suite(.timeLimit(.minutes(20))) struct TileAtlasTests {
  @Test(
    arguments: [
      (1, 0x56a6_1921_8fca_882a), (2, 0xa37a_2bd1_947a_ccff), (3, 0x9acd_814c_33d2_618f), (5, 0x7d3f_b024_991a_2878),
      (8, 0x9fdc_fdff_96cc_9c4e), (13, 0xd034_ee33_555a_7136), (32, 0x3bcf_2fef_0f93_c71f),
    ] as [(Int, UInt64)])
  func `every tile is the package's`(size: Int, hash: UInt64) {
    let atlas = TileAtlas(size: size)
    var tiles: [UInt8] = []
    for object in 1...9 {
      for color in [1, 9].contains(object) ? 0..<1 : 0..<6 {
        for state in object == 4 ? 0..<3 : 0..<1 {
          for agent in [nil, 0, 1, 2, 3] {
            for isHighlighted in [false, true] {
              let tile = TileAtlas.tile(
                object: object, color: color, state: state, agent: agent, isHighlighted: isHighlighted)
              var pixels = [UInt8](repeating: 0xAA, count: size * size * 3)
              var span = pixels.mutableSpan
              atlas.copy(tile, column: 0, row: 0, columns: 1, into: &span)
              tiles += pixels
            }
          }
        }
      }
    }
    #expect(fnv1a(tiles) == hash)
  }

  @Test(
    arguments: [
      (false, 0x8fd6_4446_b30b_68fd, 0x9fec_d61b_2077_84fe, 0x4d01_3090_331c_1b3a),
      (true, 0x90d0_6b05_aeb0_af7b, 0xdd05_b3e4_90bc_4e0d, 0xece1_4b13_7779_9e04),
    ] as [(Bool, UInt64, UInt64, UInt64)])
  func `whole pictures are the package's`(isSeeThrough: Bool, displayed: UInt64, full: UInt64, partial: UInt64) {
    // The bottom row of the view is the agent's.
    let inView = TileAtlasTests.seen.enumerated().map { column, rows in
      rows.enumerated().map { row, isSeen in isSeeThrough ? (3...9).contains(column) && row <= 6 : isSeen }
    }
    #expect(fnv1a(map(.displayed, seen: inView)) == displayed)
    #expect(fnv1a(map(.observed, seen: inView)) == full)
    #expect(fnv1a(view(seen: isSeeThrough ? nil : inView)) == partial)
  }

  @Test(arguments: Array(1...9) + [16, 25, 40]) func `tiles of any size lie side by side`(size: Int) {
    let atlas = TileAtlas(size: size)
    var pixels = [UInt8](repeating: 0, count: size * size * 3 * 2)
    var span = pixels.mutableSpan
    let wall = TileAtlas.tile(object: 2, color: 5, state: 0, agent: nil, isHighlighted: false)
    let goal = TileAtlas.tile(object: 8, color: 1, state: 0, agent: nil, isHighlighted: true)
    atlas.copy(wall, column: 0, row: 0, columns: 2, into: &span)
    atlas.copy(goal, column: 1, row: 0, columns: 2, into: &span)
    for y in 0..<size {
      let row = pixels[y * size * 6..<(y + 1) * size * 6]
      #expect(row.prefix(size * 3).allSatisfy { $0 == 100 })
      #expect(Array(row.suffix(size * 3)) == (0..<size * 3).map { $0 % 3 == 1 ? 255 : 76 })
    }
  }

  @Test func `what no world can hold is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = TileAtlas.tile(object: 10, color: 0, state: 0, agent: nil, isHighlighted: false)
    }
    await #expect(processExitsWith: .failure) {
      _ = TileAtlas.tile(object: 4, color: 0, state: 3, agent: nil, isHighlighted: false)
    }
  }

  private static let agent = (column: 6, row: 6, direction: 3)

  /// What the agent sees, by column, then row.
  private static let seen = [
    "000000000", "000000000", "000000000", "111111000", "111111000", "111111100", "111111100", "111111100",
    "111111100", "111111100", "000000000",
  ].map { $0.map { $0 == "1" } }

  private func code(_ x: Int, _ y: Int) -> [UInt8] {
    guard (1...9).contains(x) && (1...7).contains(y) else { return [2, 5, 0] }
    let (n, color) = (7 * x + 5 * y, UInt8((x + 2 * y) % 6))
    if n % 3 == 0 { return [1, 0, 0] }
    switch n % 11 {
    case 0: return [1, 0, 0]
    case 1: return [3, color, 0]
    case 2, 3, 4: return [4, color, UInt8(n % 11 - 2)]
    case 5, 6, 7: return [UInt8(n % 11), color, 0]
    case 8: return [8, 1, 0]
    case 9: return [9, 0, 0]
    default: return [2, color, 0]
    }
  }

  private func map(_ atlas: TileAtlas, seen: [[Bool]]) -> [UInt8] {
    let codes = (0..<11).flatMap { x in (0..<9).flatMap { code(x, $0) } }
    let flat = seen.flatMap(\.self)
    var pixels = [UInt8](repeating: 0xAA, count: codes.count * atlas.size * atlas.size)
    var span = pixels.mutableSpan
    atlas.draw(map: codes.span, height: 9, seen: flat.span, agent: TileAtlasTests.agent, into: &span)
    return pixels
  }

  /// - Parameter seen: nil for everything, walls beyond the map included.
  private func view(seen: [[Bool]]?) -> [UInt8] {
    let codes = (3...9).flatMap { x in
      (0...6).flatMap { y in seen.map { $0[x][y] } ?? true ? code(x, y) : [0, 0, 0] }
    }
    var pixels = [UInt8](repeating: 0xAA, count: codes.count * 64)
    var span = pixels.mutableSpan
    TileAtlas.observed.draw(view: codes.span, side: 7, into: &span)
    return pixels
  }
}
