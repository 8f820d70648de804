#if SDL
  internal import CSDL2

  extension Key {
    /// The key that SDL means; nil for one that is not known here.
    init?(_ code: SDL_Keycode) {
      if let key = Key.byCode[code] {
        self = key
      } else if let scalar = Unicode.Scalar(UInt32(bitPattern: code)) {
        // The code of a key that prints a character is that character.
        self.init(named: String(Character(scalar)))
      } else {
        return nil
      }
    }

    private static let byCode: [SDL_Keycode: Key] = {
      var keys: [SDL_KeyCode: Key] = [
        SDLK_UP: .up, SDLK_DOWN: .down, SDLK_LEFT: .left, SDLK_RIGHT: .right,
        SDLK_SPACE: .space, SDLK_RETURN: .enter, SDLK_KP_ENTER: .enter, SDLK_ESCAPE: .escape, SDLK_TAB: .tab,
        SDLK_BACKSPACE: .backspace, SDLK_LSHIFT: .shift, SDLK_RSHIFT: .shift, SDLK_LCTRL: .control,
        SDLK_RCTRL: .control, SDLK_PAGEUP: .pageUp, SDLK_PAGEDOWN: .pageDown, SDLK_HOME: .home, SDLK_END: .end,
        SDLK_INSERT: .insert, SDLK_DELETE: .delete,
        // The keypad.
        SDLK_KP_PLUS: .character("+"), SDLK_KP_MINUS: .character("-"), SDLK_KP_MULTIPLY: .character("*"),
        SDLK_KP_DIVIDE: .character("/"), SDLK_KP_PERIOD: .character("."),
      ]
      let digits = [
        SDLK_KP_0, SDLK_KP_1, SDLK_KP_2, SDLK_KP_3, SDLK_KP_4, SDLK_KP_5, SDLK_KP_6, SDLK_KP_7, SDLK_KP_8, SDLK_KP_9,
      ]
      for (digit, code) in digits.enumerated() { keys[code] = .character(Character("\(digit)")) }
      return Dictionary(uniqueKeysWithValues: keys.map { (SDL_Keycode(bitPattern: $0.key.rawValue), $0.value) })
    }()
  }
#endif
