import Foundation
import RLTensors
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// Bits follow the version, oneDNN's version and the processor's instructions, so whoever resumes with others hears of it.
@Suite(.timeLimit(.minutes(20))) struct ProvenanceTests {
  @Test func `a checkpoint and the log say what computed them`() throws {
    try withTemporaryFolder { folder in
      let training = try SmallRun(evaluations: 0).begin(in: folder.path + "/run")
      try training.run(iterations: 1)
      let found = try Checkpoint(readingFrom: training.folder.path).provenance
      #expect(
        found
          == Provenance(version: RLCoord.version, oneDNN: oneDNNVersion, instructions: instructionSet))
      let log = try String(contentsOfFile: training.folder.eventsPath, encoding: .utf8)
      #expect(log.contains(", oneDNN \(oneDNNVersion) with \(instructionSet)\n"))
    }
  }

  @Test func `a processor's instructions have a name`() {
    #expect(instructionSet.contains("sse") || instructionSet.contains("avx") || instructionSet == "other")
    // bfloat16 is computed with AVX-512 alone.
    if ElementType.bfloat16.isSupported { #expect(instructionSet.hasPrefix("avx512") || instructionSet == "other") }
  }

  static let others: [(Provenance, String?)] = {
    let now = Provenance.current
    var (version, oneDNN, instructions, all, none) = (now, now, now, now, now)
    version.version = "0.0.1"
    oneDNN.oneDNN = "1.2.3"
    instructions.instructions = "sse41"
    all = Provenance(version: "0.0.1", oneDNN: "1.2.3", instructions: "sse41")
    none = Provenance()
    func sentence(_ before: String, _ after: String) -> String {
      "trained with \(before) so far, resuming with \(after): results may differ in their last bits"
    }
    return [
      (now, nil), (none, nil), (version, sentence("rlcoord 0.0.1", "rlcoord \(RLCoord.version)")),
      (oneDNN, sentence("oneDNN 1.2.3", "oneDNN \(oneDNNVersion)")),
      (instructions, sentence("instructions sse41", "instructions \(instructionSet)")),
      (
        all,
        sentence(
          "rlcoord 0.0.1, oneDNN 1.2.3, instructions sse41",
          "rlcoord \(RLCoord.version), oneDNN \(oneDNNVersion), instructions \(instructionSet)")
      ),
    ]
  }()

  @Test(arguments: others)
  func `resuming with another is a warning, in the log as well`(before: Provenance, warning: String?) throws {
    try withTemporaryFolder { folder in
      let training = try SmallRun(evaluations: 0).begin(in: folder.path + "/run")
      let run = training.folder
      try training.run(iterations: 1)
      var checkpoint = try Checkpoint(readingFrom: run.path)
      checkpoint.provenance = before
      try checkpoint.write(to: #require(run.latestCheckpoint).path)
      #expect(try Checkpoint(readingFrom: run.path).provenance == before)

      let resumed = try Training(resuming: run, threads: 1)
      #expect(resumed.warnings == resumed.configuration.warnings + (warning.map { [$0] } ?? []))
      try resumed.run(iterations: 1)
      let log = try String(contentsOfFile: run.eventsPath, encoding: .utf8)
      #expect(log.contains("so far, resuming with") == (warning != nil))
      if let warning { #expect(log.contains("warning: \(warning)\n")) }
    }
  }
}
