/// Where windows come from, whether or not this build has them.
public enum WindowSupport {
  /// Whether it was built with the trait `SDL`.
  public static var isBuiltIn: Bool {
    #if SDL
      true
    #else
      false
    #endif
  }
}

/// Where a window is to be seen.
public enum WindowDriver: Sendable {
  /// On a person's screen.
  case system
  /// Nowhere: it is drawn in memory, and no display is needed.
  case dummy
}
