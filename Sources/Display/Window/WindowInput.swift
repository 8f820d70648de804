#if SDL
  internal import CSDL2

  /// SDL's events in this package's words.
  struct WindowInput {
    /// Whether the window may have lost what it showed.
    var isExposed = false
    private var held = HeldKeys()
    private var controllers: [SDL_JoystickID: GameController] = [:]
    private var found: [InputEvent] = []

    /// Takes all events that wait.
    mutating func events() -> [InputEvent] {
      found = []
      var event = unsafe SDL_Event()
      while unsafe SDL_PollEvent(&event) != 0 { unsafe take(event) }
      return found
    }

    private mutating func take(_ event: SDL_Event) {
      switch unsafe SDL_EventType(event.type) {
      case SDL_QUIT: found.append(.closed)
      case SDL_WINDOWEVENT: unsafe take(event.window)
      case SDL_KEYDOWN:
        // Repeated while the key stays down, which is not a new press.
        guard let key = unsafe Key(event.key.keysym.sym) else { return }
        note(held.press(key, by: .keyboard(unsafe event.key.keysym.scancode.rawValue)))
      case SDL_KEYUP: note(held.release(by: .keyboard(unsafe event.key.keysym.scancode.rawValue)))
      case SDL_CONTROLLERDEVICEADDED:
        guard let controller = unsafe GameController(index: event.cdevice.which) else { return }
        controllers[controller.identifier] = controller
      // It has let go of everything before.
      case SDL_CONTROLLERDEVICEREMOVED: controllers[unsafe event.cdevice.which] = nil
      case SDL_CONTROLLERBUTTONDOWN, SDL_CONTROLLERBUTTONUP: unsafe take(event.cbutton)
      case SDL_CONTROLLERAXISMOTION: unsafe take(event.caxis)
      default: break
      }
    }

    private mutating func take(_ event: SDL_WindowEvent) {
      switch SDL_WindowEventID(UInt32(event.event)) {
      case SDL_WINDOWEVENT_EXPOSED, SDL_WINDOWEVENT_SIZE_CHANGED: isExposed = true
      // A window in the background gets no event when a key is released.
      case SDL_WINDOWEVENT_FOCUS_LOST: for holder in held.holders { note(held.release(by: holder)) }
      default: break
      }
    }

    private mutating func take(_ event: SDL_ControllerButtonEvent) {
      let holder = HeldKeys.Holder.button(event.button, controller: event.which)
      if event.state == 0 {
        note(held.release(by: holder))
      } else if let key = GameController.key(ofButton: event.button) {
        note(held.press(key, by: holder))
      }
    }

    private mutating func take(_ event: SDL_ControllerAxisEvent) {
      for isPositive in [false, true] {
        guard let key = GameController.key(ofAxis: event.axis, isPositive: isPositive) else { return }
        let holder = HeldKeys.Holder.stick(axis: event.axis, isPositive: isPositive, controller: event.which)
        let tilt = Float(event.value) / (isPositive ? 32767 : -32768)
        // Further in to press than to release, so that a stick between the two does not tremble.
        if tilt < 0.35 {
          note(held.release(by: holder))
        } else if tilt > 0.5 {
          note(held.press(key, by: holder))
        }
      }
    }

    private mutating func note(_ event: InputEvent?) {
      if let event { found.append(event) }
    }
  }
#endif
