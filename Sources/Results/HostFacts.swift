internal import Foundation
internal import RLTensors

/// What a reader of a result may want to know of the machine it was made on.
public struct HostFacts: Sendable, Equatable {
  public let system: String
  public let processor: String
  public let processors: Int
  /// oneDNN's version, as `2.6.3`.
  public let oneDNN: String
  /// What oneDNN computes with, as `avx512_core_bf16`.
  public let instructions: String

  /// This machine.
  public static let current = HostFacts()

  private init() {
    system = ProcessInfo.processInfo.operatingSystemVersionString
    processors = ProcessInfo.processInfo.activeProcessorCount
    oneDNN = oneDNNVersion
    instructions = instructionSet
    processor = HostFacts.processorName ?? "unknown processor"
  }

  /// All in one line.
  public var text: String { "\(processor), \(processors) processors, \(system), oneDNN \(oneDNN) with \(instructions)" }

  /// As Linux reports it; nil elsewhere.
  private static var processorName: String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
  }
}
