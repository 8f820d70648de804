internal import RLEnvironmentKit
internal import Synchronization

/// Numbers over a square canvas, shown by their share of the greatest.
struct CanvasMap {
  private let side: Int
  private var values: [Float]

  /// The sum of some maps.
  init(sum maps: [[Float]]) {
    values = maps.first ?? []
    for map in maps.dropFirst() { for i in values.indices { values[i] += map[i] } }
    side = Int(Double(values.count).squareRoot())
  }

  /// The sum of what a network should make of some samples.
  init(_ task: any SupervisedTask, _ samples: [Int32]) {
    self.init(sum: samples.compactMap { task.targetMap(Int($0)) })
  }

  /// A network's outputs for some samples.
  static func outputs(of learner: SupervisedLearner, _ task: any SupervisedTask, _ samples: [Int32]) -> [[Float]] {
    let maps = Mutex([[Float]](repeating: [], count: samples.count))
    _ = learner.scores(of: samples) { index, output in
      let map = task.map(of: output) ?? []
      maps.withLock { $0[index] = map }
    }
    return maps.withLock { $0 }
  }

  /// Black over violet and orange to white.
  var picture: Picture {
    let greatest = values.max() ?? 0
    var picture = Picture(width: side, height: side)
    for y in 0..<side {
      for x in 0..<side {
        let share = greatest > 0 && greatest.isFinite ? Double(values[y * side + x] / greatest) : 0
        picture[x, y] = Self.color(share)
      }
    }
    return picture
  }

  private static let stops: [RGB] = [
    RGB(0, 0, 8), RGB(70, 10, 110), RGB(190, 55, 80), RGB(250, 150, 20), RGB(255, 255, 230),
  ]

  /// The color of a share from 0 to 1.
  static func color(_ share: Double) -> RGB {
    let place = max(0, min(1, share)) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let (a, b, rest) = (stops[index], stops[index + 1], place - Double(index))
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Double(a) + (Double(b) - Double(a)) * rest).rounded()) }
    return RGB(mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue))
  }
}
