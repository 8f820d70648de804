internal import COneDNN

/// What a tensor's elements are.
public enum ElementType: String, Sendable, CaseIterable, Codable {
  case float32, bfloat16, uint8, int32

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .float32, .int32: 4
    case .bfloat16: 2
    case .uint8: 1
    }
  }

  /// Whether gradients flow through tensors of this type.
  public var isFloatingPoint: Bool { self == .float32 || self == .bfloat16 }

  /// Whether this processor computes in the type: oneDNN wants AVX-512 for bfloat16.
  public var isSupported: Bool { self != .bfloat16 || Self.hasBFloat16 }

  private static let hasBFloat16: Bool = {
    let tape = Tape()
    let operand = tape.input([1, 1], .bfloat16)
    return (try? tape.matrixProduct(operand, operand)) != nil
  }()

  var code: rl_type {
    switch self {
    case .float32: RL_FLOAT32
    case .bfloat16: RL_BFLOAT16
    case .uint8: RL_UINT8
    case .int32: RL_INT32
    }
  }
}
