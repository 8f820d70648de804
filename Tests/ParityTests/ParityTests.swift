import RLEnvironments
import Foundation
import RLParity
import TestSupport
import Testing

/// Replays what the Python packages did; every line must be repeated.
@Suite(
  .timeLimit(.minutes(20)),
  .enabled(
    if: TraceFolder.isExpected,
    "no reference traces: set RLCOORD_TRACES to their folder, or put them into ../shared/parity/traces"))
struct ParityTests {
  static let files = TraceFolder.files(prefixes: ["minatar-", "minigrid-"])

  @Test func `there are traces of every world that repeats a package's`() throws {
    try #require(
      !Self.files.isEmpty, "no reference traces in \(TraceFolder.url.path): set RLCOORD_TRACES to their folder")
    let recorded = Set(Self.files.map { $0.lastPathComponent.replacing(/-seed.*/, with: "") })
    let expected = EnvironmentCatalog.repeatedWorlds.map { world in
      world.hasPrefix("MiniGrid-")
        ? world.replacing("MiniGrid-", with: "minigrid-")
        : world.replacing("-full", with: "").replacing("-", with: "_").replacing("/", with: "-")
    }
    #expect(recorded == Set(expected))
  }

  @Test(arguments: Depth.sample(files, 32)) func `a trace is repeated line by line`(file: URL) throws {
    var check = ParityCheck()
    try check.replay(file.path) { difference in Issue.record("\(difference)") }
    #expect(check.traces == 1)
    #expect(check.steps >= 2000)
  }
}
