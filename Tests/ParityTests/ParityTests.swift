import Environments
import Foundation
import Parity
import Testing

/// Replays what the Python packages did; every line must be repeated.
@Suite(
  .enabled(
    if: TraceFolder.isExpected,
    "no reference traces: set RLCOORD_TRACES to their folder, or put them into ../shared/parity/traces"))
struct ParityTests {
  static let files = TraceFolder.files(prefixes: ["minatar-", "minigrid-"])

  @Test func `there are traces of every world that repeats a package's`() throws {
    let recorded = Set(Self.files.map { $0.lastPathComponent.replacing(/-seed.*/, with: "") })
    let listed = EnvironmentCatalogue.entries.flatMap { entry -> [String] in
      switch entry.family {
      // The full action set is recorded; the minimal one is a choice of it.
      case "minatar" where entry.name.hasSuffix("-full"):
        return [entry.name.replacing("-full", with: "").replacing("-", with: "_").replacing("/", with: "-")]
      case "minigrid":
        return entry.aliases.map { $0.replacing("MiniGrid-", with: "minigrid-") }
      default:
        return []
      }
    }
    #expect(recorded == Set(listed))
  }

  @Test(arguments: files) func `a trace is repeated line by line`(file: URL) throws {
    var check = ParityCheck()
    try check.replay(file.path) { difference in Issue.record("\(difference)") }
    #expect(check.traces == 1)
    #expect(check.steps >= 2000)
  }
}
