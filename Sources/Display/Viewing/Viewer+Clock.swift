#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension Viewer.Clock {
  /// The machine's clock, which never goes back.
  public static var system: Viewer.Clock {
    let clock = ContinuousClock()
    let start = clock.now
    return Viewer.Clock(
      now: { (clock.now - start) / .seconds(1) },
      sleep: { seconds in
        guard seconds > 0 else { return }
        usleep(UInt32(min(seconds, 1) * 1e6))
      })
  }
}
