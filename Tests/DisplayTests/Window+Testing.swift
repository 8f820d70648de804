#if SDL
  import CSDL2
  import RLEnvironmentKit
  import Testing

  @testable import RLDisplay

  extension Window {
    func resize(width: Int, height: Int) throws {
      unsafe SDL_SetWindowSize(try #require(canvas).window, Int32(width), Int32(height))
    }

    /// Closes the window as the desktop does.
    func pushQuit() {
      var event = unsafe SDL_Event()
      unsafe event.type = SDL_QUIT.rawValue
      unsafe push(event)
    }

    func push(_ kind: SDL_WindowEventID) {
      var event = unsafe SDL_Event()
      unsafe event.type = SDL_WINDOWEVENT.rawValue
      unsafe event.window.event = UInt8(kind.rawValue)
      unsafe push(event)
    }

    func push(_ type: SDL_EventType, _ code: SDL_KeyCode, _ place: SDL_Scancode, repeat isRepeated: Bool = false) {
      var event = unsafe SDL_Event()
      unsafe event.type = type.rawValue
      unsafe event.key.keysym.sym = SDL_Keycode(bitPattern: code.rawValue)
      unsafe event.key.keysym.scancode = place
      unsafe event.key.repeat = isRepeated ? 1 : 0
      unsafe push(event)
    }

    /// Puts an event into SDL's queue as if the desktop had sent it.
    private func push(_ event: SDL_Event) {
      var event = unsafe event
      let status = unsafe SDL_PushEvent(&event)
      #expect(status == 1)
    }
  }

  /// A game controller that SDL makes up.
  @safe final class VirtualController {
    private let index: Int32
    private let handle: OpaquePointer

    init() throws {
      // A window that nobody sees is never in front, and only that one hears controllers.
      unsafe SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1")
      index = SDL_JoystickAttachVirtual(
        SDL_JOYSTICK_TYPE_GAMECONTROLLER, Int32(SDL_CONTROLLER_AXIS_MAX.rawValue),
        Int32(SDL_CONTROLLER_BUTTON_MAX.rawValue), 0)
      try #require(index >= 0, "SDL makes up no controllers")
      unsafe handle = try #require(unsafe SDL_JoystickOpen(index))
    }

    deinit { unsafe SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, nil) }

    func set(_ button: SDL_GameControllerButton, isDown: Bool) {
      unsafe SDL_JoystickSetVirtualButton(handle, button.rawValue, isDown ? 1 : 0)
    }

    func tilt(_ axis: SDL_GameControllerAxis, to value: Int16) {
      unsafe SDL_JoystickSetVirtualAxis(handle, axis.rawValue, value)
    }

    func pullOut() { SDL_JoystickDetachVirtual(index) }
  }

  extension Picture {
    static func noise(width: Int, height: Int, seed: UInt64 = 0) -> Picture {
      var random = Philox(seed: seed, lane: 0, purpose: .environments)
      var picture = Picture(width: width, height: height)
      picture.withBytes { for index in $0.indices { $0[index] = UInt8(random.below(256)) } }
      return picture
    }

    /// The picture as large as whole pixels allow, in the middle of a black one.
    func framed(width: Int, height: Int) -> Picture {
      let scale = max(1, min(width / self.width, height / self.height))
      var frame = Picture(width: width, height: height)
      frame.copy(self, x: (width - self.width * scale) / 2, y: (height - self.height * scale) / 2, scale: scale)
      return frame
    }
  }
#endif
