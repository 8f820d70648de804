#if SDL
  import CSDL2
  import RLEnvironmentKit
  import Testing

  @testable import RLDisplay

  extension WindowTests {
    /// With a controller plugged into a window that has nothing else to tell.
    @Suite(.timeLimit(.minutes(20)), .serialized) struct Controllers {
      private let window: Window
      private let controller: VirtualController

      init() throws {
        window = try Window(title: "test", driver: .dummy)
        try window.show(Picture.noise(width: 8, height: 8))
        controller = try VirtualController()
        _ = window.events()
      }

      @Test func `buttons stand for keys`() {
        let buttons: [(SDL_GameControllerButton, Key)] = [
          (SDL_CONTROLLER_BUTTON_DPAD_UP, .up), (SDL_CONTROLLER_BUTTON_DPAD_DOWN, .down),
          (SDL_CONTROLLER_BUTTON_DPAD_LEFT, .left), (SDL_CONTROLLER_BUTTON_DPAD_RIGHT, .right),
          (SDL_CONTROLLER_BUTTON_A, .space), (SDL_CONTROLLER_BUTTON_B, .enter),
          (SDL_CONTROLLER_BUTTON_X, .character("x")), (SDL_CONTROLLER_BUTTON_Y, .character("y")),
          (SDL_CONTROLLER_BUTTON_START, .character("p")), (SDL_CONTROLLER_BUTTON_BACK, .escape),
        ]
        for (button, key) in buttons {
          controller.set(button, isDown: true)
          #expect(window.events() == [.pressed(key)])
          controller.set(button, isDown: false)
          #expect(window.events() == [.released(key)])
        }
      }

      @Test func `the stick stands for arrows, and does not tremble at the edge`() {
        let tilts: [(Int16, [InputEvent])] = [
          (9000, []), (16000, []), (17000, [.pressed(.right)]), (14000, []), (17000, []),
          (11000, [.released(.right)]), (14000, []), (-32768, [.pressed(.left)]),
          (32767, [.released(.left), .pressed(.right)]), (0, [.released(.right)]),
        ]
        for (tilt, events) in tilts {
          controller.tilt(SDL_CONTROLLER_AXIS_LEFTX, to: tilt)
          #expect(window.events() == events, "at \(tilt)")
        }
        controller.tilt(SDL_CONTROLLER_AXIS_LEFTY, to: -30000)
        #expect(window.events() == [.pressed(.up)])
        controller.set(SDL_CONTROLLER_BUTTON_DPAD_UP, isDown: true)
        #expect(window.events() == [])
        controller.tilt(SDL_CONTROLLER_AXIS_LEFTY, to: 0)
        #expect(window.events() == [])
        controller.set(SDL_CONTROLLER_BUTTON_DPAD_UP, isDown: false)
        #expect(window.events() == [.released(.up)])
      }

      @Test func `a controller that is pulled out lets its keys go`() {
        controller.set(SDL_CONTROLLER_BUTTON_A, isDown: true)
        #expect(window.events() == [.pressed(.space)])
        controller.pullOut()
        #expect(window.events() == [.released(.space)])
      }
    }
  }
#endif
