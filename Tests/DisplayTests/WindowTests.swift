#if SDL
  import CSDL2
  import RLEnvironmentKit
  import Testing

  @testable import RLDisplay

  /// SDL is one for the whole process, so nothing that uses it runs beside another.
  @Suite(.timeLimit(.minutes(20)), .serialized) struct WindowTests {
    @Test func `a picture is enlarged by a whole number until little of the screen is free`() throws {
      // SDL's dummy screen has 1024×768 pixels, of which 896×672 are to be used.
      for (width, height, scale) in [(80, 60, 11), (300, 100, 2), (100, 300, 2), (896, 672, 1), (897, 10, 1)] {
        let window = try Window(title: "test", driver: .dummy)
        #expect(try window.readBack() == nil)
        let picture = Picture.noise(width: width, height: height)
        try window.show(picture)
        #expect(try window.readBack() == picture.framed(width: width * scale, height: height * scale))
      }
    }

    @Test(arguments: [(200, 120), (203, 121), (79, 200), (400, 61)])
    func `a resized window keeps whole pixels on black, in the middle`(width: Int, height: Int) throws {
      let window = try Window(title: "test", driver: .dummy)
      let picture = Picture.noise(width: 20, height: 15)
      try window.show(picture)
      try window.resize(width: width, height: height)
      #expect(window.events() == [])
      #expect(try window.readBack() == picture.framed(width: width, height: height))
      let next = Picture.noise(width: 20, height: 15, seed: 1)
      try window.show(next)
      #expect(try window.readBack() == next.framed(width: width, height: height))
    }

    @Test func `a picture with no room is made smaller and stays whole`() throws {
      let window = try Window(title: "test", driver: .dummy)
      var picture = Picture(width: 400, height: 200)
      picture.fill(RGB(10, 200, 30))
      try window.show(picture)
      try window.resize(width: 100, height: 100)
      #expect(window.events() == [])
      var expected = Picture(width: 100, height: 100)
      expected.fill(x: 0, y: 25, width: 100, height: 50, RGB(10, 200, 30))
      #expect(try window.readBack() == expected)
    }

    @Test func `pictures may change their size while the window keeps its own`() throws {
      let window = try Window(title: "test", driver: .dummy)
      let wide = Picture.noise(width: 150, height: 100)
      try window.show(wide)
      let size = (width: 750, height: 500)
      for picture in [wide, Picture.noise(width: 100, height: 100), Picture.noise(width: 7, height: 90), wide] {
        try window.show(picture)
        #expect(try window.readBack() == picture.framed(width: size.width, height: size.height))
      }
    }

    @Test func `what was shown is drawn again when the desktop asks for it`() throws {
      let window = try Window(title: "test", driver: .dummy)
      let picture = Picture.noise(width: 64, height: 48)
      try window.show(picture)
      let shown = try window.readBack()
      let renderer = unsafe SDL_GetRenderer(try #require(window.canvas).window)
      unsafe SDL_RenderClear(renderer)
      #expect(try window.readBack() != shown)
      window.push(SDL_WINDOWEVENT_EXPOSED)
      #expect(window.events() == [])
      #expect(try window.readBack() == shown)
    }

    @Test func `SDL leaves signals, screen saver and compositor alone, and goes with the window`() throws {
      do {
        let window = try Window(title: "test", driver: .dummy)
        try window.show(Picture.noise(width: 8, height: 8))
        #expect(unsafe String(cString: SDL_GetCurrentVideoDriver()) == "dummy")
        #expect(SDL_IsScreenSaverEnabled() == SDL_TRUE)
        let signals = unsafe SDL_GetHintBoolean(SDL_HINT_NO_SIGNAL_HANDLERS, SDL_FALSE)
        let compositor = unsafe SDL_GetHintBoolean(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, SDL_TRUE)
        #expect(signals == SDL_TRUE)
        #expect(compositor == SDL_FALSE)
      }
      #expect(SDL_WasInit(0) == 0)
    }

    @Test func `every error is a line with what is wrong and what helps`() {
      let errors: [(WindowError, String)] = [
        (
          .notBuiltIn,
          "cannot open a window: this program was built without SDL; build it with SDL2 installed and without "
            + "--disable-default-traits, or use --render terminal"
        ),
        (
          .noDisplay(tried: []),
          "cannot open a window: DISPLAY is not set; use --render terminal or --render offscreen, or come with ssh -X"
        ),
        (
          .noDisplay(tried: ["DISPLAY=:7", "WAYLAND_DISPLAY=w"]),
          "cannot open a window: there is no display at DISPLAY=:7 or WAYLAND_DISPLAY=w; use --render terminal or "
            + "--render offscreen, or come with ssh -X"
        ),
        (
          .refused(reason: "Out of memory"),
          "cannot open a window: Out of memory; use --render terminal or --render offscreen"
        ),
      ]
      for (error, text) in errors { #expect(error.description == text) }
    }

    @Test(arguments: [
      [:], ["DISPLAY": ""], ["DISPLAY": ":4095"], ["DISPLAY": ":4095", "WAYLAND_DISPLAY": "nothing-here"],
    ])
    func `without a display opening a window fails, rather than showing an invisible one`(variables: [String: String])
      async
    {
      await #expect(processExitsWith: .success) { [variables] in
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"] { unsafe unsetenv(name) }
        for (name, value) in variables { unsafe setenv(name, value, 1) }
        let tried = ["DISPLAY", "WAYLAND_DISPLAY"].compactMap { name in
          variables[name].flatMap { $0 == "" ? nil : "\(name)=\($0)" }
        }
        #expect(throws: WindowError.noDisplay(tried: tried)) { try Window(title: "test") }
        #expect(SDL_WasInit(0) == 0)
        // A driver that someone asked for by name is another matter.
        unsafe setenv("SDL_VIDEODRIVER", "nonsense", 1)
        #expect(throws: WindowError.refused(reason: "nonsense not available")) { try Window(title: "test") }
      }
    }
  }
#endif
