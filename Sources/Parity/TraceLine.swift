import Foundation

/// One line of a trace.
enum TraceLine: Equatable {
  /// A trace begins; it lasts until the next header.
  case header(TraceHeader)
  /// An episode begins.
  case reset(TraceView)
  /// All there is to see after some steps, to find out what differs.
  case view(TraceView)
  case step(TraceStep)

  /// Nil for a line of another form.
  init?(_ line: ArraySlice<UInt8>) {
    if line.first == UInt8(ascii: "[") {
      guard let step = TraceStep(line) else { return nil }
      self = .step(step)
      return
    }
    guard let fields = try? JSONDecoder().decode(TraceFields.self, from: Data(line)) else { return nil }
    if let header = TraceHeader(fields) {
      self = .header(header)
    } else if let view = TraceView(fields), fields.reset != nil {
      self = .reset(view)
    } else if let view = TraceView(fields), fields.at != nil {
      self = .view(view)
    } else {
      return nil
    }
  }
}

/// Everything a line that is an object may hold, by the recorders' names.
struct TraceFields: Decodable {
  var package: String?
  var game: String?
  var env: String?
  var seed: UInt64?
  var sticky: Double?
  var ramping: Bool?
  var shape: [Int]?
  var width: Int?
  var height: Int?
  var max_steps: Int?
  var actions: Int?
  var steps: Int?
  var reset: Int?
  var at: Int?
  var obs: String?
  var mission: String?
  var full: String?
  var carrying: [Int]?
}

/// The first line of a trace: which world was recorded.
struct TraceHeader: Equatable {
  /// What the recorded world was like.
  enum Kind: Equatable {
    case minatar(shape: [Int])
    case minigrid(width: Int, height: Int, stepLimit: Int, actions: Int)
  }

  let kind: Kind
  /// The world's designator in the catalog, options included.
  let world: String
  let seed: UInt64
  /// Steps the trace has.
  let steps: Int

  init?(_ fields: TraceFields) {
    guard let package = fields.package, let seed = fields.seed, let steps = fields.steps else { return nil }
    if package.hasPrefix("MinAtar "), let game = fields.game, let sticky = fields.sticky,
      let isRamping = fields.ramping, let shape = fields.shape
    {
      kind = .minatar(shape: shape)
      let name = game.replacing("_", with: "-")
      world = "minatar/\(name)-full:sticky=\(sticky),ramping=\(isRamping ? "yes" : "no")"
    } else if package.hasPrefix("minigrid "), let id = fields.env, let width = fields.width,
      let height = fields.height, let stepLimit = fields.max_steps, let actions = fields.actions
    {
      kind = .minigrid(width: width, height: height, stepLimit: stepLimit, actions: actions)
      world = id
    } else {
      return nil
    }
    self.seed = seed
    self.steps = steps
  }
}

/// What is to be seen at a moment, in the recorder's text form.
struct TraceView: Equatable {
  let observation: String
  /// The agent's mission.
  let mission: String?
  /// The whole map.
  let map: String?
  /// Object and color of what the agent carries.
  let carried: [Int]?

  init?(_ fields: TraceFields) {
    guard let observation = fields.obs else { return nil }
    self.observation = observation
    mission = fields.mission
    map = fields.full
    carried = fields.carrying
  }
}
