public import Foundation

/// Reads traces: JSON lines, gzipped.
public enum TraceReader {
  /// Reads a whole trace.
  ///
  /// - Parameters:
  ///   - file: ends in `.jsonl.gz`.
  ///   - header: the type line 1 is decoded to.
  /// - Throws: ``TraceError``.
  public static func read<Header: Decodable & Sendable>(
    _ file: URL, header: Header.Type
  ) throws(TraceError) -> Trace<Header> {
    let name = file.lastPathComponent
    let rows = try unpack(file).split(separator: UInt8(ascii: "\n"))
    guard let first = rows.first, let decoded = try? JSONDecoder().decode(Header.self, from: Data(first)) else {
      throw .malformed(name: name, line: 1, text: rows.first.map { String(decoding: $0, as: UTF8.self) } ?? "")
    }
    var lines: [Trace<Header>.Line] = []
    lines.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated().dropFirst() {
      guard let line: Trace<Header>.Line = parse(Data(row)) else {
        throw .malformed(name: name, line: index + 1, text: String(decoding: row, as: UTF8.self))
      }
      lines.append(line)
    }
    return Trace(name: name, header: decoded, lines: lines)
  }

  private static func parse<Header>(_ row: Data) -> Trace<Header>.Line? {
    if row.first == UInt8(ascii: "[") { return parseStep(String(decoding: row, as: UTF8.self)) }
    let value = try? JSONSerialization.jsonObject(with: row)
    guard let fields = value as? [String: Any], let observation = fields["obs"] as? String else { return nil }
    let scene = (fields["full"] as? String).map { map in
      let carrying = fields["carrying"].map { $0 as? [Int] ?? [] }
      return Trace<Header>.Scene(mission: fields["mission"] as? String, map: map, carrying: carrying)
    }
    if let episode = fields["reset"] as? Int { return .reset(episode: episode, observation: observation, scene: scene) }
    if let step = fields["at"] as? Int { return .observation(step: step, observation, scene: scene) }
    return nil
  }

  /// Reads `[action,reward,terminated,truncated,"hash"]` as the recorder writes it. The reward is read by Swift itself:
  /// Foundation takes 0.9369999999999999 for 0.937.
  private static func parseStep<Header>(_ row: String) -> Trace<Header>.Line? {
    let parts = row.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard row.hasSuffix("\"]"), parts.count == 5, let action = Int(parts[0]), let reward = Double(parts[1]),
      let isTerminated = Int(parts[2]), let isTruncated = Int(parts[3]), parts[4].hasPrefix("\"")
    else { return nil }
    return .step(
      action: action, reward: reward, isTerminated: isTerminated != 0, isTruncated: isTruncated != 0,
      hash: String(parts[4].dropFirst().dropLast()))
  }

  private static func unpack(_ file: URL) throws(TraceError) -> Data {
    let name = file.lastPathComponent
    let gzip = Process()
    let (output, errors) = (Pipe(), Pipe())
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", "--", file.path]
    gzip.standardOutput = output
    gzip.standardError = errors
    do { try gzip.run() } catch { throw .notUnpacked(name: name, reason: error.localizedDescription) }
    // Output first, to its end: gzip would wait for a reader of a full pipe. Its complaints are short.
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    gzip.waitUntilExit()
    guard gzip.terminationStatus == 0 else {
      throw .notUnpacked(name: name, reason: complaint.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return data
  }
}
