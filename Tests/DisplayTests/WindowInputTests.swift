#if SDL
  import CSDL2
  import RLEnvironmentKit
  import Testing

  @testable import RLDisplay

  extension WindowTests {
    @Suite(.timeLimit(.minutes(20)), .serialized) struct Input {
      /// With nothing left of what opening it caused.
      private let window: Window

      init() throws {
        window = try Window(title: "test", driver: .dummy)
        try window.show(Picture.noise(width: 8, height: 8))
        _ = window.events()
      }

      @Test func `keys are pressed and released, in the order in which it happened`() {
        window.push(SDL_KEYDOWN, SDLK_LEFT, SDL_SCANCODE_LEFT)
        window.push(SDL_KEYDOWN, SDLK_w, SDL_SCANCODE_W)
        window.push(SDL_KEYUP, SDLK_LEFT, SDL_SCANCODE_LEFT)
        #expect(window.events() == [.pressed(.left), .pressed(.character("w")), .released(.left)])
        window.push(SDL_KEYUP, SDLK_w, SDL_SCANCODE_W)
        #expect(window.events() == [.released(.character("w"))])
        #expect(window.events() == [])
      }

      @Test func `a key that stays down is pressed once`() {
        window.push(SDL_KEYDOWN, SDLK_SPACE, SDL_SCANCODE_SPACE)
        window.push(SDL_KEYDOWN, SDLK_SPACE, SDL_SCANCODE_SPACE, repeat: true)
        window.push(SDL_KEYDOWN, SDLK_SPACE, SDL_SCANCODE_SPACE)
        #expect(window.events() == [.pressed(.space)])
        window.push(SDL_KEYUP, SDLK_SPACE, SDL_SCANCODE_SPACE)
        window.push(SDL_KEYUP, SDLK_SPACE, SDL_SCANCODE_SPACE)
        #expect(window.events() == [.released(.space)])
      }

      @Test func `two keys of one meaning are released with the last`() {
        window.push(SDL_KEYDOWN, SDLK_LSHIFT, SDL_SCANCODE_LSHIFT)
        window.push(SDL_KEYDOWN, SDLK_RSHIFT, SDL_SCANCODE_RSHIFT)
        window.push(SDL_KEYUP, SDLK_LSHIFT, SDL_SCANCODE_LSHIFT)
        #expect(window.events() == [.pressed(.shift)])
        window.push(SDL_KEYUP, SDLK_RSHIFT, SDL_SCANCODE_RSHIFT)
        #expect(window.events() == [.released(.shift)])
      }

      @Test func `a window that goes into the background lets all keys go`() {
        window.push(SDL_KEYDOWN, SDLK_UP, SDL_SCANCODE_UP)
        window.push(SDL_KEYDOWN, SDLK_a, SDL_SCANCODE_A)
        window.push(SDL_WINDOWEVENT_FOCUS_LOST)
        window.push(SDL_KEYUP, SDLK_UP, SDL_SCANCODE_UP)
        #expect(
          window.events() == [
            .pressed(.up), .pressed(.character("a")), .released(.up), .released(.character("a")),
          ])
      }

      @Test func `closing the window is reported`() {
        window.pushQuit()
        #expect(window.events() == [.closed])
      }

      @Test(arguments: [
        (SDLK_RETURN, Key.enter), (SDLK_KP_ENTER, .enter), (SDLK_ESCAPE, .escape), (SDLK_TAB, .tab),
        (SDLK_BACKSPACE, .backspace), (SDLK_DELETE, .delete), (SDLK_PAGEUP, .pageUp), (SDLK_RCTRL, .control),
        (SDLK_0, .character("0")), (SDLK_KP_0, .character("0")), (SDLK_KP_9, .character("9")),
        (SDLK_PLUS, .character("+")), (SDLK_KP_PLUS, .character("+")), (SDLK_LEFTBRACKET, .character("[")),
        (SDLK_z, .character("z")), (SDLK_F1, nil), (SDLK_CAPSLOCK, nil), (SDLK_UNKNOWN, nil),
      ])
      func `keys go by what is printed on them`(code: SDL_KeyCode, key: Key?) {
        window.push(SDL_KEYDOWN, code, SDL_SCANCODE_A)
        #expect(window.events() == (key.map { [.pressed($0)] } ?? []))
      }
    }
  }
#endif
