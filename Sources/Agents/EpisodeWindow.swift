internal import RLEnvironmentKit

/// Returns of the latest finished episodes.
struct EpisodeWindow: Sendable {
  private var returns: [Double] = []
  private var next = 0
  private let capacity: Int
  /// Episodes finished since the beginning.
  private(set) var total = 0

  init(capacity: Int = 100) {
    self.capacity = capacity
    returns.reserveCapacity(capacity)
  }

  mutating func add(_ value: Double) {
    total += 1
    if returns.count < capacity {
      returns.append(value)
    } else {
      returns[next] = value
      next = (next + 1) % capacity
    }
  }

  var count: Int { returns.count }
  /// Mean over the window; nil before the first episode ends.
  var mean: Double? { returns.isEmpty ? nil : returns.reduce(0, +) / Double(returns.count) }

  /// Shows the window to an archive.
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    var count = returns.count
    try archive.serialize(&count, in: 0...capacity)
    if archive.isReading { returns = [Double](repeating: 0, count: count) }
    for index in returns.indices { try archive.serialize(&returns[index]) }
    try archive.serialize(&next, in: 0...max(0, capacity - 1))
    try archive.serialize(&total, in: returns.count...StateArchive.greatestCount)
  }
}
