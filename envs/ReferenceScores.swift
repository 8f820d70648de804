/// How well an environment is played, as a measure for an agent: by chance, and by someone who plays it well.
public struct ReferenceScores: Sendable, Equatable {
  /// A return that a good player reaches.
  public struct Ceiling: Sendable, Equatable {
    public let score: Double
    /// Where the figure comes from, in words.
    public let source: String
  }

  /// Mean return of random play over whole episodes.
  public let randomMean: Double
  /// Standard error of the mean.
  public let randomError: Double
  /// Nil where it was not measured.
  public let ceiling: Ceiling?

  private init(random mean: Double, _ error: Double, ceiling: Double? = nil, _ source: String = "") {
    randomMean = mean
    randomError = error
    self.ceiling = ceiling.map { Ceiling(score: $0, source: source) }
  }

  private static let scripted = "the scripted player of the game's tests, mean of 60 games"
  private static let lookahead = "a player that looks a few ticks ahead, recorded without sticky actions"

  /// By environment, over 1000 episodes each. Scripts/measure_random_scores.sh prints the lines.
  static let table: [String: ReferenceScores] = [
    "minatar/asterix": ReferenceScores(random: 0.546, 0.029, ceiling: 47.7, lookahead),
    "minatar/asterix-full": ReferenceScores(random: 0.492, 0.027),
    "minatar/breakout": ReferenceScores(random: 0.389, 0.021),
    "minatar/breakout-full": ReferenceScores(random: 0.524, 0.025),
    "minatar/freeway": ReferenceScores(random: 0.400, 0.021, ceiling: 23.8, lookahead),
    "minatar/freeway-full": ReferenceScores(random: 0.117, 0.011),
    "minatar/seaquest": ReferenceScores(random: 0.095, 0.012, ceiling: 13.2, lookahead),
    "minatar/seaquest-full": ReferenceScores(random: 0.095, 0.012),
    "minatar/space-invaders": ReferenceScores(random: 4.01, 0.10, ceiling: 35.5, lookahead),
    "minatar/space-invaders-full": ReferenceScores(random: 2.771, 0.073),
    "minigrid/blockedunlockpickup": ReferenceScores(random: 0.00166, 0.00086),
    "minigrid/lavacrossing-s9n1": ReferenceScores(random: 0.0027, 0.0011),
    "minigrid/lavacrossing-s9n2": ReferenceScores(random: 0.00076, 0.00076),
    "minigrid/lavacrossing-s9n3": ReferenceScores(random: 0.00072, 0.00072),
    "minigrid/lavacrossing-s11n5": ReferenceScores(random: 0.00, 0.00),
    "minigrid/simplecrossing-s9n1": ReferenceScores(random: 0.0244, 0.0034),
    "minigrid/simplecrossing-s9n2": ReferenceScores(random: 0.0097, 0.0018),
    "minigrid/simplecrossing-s9n3": ReferenceScores(random: 0.0117, 0.0021),
    "minigrid/simplecrossing-s11n5": ReferenceScores(random: 0.0062, 0.0016),
    "minigrid/distshift1": ReferenceScores(random: 0.0060, 0.0017),
    "minigrid/distshift2": ReferenceScores(random: 0.0085, 0.0022),
    "minigrid/doorkey-5x5": ReferenceScores(random: 0.0387, 0.0042),
    "minigrid/doorkey-6x6": ReferenceScores(random: 0.0173, 0.0030),
    "minigrid/doorkey-8x8": ReferenceScores(random: 0.0064, 0.0018),
    "minigrid/doorkey-16x16": ReferenceScores(random: 0.0031, 0.0014),
    "minigrid/dynamic-obstacles-5x5": ReferenceScores(random: -0.9791, 0.0063),
    "minigrid/dynamic-obstacles-random-5x5": ReferenceScores(random: -0.835, 0.017),
    "minigrid/dynamic-obstacles-6x6": ReferenceScores(random: -0.9981, 0.0019),
    "minigrid/dynamic-obstacles-random-6x6": ReferenceScores(random: -0.860, 0.016),
    "minigrid/dynamic-obstacles-8x8": ReferenceScores(random: -0.9963, 0.0026),
    "minigrid/dynamic-obstacles-16x16": ReferenceScores(random: -1.00, 0.00),
    "minigrid/empty-5x5": ReferenceScores(random: 0.1940, 0.0087),
    "minigrid/empty-random-5x5": ReferenceScores(random: 0.339, 0.012),
    "minigrid/empty-6x6": ReferenceScores(random: 0.1360, 0.0073),
    "minigrid/empty-random-6x6": ReferenceScores(random: 0.297, 0.011),
    "minigrid/empty-8x8": ReferenceScores(random: 0.0938, 0.0062),
    "minigrid/empty-16x16": ReferenceScores(random: 0.0393, 0.0040),
    "minigrid/fetch-5x5-n2": ReferenceScores(random: 0.329, 0.012),
    "minigrid/fetch-6x6-n2": ReferenceScores(random: 0.313, 0.012),
    "minigrid/fetch-8x8-n3": ReferenceScores(random: 0.246, 0.012),
    "minigrid/fourrooms": ReferenceScores(random: 0.0207, 0.0038),
    "minigrid/gotodoor-5x5": ReferenceScores(random: 0.0496, 0.0068),
    "minigrid/gotodoor-6x6": ReferenceScores(random: 0.0374, 0.0060),
    "minigrid/gotodoor-8x8": ReferenceScores(random: 0.0198, 0.0044),
    "minigrid/gotoobject-6x6-n2": ReferenceScores(random: 0.119, 0.010),
    "minigrid/gotoobject-8x8-n2": ReferenceScores(random: 0.0574, 0.0073),
    "minigrid/keycorridor-s3r1": ReferenceScores(random: 0.0165, 0.0025),
    "minigrid/keycorridor-s3r2": ReferenceScores(random: 0.00261, 0.00091),
    "minigrid/keycorridor-s3r3": ReferenceScores(random: 0.00108, 0.00066),
    "minigrid/keycorridor-s4r3": ReferenceScores(random: 0.00, 0.00),
    "minigrid/keycorridor-s5r3": ReferenceScores(random: 0.00, 0.00),
    "minigrid/keycorridor-s6r3": ReferenceScores(random: 0.00, 0.00),
    "minigrid/lavagap-s5": ReferenceScores(random: 0.0456, 0.0052),
    "minigrid/lavagap-s6": ReferenceScores(random: 0.0169, 0.0031),
    "minigrid/lavagap-s7": ReferenceScores(random: 0.0114, 0.0024),
    "minigrid/lockedroom": ReferenceScores(random: 0.00, 0.00),
    "minigrid/memory-s17-random": ReferenceScores(random: 0.286, 0.012),
    "minigrid/memory-s13-random": ReferenceScores(random: 0.227, 0.012),
    "minigrid/memory-s13": ReferenceScores(random: 0.212, 0.011),
    "minigrid/memory-s11": ReferenceScores(random: 0.199, 0.011),
    "minigrid/memory-s9": ReferenceScores(random: 0.179, 0.011),
    "minigrid/memory-s7": ReferenceScores(random: 0.161, 0.010),
    "minigrid/multiroom-n2-s4": ReferenceScores(random: 0.0057, 0.0017),
    "minigrid/multiroom-n4-s5": ReferenceScores(random: 0.00, 0.00),
    "minigrid/multiroom-n4-s5-v1": ReferenceScores(random: 0.00, 0.00),
    "minigrid/multiroom-n6": ReferenceScores(random: 0.00, 0.00),
    "minigrid/obstructedmaze-1dl": ReferenceScores(random: 0.00179, 0.00097),
    "minigrid/obstructedmaze-1dlh": ReferenceScores(random: 0.00179, 0.00097),
    "minigrid/obstructedmaze-1dlhb": ReferenceScores(random: 0.00024, 0.00024),
    "minigrid/obstructedmaze-2dl": ReferenceScores(random: 0.0042, 0.0015),
    "minigrid/obstructedmaze-2dlh": ReferenceScores(random: 0.0032, 0.0013),
    "minigrid/obstructedmaze-2dlhb": ReferenceScores(random: 0.00032, 0.00032),
    "minigrid/obstructedmaze-2dlhb-v1": ReferenceScores(random: 0.00048, 0.00036),
    "minigrid/obstructedmaze-1q": ReferenceScores(random: 0.00044, 0.00044),
    "minigrid/obstructedmaze-1q-v1": ReferenceScores(random: 0.00044, 0.00044),
    "minigrid/obstructedmaze-2q": ReferenceScores(random: 0.0096, 0.0022),
    "minigrid/obstructedmaze-2q-v1": ReferenceScores(random: 0.0093, 0.0021),
    "minigrid/obstructedmaze-full": ReferenceScores(random: 0.0133, 0.0025),
    "minigrid/obstructedmaze-full-v1": ReferenceScores(random: 0.0133, 0.0027),
    "minigrid/playground": ReferenceScores(random: 0.00, 0.00),
    "minigrid/putnear-6x6-n2": ReferenceScores(random: 0.0046, 0.0017),
    "minigrid/putnear-8x8-n3": ReferenceScores(random: 0.0028, 0.0014),
    "minigrid/redbluedoors-6x6": ReferenceScores(random: 0.0615, 0.0056),
    "minigrid/redbluedoors-8x8": ReferenceScores(random: 0.0411, 0.0045),
    "minigrid/unlock": ReferenceScores(random: 0.0307, 0.0043),
    "minigrid/unlockpickup": ReferenceScores(random: 0.00048, 0.00048),
    "levels/twin-rooms": ReferenceScores(random: 0.1644, 0.0090),
    "levels/four-chambers": ReferenceScores(random: 0.164, 0.010),
    "levels/second-alcove": ReferenceScores(random: 0.0530, 0.0058),
    "levels/upper-door": ReferenceScores(random: 0.00, 0.00),
    "levels/left-key": ReferenceScores(random: 0.00, 0.00),
    "levels/nearest-exit": ReferenceScores(random: 0.0578, 0.0061),
    "levels/four-rooms": ReferenceScores(random: 0.1220, 0.0087),
    "levels/maze": ReferenceScores(random: 0.00175, 0.00080),
    "levels/lava-bridge": ReferenceScores(random: 0.00, 0.00),
    "levels/ball-in-the-way": ReferenceScores(random: 0.0158, 0.0026),
    "levels/lock-and-key": ReferenceScores(random: 0.00117, 0.00068),
    "levels/boxed-key": ReferenceScores(random: 0.00047, 0.00033),
    "levels/three-keys": ReferenceScores(random: 0.00, 0.00),
    "levels/gather": ReferenceScores(random: 0.3249, 0.0032),
    "arcade/pong": ReferenceScores(random: -18.787, 0.049, ceiling: 20.57, scripted),
    "arcade/breakout": ReferenceScores(random: 2.831, 0.086, ceiling: 610, scripted),
    "arcade/invaders": ReferenceScores(random: 58.57, 0.93, ceiling: 305, scripted),
    "arcade/freeway": ReferenceScores(random: 0.696, 0.026, ceiling: 44.8, scripted),
    "arcade/muncher": ReferenceScores(random: 59.31, 0.54, ceiling: 509, scripted),
    "arcade/rocks": ReferenceScores(random: 430.44, 6.39, ceiling: 2663, scripted),
    "arcade/submarine": ReferenceScores(random: 23.31, 0.49, ceiling: 1131, scripted),
    "arcade/snake": ReferenceScores(random: 2.075, 0.047, ceiling: 355, scripted),
  ]
}

extension EnvironmentEntry {
  /// Nil where nothing was measured: other options and wrappers make another game.
  public var referenceScores: ReferenceScores? { ReferenceScores.table[name] }
}
