import RLAgents
import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct CheckpointTests {
  static let spec = MinAtarBreakout().spec

  /// A checkpoint of the smallest kind, with made-up weights.
  static func small() throws -> Checkpoint {
    var checkpoint = Checkpoint(
      try RunConfiguration(environment: "minatar/breakout", agent: "ppo"), spec: spec, steps: 7, network: nil)
    checkpoint.weights = [Safetensors.Entry(name: "w", shape: [3], values: [1, 2, 3])]
    return checkpoint
  }

  /// What reading these bytes complains of.
  static func problem(_ bytes: [UInt8]) -> CheckpointError.Problem? {
    do throws(CheckpointError) {
      _ = try Checkpoint(parsing: bytes, path: "c")
      return nil
    } catch { return error.problem }
  }

  @Test func `what is written is read back`() throws {
    try withTemporaryFolder { folder in
      let run = try RunFolder.create(at: folder.path + "/run")
      try run.save(Self.small(), keeping: 1)
      let path = run.path + "/checkpoints/step-000000000007.safetensors"
      #expect(try Checkpoint(readingFrom: path) == Self.small())
      #expect(try Checkpoint(readingFrom: run.path) == Self.small())
      #expect(try FileManager.default.subpathsOfDirectory(atPath: run.path).count == 2)
    }
  }

  @Test func `the weights' digest is SHA-256 of their bytes`() throws {
    // printf '\0\0\200\077\0\0\0\100\0\0\100\100' | sha256sum
    #expect(try Self.small().weightsSHA256 == "8e628779e6a74ee0b36991c10158f63cafec7d340ad4e075592502c8708524dd")
  }

  @Test func `a checkpoint cut short anywhere is noticed`() throws {
    let file = try Self.small().serialized
    for count in file.indices {
      let problem = Self.problem(Array(file[..<count]))
      if case .truncated? = problem { continue }
      Issue.record("\(count) bytes: \(String(describing: problem))")
    }
    #expect(Self.problem(file + [0]) == .damaged)
  }

  @Test func `any flipped bit is noticed`() throws {
    let file = try Self.small().serialized
    var bytes = file
    for index in file.indices {
      for bit in 0..<8 {
        bytes[index] ^= 1 << UInt8(bit)
        if Self.problem(bytes) == nil { Issue.record("bit \(bit) of byte \(index)") }
        bytes[index] = file[index]
      }
    }
    #expect(Self.problem(file) == nil)
  }

  @Test func `a flipped bit in the weights is called damage`() throws {
    var file = try Self.small().serialized
    file[file.count - 1] ^= 1
    #expect(Self.problem(file) == .damaged)
  }

  @Test func `another program's files are distinguished from damage`() {
    #expect(Self.problem(SafetensorsTests.small.serialized) == .foreign)
    #expect(Self.problem(Array("# Some text, long enough for a length".utf8)) == .notSafetensors)
  }

  @Test func `fields this version does not know are named`() throws {
    var checkpoint = try Self.small()
    checkpoint.network.name = "brain"
    #expect(Self.problem(checkpoint.serialized) == .unknownField(name: "network", value: "brain"))

    var metadata = ["format": "rlcoord-checkpoint", "formatVersion": "9", Seal.name: Seal.blank]
    #expect(Self.problem(Self.sealed(metadata)) == .otherFormatVersion("9"))
    metadata["formatVersion"] = "2"
    #expect(Self.problem(Self.sealed(metadata)) == .unknownField(name: "environment", value: nil))
  }

  private static func sealed(_ metadata: [String: String]) -> [UInt8] {
    Seal.seal(Safetensors(metadata: metadata, entries: []).serialized)
  }

  @Test func `another environment's agent is refused`() throws {
    let other = MinAtarSpaceInvaders().spec
    #expect(
      throws: CheckpointError(
        path: "c", problem: .otherEnvironment(trained: "minatar/breakout", asked: "minatar/space-invaders"))
    ) { try Self.small().check(for: other, path: "c") }
    var changed = Self.spec
    changed.actionNames.append("jump")
    #expect(throws: CheckpointError(path: "c", problem: .changedEnvironment("minatar/breakout"))) {
      try Self.small().check(for: changed, path: "c")
    }
  }

  @Test func `weights that are not the network's are refused`() throws {
    let zeros = Safetensors.Entry(
      name: "conv1.weight", shape: [16, 4, 3, 3], values: [Float](repeating: 0, count: 576))
    let turned = Safetensors.Entry(
      name: "conv1.weight", shape: [3, 3, 4, 16], values: [Float](repeating: 0, count: 576))
    var checkpoint = try Self.small()
    func problem() -> CheckpointError.Problem? {
      let error = #expect(throws: CheckpointError.self) { try checkpoint.makeNetwork(for: Self.spec, path: "c") }
      return error?.problem
    }
    #expect(problem() == .missingWeight(name: "conv1.weight", shape: [16, 4, 3, 3]))
    checkpoint.weights = [zeros]
    #expect(problem() == .missingWeight(name: "conv1.bias", shape: [16]))
    checkpoint.weights = [turned]
    #expect(problem() == .wrongShape(name: "conv1.weight", expected: [16, 4, 3, 3], found: [3, 3, 4, 16]))
  }

  @Test(arguments: [
    (CheckpointError.Problem.absent, "the folder 'c' holds no checkpoint; give the folder of a run that has saved one"),
    (.notSafetensors, "'c' is not a checkpoint: it is not a safetensors file"),
    (
      .truncated(expected: 9, actual: 2),
      "'c' is cut short: 2 bytes where at least 9 are needed; it must be copied or trained again"
    ),
    (.damaged, "'c' is damaged: its bytes are not those that were written; it must be copied or trained again"),
    (.foreign, "'c' is a safetensors file, but not one that rlcoord wrote"),
    (
      .otherFormatVersion("9"),
      "'c' has the format version 9; this is rlcoord \(RLCoord.version), which reads version 2"
    ),
    (.unknownField(name: "network", value: "brain"), "'c' has the unknown network 'brain'"),
    (.unknownField(name: "seed", value: nil), "'c' has no field 'seed'"),
    (
      .otherEnvironment(trained: "a/b", asked: "c/d"),
      "'c' was trained in a/b, not in c/d; run `rlcoord run a/b` with it"
    ),
    (.changedEnvironment("a/b"), "'c' was trained in a a/b with other observations or actions than this version's"),
    (.missingWeight(name: "w", shape: [2, 3]), "'c' lacks the weight 'w' of shape [2, 3]"),
    (.wrongShape(name: "w", expected: [1], found: [2]), "'c' has the weight 'w' in shape [2] instead of [1]"),
    (.surplusWeight(name: "w"), "'c' has the weight 'w', which its network does not"),
    (.notResumable, "'c' holds an agent without its training state; it can be evaluated, not resumed"),
    (.impossibleState("no"), "'c' cannot be resumed: no"),
    (
      .otherConfiguration(setting: "gamma"),
      "'c' was saved with another gamma than config.yaml has now; change it back to resume"
    ),
  ])
  func `every problem is reported in one line`(problem: CheckpointError.Problem, text: String) {
    #expect(CheckpointError(path: "c", problem: problem).description == text)
  }
}
