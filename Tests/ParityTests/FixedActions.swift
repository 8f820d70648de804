import TestSupport

/// Actions that follow from a seed alone: what `Scripts/reference/fixed_actions.py` plays the packages with.
struct FixedActions {
  /// By how many actions a world has: each may be drawn, those that lead somewhere more often.
  private static let choices = [
    3: [0, 1, 2, 2],
    6: [0, 1, 2, 2, 3, 4, 4, 5, 5],
    7: [0, 0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 5, 5, 6],
  ]
  /// How often the one drawn is taken.
  private static let repeats = [1, 1, 1, 1, 2, 2, 4, 8]

  private var random: SplitMix64
  private let choices: [Int]
  private var action = 0
  private var left = 0

  init(seed: UInt64, count: Int) {
    random = SplitMix64(seed)
    choices = Self.choices[count] ?? Array(0..<count)
  }

  mutating func next() -> Int {
    if left == 0 {
      let number = random.next()
      action = choices[Int(number >> 32) % choices.count]
      left = Self.repeats[Int(number & 7)]
    }
    left -= 1
    return action
  }
}
