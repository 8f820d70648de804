import RLAgents
import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// Damage to the whole file of a run that can be resumed, not only to a made-up one.
@Suite(.timeLimit(.minutes(20))) struct CheckpointDamageTests {
  /// The file of a run that was stopped after its first iteration.
  private static func file(_ agent: String) throws -> [UInt8] {
    try withTemporaryFolder { folder in
      let others = agent == "random" ? [] : ["optimizer=sgd"]
      let training = try SmallRun(agent: agent, evaluations: 0, others: others).begin(in: folder.path + "/run")
      try training.run(iterations: 1)
      return [UInt8](try Data(contentsOf: URL(filePath: #require(training.folder.latestCheckpoint).path)))
    }
  }

  /// Every point in the deep mode; without optimization those within the weights take long.
  @Test(arguments: AgentConfiguration.names)
  func `a file cut short anywhere is named as cut`(agent: String) throws {
    let file = try Self.file(agent)
    let header = 8 + Int(Safetensors.littleEndian(file[..<8], as: UInt64.self))
    let all = Array(file.indices)
    let points = Depth.sample(all[..<header], 200) + Depth.sample(all[header...], 200, always: [header])
    for count in points + [file.count - 1] {
      let problem = CheckpointTests.problem(Array(file[..<count]))
      guard case .truncated(let expected, count)? = problem, expected > count else {
        Issue.record("\(count) of \(file.count) bytes: \(String(describing: problem))")
        continue
      }
    }
    #expect(CheckpointTests.problem(file) == nil)
  }

  @Test(arguments: AgentConfiguration.names)
  func `any flipped bit is named`(agent: String) throws {
    let file = try Self.file(agent)
    var random = SplitMix64(17)
    var bytes = file
    var problems: Set<String> = []
    for _ in 0..<(agent == "random" ? 1000 : 500) {
      let (index, bit) = (Int.random(in: file.indices, using: &random), UInt8.random(in: 0..<8, using: &random))
      bytes[index] ^= 1 << bit
      guard let problem = CheckpointTests.problem(bytes) else {
        Issue.record("bit \(bit) of byte \(index)")
        continue
      }
      problems.insert("\(problem)".prefix { $0 != "(" }.description)
      bytes[index] = file[index]
    }
    #expect(problems.contains("damaged"))
  }

  /// Each claims much more than there is; what is said is believed only after it is compared with the file's size.
  @Test func `a length that lies takes no memory`() throws {
    let huge = 1 << 60
    func file(_ header: String, claiming length: Int? = nil) -> [UInt8] {
      let length = length ?? header.utf8.count
      return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
    }
    func entry(_ shape: String, _ end: Int) -> String {
      "{\"w\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[0,\(end)]}}"
    }
    #expect(CheckpointTests.problem(file("{}", claiming: huge)) == .notSafetensors)
    guard case .truncated? = CheckpointTests.problem(file("{}", claiming: Int(Safetensors.greatestHeader) - 1)) else {
      Issue.record("a header of the greatest length")
      return
    }
    for text in [
      entry("[\(huge / 4)]", huge), entry("[\(1 << 30),\(1 << 28)]", huge), entry("[4294967296,4294967296]", huge),
      entry("[\(Int.max)]", Int.max), entry("[1000000000]", 4_000_000_000),
    ] {
      let problem = CheckpointTests.problem(file(text))
      switch problem {
      case .truncated, .damaged: continue
      default: Issue.record("\(text): \(String(describing: problem))")
      }
    }
  }
}
