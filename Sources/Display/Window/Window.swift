#if SDL
  public import RLEnvironmentKit

  /// A window that shows pictures enlarged by whole numbers, on black, and reports input.
  ///
  /// Whatever uses it stays on the thread that made it, which macOS wants to be the first one. SDL has one queue of
  /// events, so a process has one window at a time.
  public final class Window {
    private let title: String
    /// It comes with the first picture, which decides how large it is.
    private(set) var canvas: WindowCanvas?
    private var input = WindowInput()

    /// Prepares a window; it opens with the first picture.
    ///
    /// - Throws: ``WindowError``
    /// - Precondition: there is no other window.
    public init(title: String, driver: WindowDriver = .system) throws(WindowError) {
      self.title = title
      try VideoDriver.start(driver)
    }

    deinit {
      // Before SDL goes: the controllers and the window are its.
      input = WindowInput()
      canvas = nil
      VideoDriver.stop()
    }

    /// Shows a picture in place of the last one, enlarged by the largest whole number for which there is room.
    ///
    /// - Throws: ``WindowError/refused(reason:)``
    /// - Precondition: the picture has pixels.
    public func show(_ picture: Picture) throws(WindowError) {
      precondition(picture.width > 0 && picture.height > 0, "a picture of \(picture.width)×\(picture.height)")
      let canvas = if let canvas { canvas } else { try WindowCanvas(title: title, picture) }
      self.canvas = canvas
      try canvas.show(picture)
    }

    /// What a person did since the last call. Never waits.
    public func events() -> [InputEvent] {
      let events = input.events()
      if input.isExposed {
        input.isExposed = false
        // What cannot be drawn now is drawn with the next picture, or that one reports why not.
        try? canvas?.redraw()
      }
      return events
    }

    /// What is in the window now, in pixels of the screen; nil before the first picture.
    ///
    /// - Throws: ``WindowError/refused(reason:)``
    public func readBack() throws(WindowError) -> Picture? { try canvas?.readBack() }
  }
#endif
