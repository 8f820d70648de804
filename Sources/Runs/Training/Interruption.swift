import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A person's wish to stop: the first Control-C (or SIGTERM) is noted, the second ends the process at once.
public enum Interruption {
  private static let isNoted = Atomic<Bool>(false)

  /// Whether there was a first.
  public static var isRequested: Bool { isNoted.load(ordering: .relaxed) }

  /// Starts to note signals, even where whoever started the process had blocked them.
  public static func watch() {
    isNoted.store(false, ordering: .relaxed)
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    unsafe sigaddset(&blocked, SIGINT)
    unsafe sigaddset(&blocked, SIGTERM)
    unsafe pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // Only what a signal handler may do: an atomic store and a system call.
        Interruption.isNoted.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
