/// What can go wrong between tensors. Thrown before any arithmetic has run.
public enum TensorError: Error, Equatable, CustomStringConvertible {
  /// The operands of an operation do not fit: which operation, their shapes, and what would fit.
  case shapes(operation: String, shapes: [Shape], expected: String)
  /// The operands' element types do not fit.
  case types(operation: String, types: [ElementType], expected: String)
  /// oneDNN refused: its status, the call, and the shapes it was made for.
  case onednn(status: Int, call: String, detail: String)

  public var description: String {
    switch self {
    case .shapes(let operation, let shapes, let expected):
      "\(operation): shapes \(shapes.map(\.description).joined(separator: " and ")) do not fit; expected \(expected)"
    case .types(let operation, let types, let expected):
      "\(operation): element types \(types.map(\.rawValue).joined(separator: " and ")) do not fit; expected \(expected)"
    case .onednn(let status, let call, let detail):
      "oneDNN could not \(call) (\(Self.meaning(status))) for \(detail)"
    }
  }

  private static func meaning(_ status: Int) -> String {
    switch status {
    case 1: "out of memory"
    case 2: "invalid arguments"
    case 3: "not implemented on this processor"
    default: "status \(status)"
    }
  }
}
