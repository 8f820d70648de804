import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A person's wish to stop: the first Control-C (or SIGTERM) is noted, the second ends the process at once, with a line.
public enum Interruption {
  /// The first signal's number; 0 before it.
  private static let noted = Atomic<Int32>(0)

  /// Whether there was a first.
  public static var isRequested: Bool { noted.load(ordering: .relaxed) != 0 }

  /// The exit code that shells report for a process that the noted signal ended: 130 after Control-C, 143 after SIGTERM.
  public static var exitCode: Int32 {
    let number = noted.load(ordering: .relaxed)
    return 128 + (number == 0 ? SIGINT : number)
  }

  /// Starts to note signals, even where whoever started the process had blocked them.
  public static func watch() {
    noted.store(0, ordering: .relaxed)
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    unsafe sigaddset(&blocked, SIGINT)
    unsafe sigaddset(&blocked, SIGTERM)
    unsafe pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // Only what a signal handler may do: atomic loads and stores, and system calls.
        if Interruption.isRequested {
          let line: StaticString = "\nstopped at once; what was saved before is kept\n"
          _ = unsafe write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
          _exit(128 + number)
        }
        Interruption.noted.store(number, ordering: .relaxed)
      }
    }
  }
}
