#if SDL
  internal import CSDL2

  /// A game controller that is plugged in, and the keys its kind stands for.
  @safe final class GameController {
    private let handle: OpaquePointer

    /// Listens to a controller; nil for one that does not open.
    ///
    /// - Parameter index: its place among those plugged in now.
    init?(index: Int32) {
      guard let handle = unsafe SDL_GameControllerOpen(index) else { return nil }
      unsafe self.handle = handle
    }

    deinit { unsafe SDL_GameControllerClose(handle) }

    /// By which its events name it.
    var identifier: SDL_JoystickID { unsafe SDL_JoystickInstanceID(SDL_GameControllerGetJoystick(handle)) }

    /// The key of a button, named as on an Xbox controller.
    static func key(ofButton button: UInt8) -> Key? {
      switch SDL_GameControllerButton(Int32(button)) {
      case SDL_CONTROLLER_BUTTON_DPAD_UP: .up
      case SDL_CONTROLLER_BUTTON_DPAD_DOWN: .down
      case SDL_CONTROLLER_BUTTON_DPAD_LEFT: .left
      case SDL_CONTROLLER_BUTTON_DPAD_RIGHT: .right
      case SDL_CONTROLLER_BUTTON_A: .space
      case SDL_CONTROLLER_BUTTON_B: .enter
      case SDL_CONTROLLER_BUTTON_X: .character("x")
      case SDL_CONTROLLER_BUTTON_Y: .character("y")
      case SDL_CONTROLLER_BUTTON_START: .character("p")
      case SDL_CONTROLLER_BUTTON_BACK: .escape
      default: nil
      }
    }

    /// The key of a direction of the left stick.
    static func key(ofAxis axis: UInt8, isPositive: Bool) -> Key? {
      switch SDL_GameControllerAxis(Int32(axis)) {
      case SDL_CONTROLLER_AXIS_LEFTX: isPositive ? .right : .left
      case SDL_CONTROLLER_AXIS_LEFTY: isPositive ? .down : .up
      default: nil
      }
    }
  }
#endif
