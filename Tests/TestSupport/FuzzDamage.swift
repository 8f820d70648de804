public import RLEnvironmentKit
internal import Foundation

/// Files made from others by a few random changes each. `RLCOORD_FUZZ` says how many a test makes; for many, under the
/// address sanitizer:
///
///     ASAN_OPTIONS=detect_leaks=0 RLCOORD_FUZZ=100000 \
///       swift test -c release -Xswiftc -enable-testing --sanitize=address --filter "SafetensorsFuzz|MetricsFuzz"
public struct FuzzDamage {
  public static let count = ProcessInfo.processInfo.environment["RLCOORD_FUZZ"].flatMap { Int($0) } ?? 1000

  private let files: [[UInt8]]
  private let snippets: [[UInt8]]
  public var random: Philox

  /// - Parameter snippets: what is apt to upset the reader.
  public init(seed: UInt64, files: [[UInt8]], snippets: [String]) {
    self.files = files
    self.snippets = snippets.map { Array($0.utf8) }
    random = Philox(seed: seed, lane: 1, purpose: .environments)
  }

  /// One of the files, unharmed.
  public mutating func file() -> [UInt8] { files[random.below(files.count)] }

  public mutating func damage(_ bytes: inout [UInt8]) { for _ in 0..<1 + random.below(3) { change(&bytes) } }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    let end = min(bytes.count, place + random.below(12))
    let snippet = snippets[random.below(snippets.count)]
    switch random.below(9) {
    case 0 where place < bytes.count: bytes[place] = UInt8(random.below(256))
    case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: snippet, at: place)
    case 4: bytes.replaceSubrange(place..<end, with: snippet)
    case 5:
      let other = file()
      let from = random.below(other.count)
      bytes.insert(contentsOf: other[from..<min(other.count, from + random.below(64))], at: place)
    case 6: bytes.insert(contentsOf: repeatElement(bytes[place..<end], count: random.below(200)).joined(), at: place)
    case 7: bytes.removeSubrange(place...)
    default: replaceNumber(&bytes, near: place, with: snippet)
    }
  }

  /// The first run of digits from a place on, which is where lengths and shapes lie.
  private mutating func replaceNumber(_ bytes: inout [UInt8], near place: Int, with snippet: [UInt8]) {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    let number = random.below(2) == 0 ? snippet : Array(String(random.next() >> UInt64(random.below(64))).utf8)
    bytes.replaceSubrange(start..<end, with: number)
  }
}

/// The most memory this process ever held, in MiB; nil where the system has no `/proc`.
public func peakMemory() -> Int? {
  let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 / 1024 }
}
