#if SDL
  import RLEnvironmentKit
  import RLEnvironments
  import Foundation
  import TestSupport
  import Testing

  @testable import RLDisplay

  extension WindowTests {
    /// The real window on a real display, in a process of its own, since SDL has one display in each.
    @Suite(.timeLimit(.minutes(20)), .serialized, .enabled(if: XServer.isExpected, "needs Xvfb, xdotool and xwd"))
    struct OnDisplay {
      @Test(arguments: ["minatar/breakout", "minigrid/doorkey-8x8", "arcade/pong"])
      func `a display shows the pixels a world draws, step by step, as keys ask for it`(name: String) async throws {
        let server = try XServer()
        defer { server.stop() }
        await #expect(processExitsWith: .success) { [name, display = server.display as String] in
          let window = try Window(title: "test", onDisplay: display)
          let entry = try #require(try EnvironmentCatalog.entry(named: name))
          var world = entry.makeEnvironment()
          world.seed(3)
          _ = world.reset()
          var picture = Picture()
          world.draw(on: &picture)
          try window.show(picture)
          let desktop = try Desktop(windowTitled: "test")
          #expect(window.events(untilThereAre: 0) == [])
          let first = try desktop.screenshot()
          let scale = first.width / picture.width
          #expect(scale > 1)
          #expect(first == picture.framed(width: picture.width * scale, height: picture.height * scale))

          for (key, event) in [("Left", Key.left), ("space", .space), ("w", .character("w"))] {
            try desktop.press(key)
            #expect(window.events(untilThereAre: 1) == [.pressed(event)])
            try desktop.release(key)
            #expect(window.events(untilThereAre: 1) == [.released(event)])
            _ = world.step(entry.spec.actionNames.count / 2)
            world.draw(on: &picture)
            try window.show(picture)
            #expect(try desktop.screenshot() == picture.framed(width: first.width, height: first.height))
          }

          try desktop.resize(width: picture.width + 31, height: picture.height * 2)
          #expect(window.events(untilThereAre: 0) == [])
          let last = try desktop.screenshot()
          #expect(last == picture.framed(width: picture.width + 31, height: picture.height * 2))
          #expect(try window.readBack() == last)
        }
      }

      @Test func `a key held long is pressed once, and let go with the window`() async throws {
        let server = try XServer()
        defer { server.stop() }
        await #expect(processExitsWith: .success) { [display = server.display as String] in
          let window = try Window(title: "test", onDisplay: display)
          try window.show(Picture.noise(width: 40, height: 30))
          let desktop = try Desktop(windowTitled: "test")
          #expect(window.events(untilThereAre: 0) == [])
          try desktop.press("Up")
          #expect(window.events(untilThereAre: 1) == [.pressed(.up)])
          // X repeats a key after two thirds of a second.
          #expect(window.events(untilThereAre: 0, thenFor: 1) == [])
          try desktop.hide()
          #expect(window.events(untilThereAre: 1) == [.released(.up)])
          try desktop.release("Up")
          #expect(window.events(untilThereAre: 0) == [])
        }
      }
    }
  }

  extension Window {
    /// A window on an X server, whatever display the process knew before.
    convenience init(title: String, onDisplay display: String) throws {
      for name in ["WAYLAND_DISPLAY", "SDL_VIDEODRIVER"] { unsafe unsetenv(name) }
      unsafe setenv("DISPLAY", display, 1)
      try self.init(title: title)
    }

    /// Collects events, and some seconds more of them when there are enough; the desktop takes its time.
    func events(untilThereAre count: Int, thenFor seconds: Double = 0.05) -> [InputEvent] {
      var events: [InputEvent] = []
      let start = Date.now
      while events.count < count && start.timeIntervalSinceNow > -10 { events += self.events() }
      let enough = Date.now
      while enough.timeIntervalSinceNow > -seconds {
        Thread.sleep(forTimeInterval: 0.01)
        events += self.events()
      }
      return events
    }
  }
#endif
