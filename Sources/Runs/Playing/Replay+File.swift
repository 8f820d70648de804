internal import FoundationEssentials
public import RLResults

/// One JSON object with a digest of itself.
extension Replay {
  /// The file.
  public var serialized: [UInt8] {
    let record = JSON.record([
      "format": .string(Replay.format), "formatVersion": .string(Replay.formatVersion), Seal.name: .string(Seal.blank),
      "version": .string(version), "environment": .string(environment),
      "level": level.map { .string($0.text) } ?? .null, "seed": .integer(seed), "return": .number(episodeReturn),
      "digest": .integer(digest), "actions": .array(actions.map(JSON.count)),
    ])
    return Seal.seal(Array((record.text + "\n").utf8))
  }

  /// Puts the replay in the place of the file in one step.
  public func write(to path: String) throws(FileError) { try File.replace(path, with: serialized) }

  /// Reads and verifies a replay; whether it still plays the same is for ``check(in:path:)``.
  public init(readingFrom path: String) throws(ReplayError) {
    let bytes: [UInt8]
    do { bytes = try File(path, .reading).readAll() } catch {
      throw ReplayError(path: path, problem: .unreadable(error))
    }
    try self.init(parsing: bytes, path: path)
  }

  /// Reads and verifies what ``serialized`` gave.
  ///
  /// - Parameter path: what errors call the file.
  public init(parsing bytes: [UInt8], path: String) throws(ReplayError) {
    do throws(ReplayError.Problem) { try self.init(parsing: bytes) } catch {
      throw ReplayError(path: path, problem: error)
    }
  }

  private init(parsing bytes: [UInt8]) throws(ReplayError.Problem) {
    // A file that is too short to decide may be the start of a replay.
    let beginning = Array("{\"format\":\"\(Replay.format)\"".utf8)
    let hasBeginning = bytes.prefix(beginning.count).elementsEqual(beginning.prefix(bytes.count))
    switch (hasBeginning, Seal.isIntact(bytes)) {
    case (true, true?): break
    case (true, _), (false, false?): throw .damaged
    case (false, _): throw .notAReplay
    }
    let fields: Fields
    do {
      let version = try JSONDecoder().decode(FormatVersion.self, from: Data(bytes)).formatVersion
      guard version == Replay.formatVersion else { throw ReplayError.Problem.otherFormatVersion(version) }
      fields = try JSONDecoder().decode(Fields.self, from: Data(bytes))
    } catch let problem as ReplayError.Problem {
      throw problem
    } catch {
      throw .malformed
    }
    environment = fields.environment
    level = fields.level.map(LevelCopy.init)
    seed = fields.seed
    actions = fields.actions
    version = fields.version
    episodeReturn = fields.return
    digest = fields.digest
  }

  private struct FormatVersion: Decodable {
    let formatVersion: String
  }

  private struct Fields: Decodable {
    let version: String
    let environment: String
    let level: String?
    let seed: UInt64
    let `return`: Double
    let digest: UInt64
    let actions: [Int]
  }
}
