public import EnvironmentKit

/// MinAtar's Freeway: a chicken crosses eight lanes of traffic as often as it can.
///
/// Reward 1 a crossing; a car sends the chicken back; the episode ends with step 2501. Observations are
/// `[10, 10, 7]` planes of 0 and 1: chicken, cars, then one plane for each speed with the cell behind its cars.
///
/// Source: behaviour of the Python package MinAtar 1.0.15, which this repeats seed for seed.
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
}

extension MinAtarFreeway {
  /// A car; its lane is its place among the cars.
  struct Car: Sendable, Equatable {
    var x = 0
    /// +1 to the right, −1 to the left.
    var dx = 1
    /// 1 to 5; the slower the larger: a car moves once every `pause` + 1 steps.
    var pause = 1
    var timer = 1
  }

  /// The rules, apart from the shell: small enough to be copied for nothing.
  struct Game: Sendable {
    static let channels = 7
    /// The chicken's column.
    static let column = 4

    /// Car i drives on row i + 1.
    var cars = InlineArray<8, Car>(repeating: Car())
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
      for lane in cars.indices {
        hit(lane)
        if cars[lane].timer > 0 {
          cars[lane].timer -= 1
          continue
        }
        cars[lane].timer = cars[lane].pause
        cars[lane].x = Game.wrapped(cars[lane].x + cars[lane].dx)
        hit(lane)
      }
      if moveTimer > 0 { moveTimer -= 1 }
      clock -= 1
      return reward
    }

    /// New speeds and directions; the cars stay where they are.
    private mutating func drawSpeeds(_ generator: inout NumPyRandomState) {
      for lane in cars.indices {
        cars[lane].pause = generator.randint(1, 6)
        cars[lane].timer = cars[lane].pause
      }
      for lane in cars.indices { cars[lane].dx = generator.rand() > 0.5 ? 1 : -1 }
    }

    private mutating func hit(_ lane: Int) {
      if cars[lane].x == Game.column && chicken == lane + 1 { chicken = 9 }
    }

    /// A column, or the one at the other edge.
    private static func wrapped(_ x: Int) -> Int { x < 0 ? 9 : x > 9 ? 0 : x }

    func write(into observation: inout MutableSpan<UInt8>) {
      let channels = Game.channels
      precondition(observation.count == MinAtarShell.cells * channels, "\(observation.count) bytes for [10, 10, 7]")
      for index in observation.indices { observation[index] = 0 }
      observation[(10 * chicken + Game.column) * channels] = 1
      for lane in cars.indices {
        let car = cars[lane]
        let row = 10 * (lane + 1)
        observation[(row + car.x) * channels + 1] = 1
        observation[(row + Game.wrapped(car.x - car.dx)) * channels + 1 + car.pause] = 1
      }
    }
  }
}
