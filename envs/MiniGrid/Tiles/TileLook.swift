/// What a cell shows apart from the agent and from the color of its object.
struct TileLook: Equatable {
  /// MiniGrid's object number, 1 ... 9.
  let object: Int
  /// 0 but for doors: open 0, closed 1, locked 2.
  let state: Int

  /// All looks, in the order of their numbers.
  static let all = (1...9).flatMap { object in
    (0..<(object == 4 ? 3 : 1)).map { TileLook(object: object, state: $0) }
  }

  /// The figures on a black tile, from the lowest to the uppermost.
  var figures: [(shape: TileShape, ink: TileInk)] {
    let grid: [(shape: TileShape, ink: TileInk)] = [(box(0, 0.031, 0, 1), .grey), (box(0, 1, 0, 0.031), .grey)]
    switch (object, state) {
    case (2, _), (8, _): return grid + [(box(0, 1, 0, 1), .full)]
    case (3, _): return grid + [(box(0.031, 1, 0.031, 1), .half)]
    case (4, 0): return grid + [(box(0.88, 1, 0, 1), .full), (box(0.92, 0.96, 0.04, 0.96), .black)]
    case (4, 1):
      return grid + [
        (box(0, 1, 0, 1), .full), (box(0.04, 0.96, 0.04, 0.96), .black), (box(0.08, 0.92, 0.08, 0.92), .full),
        (box(0.12, 0.88, 0.12, 0.88), .black), (.circle(x: 0.75, y: 0.5, radius: 0.08), .full),
      ]
    case (4, _):
      return grid + [
        (box(0, 1, 0, 1), .full), (box(0.06, 0.94, 0.06, 0.94), .dark), (box(0.52, 0.75, 0.5, 0.56), .full),
      ]
    case (5, _):
      return grid + [
        (box(0.5, 0.63, 0.31, 0.88), .full), (box(0.38, 0.5, 0.59, 0.66), .full), (box(0.38, 0.5, 0.81, 0.88), .full),
        (.circle(x: 0.56, y: 0.28, radius: 0.19), .full), (.circle(x: 0.56, y: 0.28, radius: 0.064), .black),
      ]
    case (6, _): return grid + [(.circle(x: 0.5, y: 0.5, radius: 0.31), .full)]
    case (7, _):
      return grid + [
        (box(0.12, 0.88, 0.12, 0.88), .full), (box(0.18, 0.82, 0.18, 0.82), .black),
        (box(0.16, 0.84, 0.47, 0.53), .full),
      ]
    case (9, _): return [(box(0, 1, 0, 1), .orange)] + [0.3, 0.5, 0.7].flatMap(wave)
    default: return grid
    }
  }

  private func box(_ left: Double, _ right: Double, _ top: Double, _ bottom: Double) -> TileShape {
    .rectangle(x: left...right, y: top...bottom)
  }

  private func wave(top: Double) -> [(shape: TileShape, ink: TileInk)] {
    let points = [(0.1, top), (0.3, top + 0.1), (0.5, top), (0.7, top + 0.1), (0.9, top)].map { SIMD2($0.0, $0.1) }
    return zip(points, points.dropFirst()).map { (.stroke(from: $0, to: $1, radius: 0.03), .black) }
  }
}
