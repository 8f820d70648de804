internal import RLEnvironmentKit

extension PositionMap {
  /// The largest magnitude of its values, which has the strongest color.
  var extreme: Float { values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 } }

  /// A pixel for each value, diverging from zero.
  var picture: Picture {
    let extreme = extreme
    var picture = Picture(width: width, height: height)
    for place in values.indices {
      picture[place % width, place / width] = DivergingColors[extreme > 0 ? values[place] / extreme : 0]
    }
    return picture
  }
}

/// Colors for values from −1 to 1: blue below zero, orange above, dark at it.
enum DivergingColors {
  private static let anchors: [(red: Float, green: Float, blue: Float)] = [
    (160, 212, 255), (50, 116, 214), (26, 28, 36), (206, 92, 40), (255, 208, 134),
  ]

  /// - Parameter value: beyond −1 and 1 as at them; gray for what is not a number.
  static subscript(value: Float) -> RGB {
    guard !value.isNaN else { return StageTheme.quiet }
    let place = (min(1, max(-1, value)) + 1) * 2
    let index = min(3, Int(place))
    let (low, high, share) = (anchors[index], anchors[index + 1], place - Float(index))
    let mixed = { (from: Float, to: Float) in UInt8((from + (to - from) * share).rounded()) }
    return RGB(mixed(low.red, high.red), mixed(low.green, high.green), mixed(low.blue, high.blue))
  }
}
