extension ComparisonAnalysis {
  /// Below so many seeds an interval from resampling them is too narrow to lean on.
  private static let fewestSeeds = 5

  /// What the data show and what they do not, in plain paragraphs, the main thing first.
  public var verdict: [String] {
    guard !contrasts.isEmpty else { return ["There is one variant only, so nothing is compared."] }
    let (seeds, fewest) = (results.seeds.count, ComparisonAnalysis.fewestSeeds)
    if !hasIntervals {
      let warning = "One seed is an anecdote: such differences arise by chance alone. Run \(fewest) seeds or more."
      return [warning] + contrasts.map(anecdote)
    }
    let few =
      "\(seeds) seeds are few, and intervals from so few are too narrow: take this as a hint, and run \(fewest) or more."
    let limits = "It holds for these environments, settings and numbers of steps, and not for others."
    return contrasts.map(finding) + (seeds < fewest ? [few] : []) + [limits]
  }

  private func anecdote(_ contrast: Contrast) -> String {
    let differences = contrast.differences.map(\.value)
    let (higher, lower) = (differences.count { $0 > 0 }, differences.count { $0 < 0 })
    let outcome =
      if environments.count == 1 {
        (higher > 0 ? "higher than" : lower > 0 ? "lower than" : "the same as") + " \(results.variants[0])"
      } else {
        "higher than \(results.variants[0]) in \(higher) of \(environments.count) environments"
          + (lower > 0 ? ", lower in \(lower)" : "")
      }
    return "With this seed \(contrast.variant) scored \(outcome)."
  }

  private func finding(_ contrast: Contrast) -> String {
    let (variant, first) = (contrast.variant, results.variants[0])
    let probability = Figures.text(contrast.probability, places: 2, hasInterval: true)
    let better =
      "the probability that a run of it scores higher than a run of \(first) is \(probability), and the 95\u{a0}% interval"
    let headline =
      switch Direction(contrast.probability) {
      case .up: "\(variant) scores higher than \(first): \(better) excludes 0.5."
      case .down: "\(variant) scores lower than \(first): \(better) excludes 0.5."
      case .undecided:
        "The data do not separate \(variant) from \(first): \(better) includes 0.5. That does not show that they are equal."
      }
    let ends = contrast.difference.interval
    let size =
      "Paired by seed, the interquartile mean of normalized scores differs by "
      + Figures.text(contrast.difference, places: 2, hasInterval: true, isSigned: true)
      + (ends.lower <= 0 && ends.upper >= 0 ? ", an interval that includes 0." : ".")
    return ([headline] + byEnvironment(contrast) + [size]).joined(separator: " ")
  }

  private func byEnvironment(_ contrast: Contrast) -> [String] {
    guard environments.count > 1 else { return [] }
    let parts = [(Direction.up, "higher in"), (.down, "lower in"), (.undecided, "undecided in")].compactMap {
      direction, word -> String? in
      let names = zip(environments, contrast.probabilities).filter { Direction($0.1) == direction }.map(\.0.name)
      // A long list of names hides what it is to show.
      let list = contrasts.count == 1 && environments.count <= 6 ? names.joined(separator: ", ") : "\(names.count)"
      return names.isEmpty ? nil : word + " " + list
    }
    return ["By environment it is " + parts.joined(separator: "; ") + "."]
  }

  /// What a probability of improvement shows.
  private enum Direction {
    case up, down, undecided

    init(_ probability: Estimate) {
      let ends = probability.interval
      self = ends.lower > 0.5 ? .up : ends.upper < 0.5 ? .down : .undecided
    }
  }
}
