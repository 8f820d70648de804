/// The full action set of every MinAtar game; raw values are the package's action numbers.
enum MinAtarAction: Int, CaseIterable, Sendable {
  case nothing, left, up, right, down, fire

  /// The word an action goes by in a specification.
  var name: String {
    switch self {
    case .nothing: "nothing"
    case .left: "left"
    case .up: "up"
    case .right: "right"
    case .down: "down"
    case .fire: "fire"
    }
  }
}
