#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The process's own terminal: a screen of its own on standard output, single keys from standard input.
///
/// It is left as it was found by ``leave()``, when the device goes, and when the process exits or dies of a signal.
final class TerminalDevice: TerminalPort {
  private let output: Int32
  private let input: Int32
  private let readsKeys: Bool

  /// Takes the terminal over.
  ///
  /// - Parameters:
  ///   - output: an open file that is to be a terminal.
  ///   - input: one that may be.
  /// - Throws: ``TerminalError/notATerminal``, or ``TerminalError/refused(reason:)`` with the system's reason.
  init(output: Int32 = STDOUT_FILENO, input: Int32 = STDIN_FILENO) throws(TerminalError) {
    (self.output, self.input) = (output, input)
    guard isatty(output) == 1 else { throw .notATerminal }
    var settings = termios()
    readsKeys = unsafe isatty(input) == 1 && tcgetattr(input, &settings) == 0
    TerminalRestoration.prepare(output: output, input: readsKeys ? input : nil, settings: settings)
    if readsKeys { try setKeyByKey(settings) }
    try send(Array(TerminalDevice.opening.utf8))
  }

  deinit { leave() }

  /// Another screen, a hidden cursor, no wrapping at the right edge.
  private static let opening = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"

  #if canImport(Darwin)
    private static let noKey: UInt8 = 0xFF
  #else
    private static let noKey: UInt8 = 0
  #endif

  /// Keys come one by one and unseen; Control-C still interrupts, while Control-Z, Control-S and Control-Q do nothing.
  private func setKeyByKey(_ found: termios) throws(TerminalError) {
    var settings = found
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    settings.c_iflag &= ~tcflag_t(IXON)
    unsafe withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      unsafe characters[Int(VMIN)] = 0
      unsafe characters[Int(VTIME)] = 0
      unsafe characters[Int(VSUSP)] = TerminalDevice.noKey
    }
    guard unsafe tcsetattr(input, TCSAFLUSH, &settings) == 0 else { throw lastRefusal() }
  }

  /// A terminal that does not report its size has the usual 80×24.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    let isKnown = unsafe ioctl(output, UInt(TIOCGWINSZ), &size) == 0
    guard isKnown && size.ws_col > 0 && size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  func send(_ bytes: [UInt8]) throws(TerminalError) {
    TerminalRestoration.coverSignals()
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe write(output, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        // The descriptor is non-blocking; wait until it takes more.
        var wait = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        unsafe poll(&wait, 1, -1)
      } else if errno != EINTR {
        throw lastRefusal()
      }
    }
  }

  func receive() -> [UInt8]? {
    guard readsKeys else { return [] }
    var wait = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&wait, 1, 0) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(input, $0.baseAddress, $0.count) }
    if count > 0 { return Array(bytes.prefix(count)) }
    return wait.revents & Int16(POLLHUP | POLLERR | POLLNVAL) == 0 ? [] : nil
  }

  func leave() { TerminalRestoration.restore() }

  private func lastRefusal() -> TerminalError { .refused(reason: unsafe String(cString: strerror(errno))) }
}
