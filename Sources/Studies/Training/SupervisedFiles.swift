internal import RLEnvironmentKit
internal import Foundation
internal import RLNetworks
internal import RLResults
internal import RLRuns
internal import RLTensors

/// A run's files in a study's folder.
struct SupervisedFiles {
  let folder: String
  let name: String

  private var recordPath: String { "\(folder)/\(name).json" }
  private var weightsPath: String { "\(folder)/\(name).safetensors" }
  private var checkpointPath: String { "\(folder)/\(name).checkpoint" }

  private static let stateName = "training.state"
  private static let recordName = "record"

  // MARK: A finished run

  /// Keeps what a run came to, and removes its checkpoint.
  func finish(_ record: SupervisedRecord, _ learner: SupervisedLearner) throws {
    try File.replace(weightsPath, with: weights(of: record, learner))
    try File.replace(recordPath, with: Self.text(of: record))
    try File.remove(checkpointPath)
  }

  /// What a finished run came to, its weights in the learner's network; nil where there is none.
  func finished(like record: SupervisedRecord, _ learner: SupervisedLearner) throws -> SupervisedRecord? {
    guard File.exists(recordPath) else { return nil }
    let finished = try decode(File(recordPath, .reading).readAll(), from: recordPath)
    guard finished.repeats(record) else { throw StudyError.otherRun(path: recordPath) }
    let file = try read(weightsPath)
    let network = learner.network
    for parameter in network.exported {
      let (name, shape) = (parameter.name, parameter.shape.sizes)
      guard let entry = file.entries.first(where: { $0.name == name }), entry.shape == shape, let values = entry.values
      else { throw StudyError.damaged(path: weightsPath, reason: "it has no '\(name)' of \(shape)") }
      parameter.assign(values, in: network.parameters)
    }
    learner.refresh()
    return finished
  }

  private func weights(of record: SupervisedRecord, _ learner: SupervisedLearner) -> [UInt8] {
    let network = learner.network
    let entries = network.exported.map { $0.entry(in: network.parameters) }
    let metadata = ["study": record.study, "network": record.network, Seal.name: Seal.blank]
    return Seal.seal(Safetensors(metadata: metadata, entries: entries).serialized)
  }

  // MARK: A checkpoint

  /// Saves all that a run needs to resume.
  func keep(_ record: SupervisedRecord, _ learner: SupervisedLearner) throws {
    var archive = StateArchive()
    try learner.serialize(with: &archive)
    let bytes = archive.collected
    let file = Safetensors(
      metadata: [Self.recordName: String(decoding: try Self.text(of: record), as: UTF8.self), Seal.name: Seal.blank],
      entries: [
        Safetensors.Entry(name: Self.stateName, elementType: "U8", shape: [bytes.count], bytes: bytes)
      ])
    try File.replace(checkpointPath, with: Seal.seal(file.serialized))
  }

  /// Goes back to where a checkpoint stands, if there is one.
  func restore(_ record: inout SupervisedRecord, _ learner: SupervisedLearner) throws {
    guard File.exists(checkpointPath) else { return }
    let file = try read(checkpointPath)
    guard let state = file.entries.first(where: { $0.name == Self.stateName }) else {
      throw StudyError.damaged(path: checkpointPath, reason: "it has no '\(Self.stateName)'")
    }
    let kept = try decode(Array((file.metadata[Self.recordName] ?? "").utf8), from: checkpointPath)
    guard kept.repeats(record) else { throw StudyError.otherRun(path: checkpointPath) }
    do {
      var archive = StateArchive(reading: state.bytes)
      try learner.serialize(with: &archive)
      try archive.finish()
    } catch {
      throw StudyError.damaged(path: checkpointPath, reason: "\(error)")
    }
    record = kept
  }

  // MARK: Reading

  private func read(_ path: String) throws -> Safetensors {
    let bytes = try File(path, .reading).readAll()
    guard Seal.isIntact(bytes) == true else {
      throw StudyError.damaged(path: path, reason: "its digest is not its own")
    }
    do { return try Safetensors(parsing: bytes) } catch { throw StudyError.damaged(path: path, reason: "\(error)") }
  }

  private func decode(_ bytes: [UInt8], from path: String) throws -> SupervisedRecord {
    do { return try JSONDecoder().decode(SupervisedRecord.self, from: Data(bytes)) } catch {
      throw StudyError.damaged(path: path, reason: "it is not the record of a run")
    }
  }

  private static func text(of record: SupervisedRecord) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(record)) + [UInt8(ascii: "\n")]
  }
}
