/// Where windows come from, whether or not this build has them.
public enum WindowSupport {
  /// A screen that opens a window with its first moments.
  ///
  /// - Throws: ``WindowError``, ``WindowError/notBuiltIn`` in a build without windows.
  public static func screen(title: String, driver: WindowDriver = .system) throws(WindowError) -> any Screen {
    #if SDL
      try WindowScreen(title: title, driver: driver)
    #else
      throw .notBuiltIn
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
