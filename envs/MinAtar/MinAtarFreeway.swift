public import RLEnvironmentKit

/// MinAtar's Freeway: a chicken crosses eight lanes of traffic as often as it can.
///
/// Reward 1 a crossing; a car sends the chicken back; the episode ends with step 2501. Observations are
/// `[10, 10, 7]` planes of 0 and 1: chicken, cars, then one plane for each speed with the cell behind its cars.
///
/// Source: behavior of the Python package MinAtar 1.0.15, which this repeats seed for seed.
public struct MinAtarFreeway: Environment {
  var shell: MinAtarShell
  var game: Game

  /// Makes a game in the state that seed 0 and a reset give.
  public init(options: MinAtarOptions = MinAtarOptions()) {
    shell = MinAtarShell(options: options, minimal: [.nothing, .up, .down])
    game = Game(generator: &shell.generator)
  }

  /// Shape, actions and name; `minatar/freeway-full` with the full action set.
  public var spec: EnvironmentSpec {
    shell.spec(
      name: "minatar/freeway", summary: "Lead a chicken across eight lanes of traffic.", channels: Game.channels)
  }

  /// Restarts the random stream; the package's seeds are 0 ... 2³²−1, higher bits are ignored.
  ///
  /// As in the package the game and the last action stay as they are.
  public mutating func seed(_ seed: UInt64) {
    shell.seed(seed)
  }

  /// Starts an episode; the cars' speeds are drawn, the last action of the previous episode may stick.
  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    game = Game(generator: &shell.generator)
    game.write(into: &observation)
  }

  /// Takes one step; once the game is over a step changes nothing but the random stream and the last action.
  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    let action = shell.choose(action)
    let reward = game.isOver ? 0.0 : game.advance(action, generator: &shell.generator)
    game.write(into: &observation)
    return StepOutcome(reward: reward, isTerminated: game.isOver, isTruncated: false)
  }

  /// Random stream, last action and game.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try shell.serialize(with: &archive)
    try game.serialize(with: &archive)
  }

  /// Chicken, cars and behind each of them a trail, the brighter the faster, 160×160 pixels.
  public func draw(on picture: inout Picture) {
    let layers = [
      (2, RGB(176, 92, 76)), (3, RGB(138, 76, 68)), (4, RGB(106, 64, 62)), (5, RGB(80, 54, 56)), (6, RGB(58, 46, 52)),
      (1, RGB(226, 92, 92)), (0, RGB(255, 233, 168)),
    ]
    MinAtarShell.draw(on: &picture, channels: Game.channels, layers: layers) { game.write(into: &$0) }
  }
}

extension MinAtarFreeway {
  /// The rules, apart from the shell: small enough to be copied for nothing.
  struct Game: Sendable {
    /// One number for each car; car i drives on row i + 1.
    typealias Cars = SIMD8<Int8>

    static let channels = 7
    /// The chicken's column.
    static let column = 4

    var cars = Cars(repeating: 0)
    /// +1 to the right, −1 to the left.
    var directions = Cars(repeating: 1)
    /// 1 to 5: a car moves once every pause + 1 steps.
    var pauses = Cars(repeating: 1)
    var timers = Cars(repeating: 1)
    /// The chicken's row.
    var chicken = 9
    /// Steps until the chicken may move again.
    var moveTimer = 3
    /// Steps left but for one.
    var clock = 2500

    /// - Parameter generator: sixteen draws decide the cars' speeds and directions.
    init(generator: inout NumPyRandomState) {
      drawSpeeds(&generator)
    }

    var isOver: Bool { clock < 0 }

    mutating func advance(_ action: MinAtarAction, generator: inout NumPyRandomState) -> Double {
      if moveTimer == 0 && (action == .up || action == .down) {
        moveTimer = 3
        chicken = action == .up ? max(0, chicken - 1) : min(9, chicken + 1)
      }
      var reward = 0.0
      if chicken == 0 {
        reward = 1
        drawSpeeds(&generator)
        chicken = 9
      }
      // Only the car of the chicken's row can hit it: where it stood, or where it is now.
      let before = cars
      moveCars()
      if (1...8).contains(chicken) {
        let lane = chicken - 1
        if before[lane] == Int8(Game.column) || cars[lane] == Int8(Game.column) { chicken = 9 }
      }
      if moveTimer > 0 { moveTimer -= 1 }
      clock -= 1
      return reward
    }

    /// New speeds and directions; the cars stay where they are.
    private mutating func drawSpeeds(_ generator: inout NumPyRandomState) {
      for car in 0..<8 { pauses[car] = Int8(generator.randint(1, 6)) }
      for car in 0..<8 { directions[car] = generator.rand() > 0.5 ? 1 : -1 }
      timers = pauses
    }

    private mutating func moveCars() {
      timers &-= 1
      let moving = Game.negative(timers)
      timers &+= moving & (pauses &+ 1)
      cars = Game.wrapped(cars &+ (moving & directions))
    }

    /// Columns, those off the board at the other edge.
    private static func wrapped(_ columns: Cars) -> Cars {
      columns &+ (negative(columns) & 10) &- (negative(9 &- columns) & 10)
    }

    /// All bits set where a number is negative. (Comparisons of SIMD types are not compiled to one instruction.)
    private static func negative(_ numbers: Cars) -> Cars { numbers &>> 7 }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      for car in 0..<8 {
        try archive.serialize(&cars[car], in: 0...9)
        try archive.serialize(&directions[car], in: -1...1)
        try archive.serialize(&pauses[car], in: 1...5)
        try archive.serialize(&timers[car], in: 0...pauses[car])
        if directions[car] == 0 { throw archive.refuse("car \(car) stands still") }
      }
      try archive.serialize(&chicken, in: 1...9)
      try archive.serialize(&moveTimer, in: 0...3)
      try archive.serialize(&clock, in: -1...2500)
    }

    func write(into observation: inout MutableSpan<UInt8>) {
      let channels = Game.channels
      precondition(observation.count == MinAtarShell.cells * channels, "\(observation.count) bytes for [10, 10, 7]")
      observation.update(repeating: 0)
      observation[(10 * chicken + Game.column) * channels] = 1
      let trails = Game.wrapped(cars &- directions)
      for car in 0..<8 {
        let row = 10 * (car + 1)
        observation[(row + Int(cars[car])) * channels + 1] = 1
        observation[(row + Int(trails[car])) * channels + 1 + Int(pauses[car])] = 1
      }
    }
  }
}
