internal import Foundation

/// This process's memory as the kernel counts it.
public enum ProcessMemory {
  /// The largest resident size so far, in bytes; 0 where the system does not say.
  public static var peak: Int { status("VmHWM") }

  /// Forgets the largest resident size, where the system can.
  public static func resetPeak() {
    // Linux: writing 5 sets the high-water mark to the present size.
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
  }

  private static func status(_ key: String) -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    for line in text.split(separator: "\n") where line.hasPrefix(key + ":") {
      return (line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
    return 0
  }
}
