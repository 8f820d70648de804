extension ComparisonAnalysis {
  /// Below so many seeds an interval from resampling them is too narrow to lean on.
  private static let fewestSeeds = 5

  /// What the data show and what they do not, in plain paragraphs, the main thing first.
  public var verdict: [String] {
    guard !contrasts.isEmpty else { return ["There is one variant only, so nothing is compared."] }
    let seeds = results.seeds.count
    var paragraphs = contrasts.map(hasIntervals ? verdict : anecdote)
    if hasIntervals, seeds < ComparisonAnalysis.fewestSeeds {
      paragraphs.append(
        "\(seeds) seeds are few: intervals from so few runs are too narrow. Take this as a hint, and run "
          + "\(ComparisonAnalysis.fewestSeeds) or more.")
    }
    if hasIntervals {
      paragraphs.append("It holds for these environments, settings and numbers of steps, and says nothing of others.")
    }
    return paragraphs
  }

  private func anecdote(_ contrast: Contrast) -> String {
    let differences = contrast.differences.map(\.value)
    let (higher, lower) = (differences.count { $0 > 0 }, differences.count { $0 < 0 })
    let count = environments.count
    let all = count == 1 ? environments[0].name : "\(count) environments"
    let outcome =
      if higher == 0 && lower == 0 {
        "scored the same as \(results.variants[0]) in \(all)"
      } else if count == 1 {
        "scored \(higher > 0 ? "higher" : "lower") than \(results.variants[0]) in \(all)"
      } else {
        "scored higher than \(results.variants[0]) in \(higher) of \(all) and lower in \(lower)"
      }
    return "One seed is an anecdote: \(contrast.variant) \(outcome), which chance alone can do. "
      + "Only more seeds tell, \(ComparisonAnalysis.fewestSeeds) or more."
  }

  private func verdict(_ contrast: Contrast) -> String {
    let (variant, first) = (contrast.variant, results.variants[0])
    let probability = Figures.text(contrast.probability, places: 2, hasInterval: true)
    let difference = Figures.text(contrast.difference, places: 2, hasInterval: true, isSigned: true)
    let headline =
      switch Direction(contrast.probability) {
      case .up:
        "\(variant) scores higher than \(first): a run of it does so with probability \(probability), "
          + "and the 95 % interval excludes 0.5."
      case .down:
        "\(variant) scores lower than \(first): a run of it scores higher with probability \(probability) only, "
          + "and the 95 % interval excludes 0.5."
      case .undecided:
        "The data do not tell \(variant) and \(first) apart: a run of \(variant) scores higher with probability "
          + "\(probability), and the 95 % interval includes 0.5. That does not show that they are equal."
      }
    let size = "Paired by seed, the interquartile mean of normalised scores differs by \(difference)."
    return ([headline] + byEnvironment(contrast) + [size]).joined(separator: " ")
  }

  private func byEnvironment(_ contrast: Contrast) -> [String] {
    guard environments.count > 1 else { return [] }
    let parts = [(Direction.up, "higher in"), (.down, "lower in"), (.undecided, "undecided in")].compactMap {
      direction, word -> String? in
      let names = zip(environments, contrast.probabilities).filter { Direction($0.1) == direction }.map(\.0.name)
      return names.isEmpty ? nil : word + " " + names.joined(separator: ", ")
    }
    return ["Taken one by one: " + parts.joined(separator: "; ") + "."]
  }

  /// What a probability of improvement says.
  private enum Direction {
    case up, down, undecided

    init(_ probability: Estimate) {
      let ends = probability.interval
      self = ends.lower > 0.5 ? .up : ends.upper < 0.5 ? .down : .undecided
    }
  }
}
