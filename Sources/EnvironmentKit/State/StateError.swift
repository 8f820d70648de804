/// Why saved bytes are no state of a world. Restoring is all or nothing: the world is as it was before.
public enum StateError: Error, Equatable, CustomStringConvertible {
  /// The bytes end before the state does.
  case truncated(needed: Int, count: Int)
  /// Bytes are left over after the state's last field.
  case leftOver(used: Int, count: Int)
  /// A field holds what it never can, named by where it lies and why it is refused.
  case impossible(offset: Int, reason: String)

  /// One line with the place and the reason.
  public var description: String {
    switch self {
    case .truncated(let needed, let count):
      "the saved state ends after \(count) bytes, byte \(needed) is needed: it belongs to another world or is cut off"
    case .leftOver(let used, let count):
      "the saved state is \(count) bytes long, this world's are \(used): it belongs to another world or other options"
    case .impossible(let offset, let reason):
      "the saved state is damaged or of another world: \(reason), before byte \(offset)"
    }
  }
}
