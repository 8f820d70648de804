internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How a terminal was found, and the way back there: asked for, at the process's exit, or when a signal ends it.
///
/// A process has one terminal, so this is one for all. A signal's handler may do little more than system calls, hence
/// plain memory behind an atomic pointer.
enum TerminalRestoration {
  private struct Found {
    var output: Int32
    /// Nil where settings were left alone.
    var input: Int32?
    var settings: termios
  }

  /// The address of how it was; 0 while there is nothing to restore.
  private static let found = Atomic<UInt>(0)
  private static let isAtExit = Atomic<Bool>(false)

  /// The colors, wrapping, cursor and screen from before, and an end of what may be a half-sent frame.
  private static let closing: StaticString = "\u{1B}[?2026l\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

  /// Signals that end a process which does not care for them.
  private static let fatal = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV,
  ]

  /// Notes how the terminal is now.
  static func prepare(output: Int32, input: Int32?, settings: termios) {
    restore()
    let memory = UnsafeMutablePointer<Found>.allocate(capacity: 1)
    unsafe memory.initialize(to: Found(output: output, input: input, settings: settings))
    found.store(UInt(bitPattern: memory), ordering: .releasing)
    if !isAtExit.exchange(true, ordering: .relaxed) { atexit { TerminalRestoration.restore() } }
    coverSignals()
  }

  /// Handles the signals that have no other handler yet.
  static func coverSignals() {
    for number in fatal where TerminalRestoration.isDefault(number) {
      signal(number) { number in
        TerminalRestoration.restore()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Makes the terminal what it was; once.
  static func restore() {
    let address = found.exchange(0, ordering: .acquiringAndReleasing)
    guard let memory = unsafe UnsafeMutablePointer<Found>(bitPattern: address) else { return }
    // Its few bytes are never freed: that is not for a signal's handler.
    unsafe write(memory.pointee.output, closing.utf8Start, closing.utf8CodeUnitCount)
    if let input = unsafe memory.pointee.input { unsafe tcsetattr(input, TCSAFLUSH, &memory.pointee.settings) }
  }

  private static func isDefault(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      return unsafe action.__sigaction_handler.sa_handler == nil
    #elseif canImport(Musl)
      return unsafe action.__sa_handler.sa_handler == nil
    #else
      return unsafe action.__sigaction_u.__sa_handler == nil
    #endif
  }
}
