/// Why there is no window.
public enum WindowError: Error, Equatable, CustomStringConvertible {
  /// This build was made without the trait `SDL`.
  case notBuiltIn
  /// Nothing to open it on; with the variables that name displays and do not lead to one, as `DISPLAY=:3`.
  case noDisplay(tried: [String])
  /// SDL refused, with its reason.
  case refused(reason: String)

  public var description: String {
    switch self {
    case .notBuiltIn:
      "cannot open a window: this program was built without SDL; build it with SDL2 installed and without "
        + "--disable-default-traits, or use --render terminal"
    case .noDisplay(let tried):
      "cannot open a window: "
        + (tried.isEmpty ? "DISPLAY is not set" : "there is no display at \(tried.joined(separator: " or "))")
        + "; use --render terminal or --render offscreen, or come with ssh -X"
    case .refused(let reason): "cannot open a window: \(reason); use --render terminal or --render offscreen"
    }
  }
}
