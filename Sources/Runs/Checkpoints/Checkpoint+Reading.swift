internal import RLAgents
public import RLEnvironmentKit
public import RLEnvironments
internal import Foundation
public import RLNetworks
internal import RLResults
internal import RLTensors

extension Checkpoint {
  /// Reads and verifies a checkpoint.
  /// - Parameter path: the file, or the folder of the run that wrote it.
  public init(readingFrom path: String) throws(CheckpointError) {
    let file = Checkpoint.file(at: path)
    if File.isFolder(file) { throw CheckpointError(path: path, problem: .absent) }
    // A device or a pipe may have no end.
    if File.exists(file), !File.isFile(file) { throw CheckpointError(path: file, problem: .notSafetensors) }
    let bytes: [UInt8]
    do { bytes = try File(file, .reading).readAll() } catch {
      throw CheckpointError(path: file, problem: .unreadable(error))
    }
    try self.init(parsing: bytes, path: file)
  }

  /// The checkpoint that a path means: itself, or the latest of that run's folder, if it has any.
  public static func file(at path: String) -> String { RunFolder(existing: path).latestCheckpoint?.path ?? path }

  /// Reads and verifies what ``serialized`` gave.
  /// - Parameter path: what errors call the file.
  public init(parsing bytes: [UInt8], path: String) throws(CheckpointError) {
    let file: Safetensors
    do { file = try Safetensors(parsing: bytes) } catch {
      throw CheckpointError(path: path, problem: Problem(error))
    }
    switch (file.metadata["format"] == Checkpoint.format, Seal.isIntact(bytes)) {
    case (true, true?): break
    case (true, _), (false, false?): throw CheckpointError(path: path, problem: .damaged)
    case (false, _): throw CheckpointError(path: path, problem: .foreign)
    }
    do { try self.init(file) } catch { throw CheckpointError(path: path, problem: error) }
  }

  private typealias Problem = CheckpointError.Problem

  private init(_ file: Safetensors) throws(CheckpointError.Problem) {
    func field<T>(_ name: String, _ convert: (String) -> T?) throws(CheckpointError.Problem) -> T {
      guard let text = file.metadata[name] else { throw .unknownField(name: name, value: nil) }
      guard let value = convert(text) else { throw .unknownField(name: name, value: text) }
      return value
    }
    let version = try field("formatVersion") { $0 }
    guard version == Checkpoint.formatVersion else { throw .otherFormatVersion(version) }
    environment = try field("environment") { $0 }
    level = file.metadata["level"].map(LevelCopy.init)
    observationShape = try field("observationShape", Checkpoint.list)
    actionNames = try field("actionNames", Checkpoint.list)
    agent = try field("agent") { AgentConfiguration.names.contains($0) ? $0 : nil }
    network = NetworkConfiguration(
      name: try field("network") { PolicyArchitecture.named($0)?.name },
      convolution: try field("convolution", ConvolutionChoice.init(rawValue:)),
      precision: try field("precision", Precision.init(rawValue:)),
      normalizesObservations: file.metadata["normalizeObservations"] == "yes")
    steps = try field("steps") { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
    seed = try field("seed") { UInt64($0) }
    provenance = Provenance(
      version: file.metadata["version"], oneDNN: file.metadata["oneDNNVersion"],
      instructions: file.metadata["instructions"])
    weights = file.entries.filter { $0.name != Resumption.stateName }
    if let state = file.entries.first(where: { $0.name == Resumption.stateName }) {
      resumption = Resumption(configuration: try field("configuration") { $0 }, state: state.bytes)
    }
  }
}

extension Checkpoint {
  /// The elements of a JSON array.
  private static func list<Element: Decodable>(_ text: String) -> [Element]? {
    try? JSONDecoder().decode([Element].self, from: Data(text.utf8))
  }
}

extension CheckpointError.Problem: Error {
  fileprivate init(_ error: SafetensorsError) {
    switch error {
    case .notSafetensors: self = .notSafetensors
    case .truncated(let expected, let actual): self = .truncated(expected: expected, actual: actual)
    case .surplus, .header, .malformed, .unknownElementType, .wrongSize, .misplaced: self = .damaged
    }
  }
}

extension Checkpoint {
  /// Checks that this is an agent for an environment as it is today.
  /// - Parameter path: what errors call the file.
  public func check(for spec: EnvironmentSpec, path: String) throws(CheckpointError) {
    guard spec.name == environment else {
      throw CheckpointError(path: path, problem: .otherEnvironment(trained: environment, asked: spec.name))
    }
    guard spec.observationShape == observationShape, spec.actionNames == actionNames else {
      throw CheckpointError(path: path, problem: .changedEnvironment(environment))
    }
  }

  /// Checks that this is an agent for the environment of that name or alias.
  /// - Parameter path: what errors call the file.
  /// - Throws: ``UnknownName`` for the environment, ``CheckpointError`` for the checkpoint.
  public func check(forEnvironment name: String, path: String) throws {
    try check(for: entry(named: name).spec, path: path)
  }

  /// The environment it was trained in; an own level as it was then.
  public var entry: EnvironmentEntry { get throws { try entry(named: environment) } }

  /// The environment of that name or alias; the own level it was trained in as it was then.
  func entry(named designator: String) throws -> EnvironmentEntry {
    let isTheSame = EnvironmentCatalog.name(of: designator) == EnvironmentCatalog.name(of: environment)
    return try Names.environment(designator, level: isTheSame ? level?.text : nil)
  }

  /// One line where the level's file has changed since the agent was trained.
  public var levelWarning: String? { level?.warning(for: environment) }

  /// The network with these weights; nil for an agent that has none.
  /// - Parameter path: what errors call the file.
  /// - Throws: ``CheckpointError`` where the weights are not exactly the network's, and what building it throws.
  public func makeNetwork(for spec: EnvironmentSpec, path: String) throws -> PolicyNetwork? {
    guard agent != "random" else { return nil }
    let network = try network.makeNetwork(for: spec)
    try assignWeights(to: network, path: path)
    return network
  }

  /// Puts these weights into a network, which must have exactly them.
  /// - Parameter path: what errors call the file.
  func assignWeights(to network: PolicyNetwork, path: String) throws(CheckpointError) {
    var surplus = Dictionary(weights.map { ($0.name, $0) }) { first, _ in first }
    for parameter in network.exported {
      let expected = parameter.shape.sizes
      guard let entry = surplus.removeValue(forKey: parameter.name), let values = entry.values else {
        throw CheckpointError(path: path, problem: .missingWeight(name: parameter.name, shape: expected))
      }
      guard entry.shape == expected else {
        let problem = Problem.wrongShape(name: parameter.name, expected: expected, found: entry.shape)
        throw CheckpointError(path: path, problem: problem)
      }
      parameter.assign(values, in: network.parameters)
    }
    if let name = surplus.keys.min() { throw CheckpointError(path: path, problem: .surplusWeight(name: name)) }
  }
}
