internal import FoundationEssentials
public import RLResults
internal import SwiftProtobuf

/// A run's numbers for TensorBoard, in a file `events.out.tfevents.<seconds>.<host>` of the run's folder.
///
/// It holds nothing that `metrics.jsonl` and `evaluations.jsonl` do not, so it need not survive a crash: resuming a run
/// writes it again from them.
///
/// Source: tensorflow/core/lib/io/record_writer.h for the framing, `event.proto` for what is framed.
public struct EventFile {
  static let stem = "events.out.tfevents."
  private let file: File

  /// Puts a file with what a run measured so far, nothing for a new run, in the place of the folder's event files.
  ///
  /// - Parameters:
  ///   - folder: of the run.
  ///   - lines: of `metrics.jsonl`.
  ///   - evaluations: lines of `evaluations.jsonl`.
  ///   - time: now, in Unix seconds. TensorBoard shows a folder's files in the order of these.
  public static func rewrite(
    folder: String, from lines: [MetricsLine], evaluations: [MetricsLine] = [], time: Double
  ) throws(FileError) -> EventFile {
    let old = try names(in: folder)
    var first = Tensorboard_Event()
    first.wallTime = time
    first.fileVersion = "brain.Event:2"
    var bytes = record(first)
    var waiting = evaluations[...]
    for line in lines {
      // An evaluation comes after the line of the same step, as it does during a run.
      while let next = waiting.first, next.steps < line.steps {
        bytes += record(waiting.removeFirst(), EventTags.evaluation)
      }
      bytes += record(line, EventTags.training)
    }
    for evaluation in waiting { bytes += record(evaluation, EventTags.evaluation) }

    let name = stem + "\(Int64(time)).\(ProcessInfo.processInfo.hostName)"
    try File.replace("\(folder)/\(name)", with: bytes)
    for other in old where other != name { try File.remove("\(folder)/\(other)") }
    return EventFile(file: try File("\(folder)/\(name)", .appending))
  }

  /// Removes a folder's event files.
  static func remove(from folder: String) throws(FileError) {
    for name in try names(in: folder) { try File.remove("\(folder)/\(name)") }
  }

  private static func names(in folder: String) throws(FileError) -> [String] {
    do { return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(stem) } } catch {
      throw FileError(attempt: "read", path: folder, reason: "its files cannot be listed")
    }
  }

  /// Adds a line of `metrics.jsonl`, handing it to the system before it returns.
  public func append(_ line: MetricsLine) throws(FileError) {
    try file.write(EventFile.record(line, EventTags.training))
  }

  /// Adds a line of `evaluations.jsonl`, handing it to the system before it returns.
  public func append(evaluation line: MetricsLine) throws(FileError) {
    try file.write(EventFile.record(line, EventTags.evaluation))
  }
}

extension EventFile {
  private static func record(_ line: MetricsLine, _ tags: EventTags.Table) -> [UInt8] {
    var event = Tensorboard_Event()
    event.wallTime = line["time"] ?? 0
    event.step = Int64(line.steps)
    event.summary.value = tags.compactMap { tag, value in
      guard let value = value(line) else { return nil }
      var scalar = Tensorboard_Summary.Value()
      scalar.tag = tag
      scalar.simpleValue = Float(value)
      return scalar
    }
    return record(event)
  }

  /// An event as a TFRecord: length, its checksum, the event, its checksum; numbers lowest byte first.
  private static func record(_ event: Tensorboard_Event) -> [UInt8] {
    guard let data: [UInt8] = try? event.serializedBytes() else { preconditionFailure("an event lacks nothing") }
    let length = littleEndian(UInt64(data.count))
    return length + littleEndian(CRC32C.masked(length)) + data + littleEndian(CRC32C.masked(data))
  }

  private static func littleEndian<N: FixedWidthInteger>(_ number: N) -> [UInt8] {
    (0..<N.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
