/// A name that means nothing, with the nearest that do.
public struct UnknownName: Error, Equatable, CustomStringConvertible {
  /// What it should have named, as in "environment".
  public let kind: String
  public let name: String
  /// All that would have been right.
  public let known: [String]
  /// Where a person finds them all, as in "`rlcoord list agents` shows all"; nil where the error lists them.
  public let hint: String?

  public init(kind: String, name: String, known: [String], hint: String? = nil) {
    self.kind = kind
    self.name = name
    self.known = known
    self.hint = hint
  }

  public var description: String {
    "unknown \(kind) '\(name)'" + UnknownName.suggestion(for: name, among: known) + " ("
      + (hint ?? "available: " + known.joined(separator: ", ")) + ")"
  }

  /// A question such as `; did you mean 'ppo'?`, or nothing where no name is near.
  package static func suggestion(for name: String, among known: [String]) -> String {
    // Of a name in two parts a person may remember the second alone.
    let halves = known.filter { $0.hasSuffix("/" + name) }
    let names = halves.isEmpty ? nearest(to: name, among: known).map { [$0] } ?? [] : halves
    return names.isEmpty ? "" : "; did you mean " + names.map { "'\($0)'" }.joined(separator: " or ") + "?"
  }

  /// The known name that takes the fewest insertions, deletions, replacements and swaps of neighbors, case apart.
  ///
  /// - Returns: nil where even the nearest differs in more than a third of its letters, and in more than two.
  public static func nearest(to name: String, among known: [String]) -> String? {
    let distances = known.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(2, best.name.count / 3) ? best.name : nil
  }

  /// Optimal string alignment distance.
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[b.count]
  }
}
