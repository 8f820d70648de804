import Testing

@testable import RLDisplay

#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #else
    import Musl
  #endif

  /// With a pseudo-terminal in the place of the process's own. One at a time, as a process has one terminal.
  @Suite(.timeLimit(.minutes(20)), .serialized) struct TerminalDeviceTests {
    /// Both ends of a pseudo-terminal.
    private final class Pair {
      /// Where a person would sit.
      let outer: Int32
      let inner: Int32

      init() throws {
        outer = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (number, lock): (Int32, Int32) = (0, 0)
        // TIOCGPTN and TIOCSPTLCK: which it is, and that it may be opened.
        try #require(unsafe ioctl(outer, 0x8004_5430, &number) == 0 && ioctl(outer, 0x4004_5431, &lock) == 0)
        inner = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(inner >= 0)
      }

      deinit {
        close(outer)
        close(inner)
      }

      var settings: termios {
        var settings = termios()
        unsafe tcgetattr(inner, &settings)
        return settings
      }

      /// What was sent to the terminal, up to an end that is waited for.
      func received(upTo end: String) -> String {
        var bytes: [UInt8] = []
        var wait = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
        while !bytes.reversed().starts(with: end.utf8.reversed()), unsafe poll(&wait, 1, 5000) > 0 {
          var piece = [UInt8](repeating: 0, count: 4096)
          let count = unsafe read(outer, &piece, piece.count)
          bytes += piece.prefix(max(0, count))
        }
        return String(decoding: bytes, as: UTF8.self)
      }

      func type(_ text: String) { _ = unsafe write(outer, text, text.utf8.count) }
    }

    @Test func `the terminal is taken over and left as it was`() throws {
      let pair = try Pair()
      let found = pair.settings
      let device = try TerminalDevice(output: pair.inner, input: pair.inner)
      #expect(pair.received(upTo: "?7l") == "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l")
      #expect(pair.settings.c_lflag & tcflag_t(ICANON | ECHO) == 0)
      // Control-C still interrupts.
      #expect(pair.settings.c_lflag & tcflag_t(ISIG) != 0)
      try device.send(Array("hello".utf8))
      #expect(pair.received(upTo: "hello") == "hello")
      device.leave()
      device.leave()
      let closing = "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"
      #expect(pair.received(upTo: closing).hasSuffix(closing))
      #expect(pair.settings.c_lflag == found.c_lflag && pair.settings.c_iflag == found.c_iflag)
    }

    @Test func `a device that goes leaves the terminal as it was`() throws {
      let pair = try Pair()
      let found = pair.settings
      _ = try TerminalDevice(output: pair.inner, input: pair.inner)
      #expect(pair.settings.c_lflag == found.c_lflag)
      #expect(pair.received(upTo: "\u{1B}[?1049l").hasSuffix("\u{1B}[?1049l"))
    }

    @Test func `keys are read without waiting`() throws {
      let pair = try Pair()
      let device = try TerminalDevice(output: pair.inner, input: pair.inner)
      #expect(device.receive() == [])
      pair.type("a\u{1B}[A")
      // What is typed takes a moment through the system.
      var typed: [UInt8] = []
      for _ in 0..<5000 where typed.count < 4 {
        typed += device.receive() ?? []
        usleep(1000)
      }
      #expect(typed == Array("a\u{1B}[A".utf8))
      #expect(device.receive() == [])
    }

    @Test func `the size is asked for each time, and is 80×24 where it is unknown`() throws {
      let pair = try Pair()
      let device = try TerminalDevice(output: pair.inner, input: pair.inner)
      #expect(device.size == (80, 24))
      var size = winsize(ws_row: 31, ws_col: 97, ws_xpixel: 0, ws_ypixel: 0)
      #expect(unsafe ioctl(pair.outer, UInt(TIOCSWINSZ), &size) == 0)
      #expect(device.size == (97, 31))
    }

    @Test func `what is no terminal shows nothing, and types nothing`() throws {
      let pair = try Pair()
      var pipes: [Int32] = [0, 0]
      try #require(unsafe pipe(&pipes) == 0)
      defer { pipes.forEach { close($0) } }
      #expect(throws: TerminalError.notATerminal) { try TerminalDevice(output: pipes[1], input: pair.inner) }
      let device = try TerminalDevice(output: pair.inner, input: pipes[0])
      #expect(device.receive() == [])
      device.leave()
      #expect(pair.received(upTo: "\u{1B}[?1049l").hasSuffix("\u{1B}[?1049l"))
    }
  }
#endif
