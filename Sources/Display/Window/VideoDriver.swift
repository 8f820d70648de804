#if SDL
  internal import CSDL2

  /// SDL's own start and stop.
  enum VideoDriver {
    /// Why SDL's last call did not do what it should.
    static var reason: String { unsafe String(cString: SDL_GetError()) }

    /// Starts SDL on the screen it is to use. Game controllers are welcome but not needed.
    static func start(_ driver: WindowDriver) throws(WindowError) {
      precondition(SDL_WasInit(SDL_INIT_VIDEO) == 0, "a process has one window at a time")
      // Control-C belongs to the program, and a window that is looked at changes nothing for the rest of the desktop.
      for (hint, value) in [
        (SDL_HINT_NO_SIGNAL_HANDLERS, "1"), (SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1"),
        (SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0"),
      ] {
        unsafe SDL_SetHint(hint, value)
      }
      let candidates = candidates(driver)
      guard candidates.contains(where: { start(named: $0) }) else {
        throw driver == .system && variable(driverVariable) == nil
          ? .noDisplay(tried: candidates.compactMap(display)) : .refused(reason: reason)
      }
      // Frames go straight to the X server's shared memory; other systems have no such way.
      unsafe SDL_SetHint(
        SDL_HINT_FRAMEBUFFER_ACCELERATION, String(cString: SDL_GetCurrentVideoDriver()) == "x11" ? "0" : nil)
      // Else letters go to an input method first, where one is in use, and never come here.
      SDL_StopTextInput()
      SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER)
    }

    /// Gives back what ``start(_:)`` took.
    static func stop() {
      if SDL_WasInit(SDL_INIT_GAMECONTROLLER) != 0 { SDL_QuitSubSystem(SDL_INIT_GAMECONTROLLER) }
      SDL_QuitSubSystem(SDL_INIT_VIDEO)
    }

    /// A person's own choice comes first. Otherwise SDL would silently end with a driver that shows
    /// nothing.
    private static func candidates(_ driver: WindowDriver) -> [String] {
      if driver == .dummy { return ["dummy"] }
      if let chosen = variable(driverVariable) { return [chosen] }
      #if os(macOS)
        return ["cocoa"]
      #else
        return ["x11", "wayland"].filter { display($0) != nil }
      #endif
    }

    private static let driverVariable = "SDL_VIDEODRIVER"

    /// Where a driver finds its display, as `DISPLAY=:0`.
    private static func display(_ driver: String) -> String? {
      let name = driver == "wayland" ? "WAYLAND_DISPLAY" : "DISPLAY"
      return variable(name).map { "\(name)=\($0)" }
    }

    private static func start(named name: String) -> Bool {
      unsafe SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, name, SDL_HINT_OVERRIDE)
      let events = SDL_WasInit(SDL_INIT_EVENTS)
      if SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 { return true }
      // SDL 2.32 leaves the events running that it started for a display it did not find.
      if events == 0, SDL_WasInit(SDL_INIT_EVENTS) != 0 { SDL_QuitSubSystem(SDL_INIT_EVENTS) }
      return false
    }

    /// An environment variable that is set to something.
    private static func variable(_ name: String) -> String? {
      let value = unsafe SDL_getenv(name).map { unsafe String(cString: $0) }
      return value == "" ? nil : value
    }
  }
#endif
