#if SDL
  public import RLEnvironmentKit

  /// Moments in a window.
  public struct WindowScreen: Screen {
    /// Nil once it is closed.
    private var window: Window?
    private var stage = Stage()
    public private(set) var picture: Picture?

    /// Prepares a window; it opens with the first moments.
    ///
    /// - Throws: ``WindowError``
    public init(title: String, driver: WindowDriver = .system) throws(WindowError) {
      window = try Window(title: title, driver: driver)
    }

    public mutating func show(_ moments: [Moment], _ notes: Notes) throws {
      // The stage draws on the picture it gave last, unless someone else holds it: then it needs a copy.
      picture = nil
      let composed = stage.compose(moments, notes)
      try window?.show(composed)
      picture = composed
    }

    public mutating func events() -> [InputEvent] { window?.events() ?? [.closed] }

    public var tellsReleases: Bool { true }

    public mutating func close() { window = nil }
  }
#endif
