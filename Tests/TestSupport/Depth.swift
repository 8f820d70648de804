import RLEnvironmentKit
import Foundation

/// How much of an exhaustive test is run: every case where `RLCOORD_DEEP=1` asks for it, otherwise a sample.
///
/// Samples are drawn from `RLCOORD_SAMPLE_SEED`, 0 unless given. CI sets it from the commit, so that over time all cases
/// are drawn, and prints it, so that a failure can be repeated.
public enum Depth {
  public static let isDeep = ProcessInfo.processInfo.environment["RLCOORD_DEEP"] == "1"

  private static let seed =
    ProcessInfo.processInfo.environment["RLCOORD_SAMPLE_SEED"].flatMap { UInt64($0) } ?? 0

  /// All cases in the deep mode, otherwise `count` of them in their order.
  ///
  /// - Parameters:
  ///   - always: cases that no sample may miss, besides those drawn.
  ///   - file: with `line` distinguishes the samples of different tests.
  public static func sample<Case: Equatable>(
    _ cases: some Collection<Case>, _ count: Int, always: [Case] = [], file: String = #fileID, line: Int = #line
  ) -> [Case] {
    if isDeep || count >= cases.count { return Array(cases) }
    var random = random(file, line)
    var drawn = Set<Int>()
    while drawn.count < count { drawn.insert(random.below(cases.count)) }
    return cases.enumerated().filter { drawn.contains($0.offset) || always.contains($0.element) }.map(\.element)
  }

  /// A seed that changes with the sample's, for a test that makes its own cases.
  public static func seed(file: String = #fileID, line: Int = #line) -> UInt64 {
    var random = random(file, line)
    return random.next()
  }

  private static func random(_ file: String, _ line: Int) -> Philox {
    Philox(seed: fnv1a(Array("\(seed) \(file):\(line)".utf8)), lane: 0, purpose: .evaluation)
  }
}
