public import RLEnvironmentKit

/// Shows what happens in a source of moments at its pace and does what the keys say.
public struct Viewer {
  /// Why there is nothing more to see.
  public enum End: Sendable, Equatable {
    /// The source is finished.
    case finished
    /// The person closed the screen, or wants to leave.
    case left
    /// Asked to from elsewhere.
    case stopped
  }

  /// What the viewer reads the time from and waits with, in seconds.
  public struct Clock {
    var now: () -> Double
    var sleep: (Double) -> Void

    public init(now: @escaping () -> Double, sleep: @escaping (Double) -> Void) {
      self.now = now
      self.sleep = sleep
    }
  }

  /// Terminals do not say when a key is let go: it counts as held so long.
  private static let holdTime = 0.2
  /// Seconds for which the end of an episode stays on the screen.
  static let lingering = 1.0
  /// Seconds after which a picture is shown again though nothing has changed.
  private static let repaintTime = 0.5
  private static let speeds = 1.0 / 16...64.0

  private var screen: any Screen
  private let controls: Controls?
  private let clock: Clock
  private let pictureRate: Double
  private let keep: (Picture) throws -> String
  private var speed: Double
  private var notes = Notes()
  private var message: (text: String, until: Double)?
  private var isPaused = false
  private var wantsStep = false
  private var wantsRestart = false
  private var hasChanged = false
  private var held: [Key: Double] = [:]
  private var tapped: Set<Key> = []

  /// - Parameters:
  ///   - controls: the keys of a person who plays; nil for one who watches.
  ///   - speed: times the source's own pace.
  ///   - showsPanel: whether the panel is there at the beginning.
  ///   - pictureRate: pictures a second, at most; keys are looked at as often.
  ///   - keep: saves a screenshot and returns its path.
  public init(
    screen: any Screen, controls: Controls? = nil, speed: Double = 1, showsPanel: Bool = true, pictureRate: Double = 30,
    clock: Clock = .system, keep: @escaping (Picture) throws -> String
  ) {
    self.screen = screen
    self.controls = controls
    self.speed = min(max(speed, Viewer.speeds.lowerBound), Viewer.speeds.upperBound)
    self.clock = clock
    self.pictureRate = pictureRate
    self.keep = keep
    notes.showsPanel = showsPanel
  }

  /// The picture that is on the screen, or was last.
  public var picture: Picture? { screen.picture }

  /// Gives back the desktop or the terminal.
  public mutating func close() { screen.close() }

  /// Shows the source until something ends it.
  ///
  /// - Parameters:
  ///   - shouldStop: asked with every picture.
  ///   - status: one line to be shown below, asked with every picture.
  public mutating func show<Source: MomentSource>(
    _ source: inout Source, shouldStop: () -> Bool = { false }, status: () -> String = { "" }
  ) throws -> End {
    var due = clock.now() + 1 / (source.stepsPerSecond * speed)
    var shown = (notes: notes, time: -Double.infinity)
    hasChanged = true
    while true {
      let now = clock.now()
      if shouldStop() { return .stopped }
      for event in screen.events() where try !answer(event, &source, &due, now) { return .left }
      if wantsRestart {
        (wantsRestart, hasChanged) = (false, true)
        try source.restart()
        due = now + 1 / (source.stepsPerSecond * speed)
      }
      try advance(&source, &due, now)
      notes.status = line(status(), now)
      // A picture costs the same as the last one even where it is; now and then it is drawn for a screen that changed.
      if hasChanged || notes != shown.notes || now - shown.time > Viewer.repaintTime {
        try screen.show(source.moments, notes)
        shown = (notes, now)
        hasChanged = false
      }
      if source.isFinished { return .finished }
      clock.sleep(now + 1 / pictureRate - clock.now())
    }
  }

  /// Takes the steps that are due: one for a single step, several between two pictures at high speed.
  private mutating func advance(_ source: inout some MomentSource, _ due: inout Double, _ now: Double) throws {
    if isPaused {
      if wantsStep { due = try step(&source, from: now) }
      wantsStep = false
      // After a pause, the next step is not due at once.
      due = max(due, now + 1 / (source.stepsPerSecond * speed))
    } else if controls != nil && Viewer.isOver(source) {
      // A player looks at the end until a key is pressed; not the one that was being pressed when it came.
      if now >= due && !tapped.isEmpty { due = try step(&source, from: now) }
      tapped = []
    } else if waits {
      // Presses were answered when they came. While a key is held, steps follow at the world's pace; a terminal repeats
      // presses itself.
      if screen.tellsReleases, now >= due, wantedAction(now) != nil { due = try step(&source, from: now) }
    } else {
      // What cannot be caught up with is let go.
      due = max(due, now - 0.25)
      while due <= now && !source.isFinished { due = try step(&source, from: due) }
    }
  }

  /// Whether the world waits for a key before every step.
  private var waits: Bool { controls.map { $0.idleAction == nil } ?? false }

  /// Takes one step, with the action that the keys mean now.
  private mutating func step(_ source: inout some MomentSource, from time: Double) throws -> Double {
    defer { tapped = [] }
    return try step(&source, wantedAction(time), from: time)
  }

  /// Takes one step.
  ///
  /// - Returns: when the next is due; the end of an episode is shown for a while.
  private mutating func step(_ source: inout some MomentSource, _ action: Int?, from time: Double) throws -> Double {
    try source.advance(action)
    hasChanged = true
    let interval = 1 / (source.stepsPerSecond * speed)
    return time + (Viewer.isOver(source) ? max(interval, Viewer.lingering / max(1, speed)) : interval)
  }

  private static func isOver(_ source: some MomentSource) -> Bool {
    source.moments.count == 1 && source.moments[0].isOver
  }

  /// What the person wants to do now. A key that was let go before the step came counts as well.
  private func wantedAction(_ now: Double) -> Int? {
    let keys = tapped.union(held.filter { screen.tellsReleases || now - $0.value < Viewer.holdTime }.keys)
    return controls?.action(for: keys)
  }

  /// Does what a person asks for; false when that is to leave.
  private mutating func answer(
    _ event: InputEvent, _ source: inout some MomentSource, _ due: inout Double, _ now: Double
  ) throws -> Bool {
    switch event {
    case .closed: return false
    case .released(let key): held[key] = nil
    case .pressed(let key):
      if let controls, controls.answers(to: key) {
        held[key] = now
        if waits && !isPaused && !Viewer.isOver(source) {
          // A step for each press, however many come between two pictures.
          due = try step(&source, controls.action(for: [key]), from: now)
        } else {
          tapped.insert(key)
        }
        return true
      }
      switch key {
      case .character("q"): return false
      case .escape:
        if notes.help.isEmpty { return false }
        notes.help = []
      case .character("p"), .space: isPaused.toggle()
      case .character("n"): (isPaused, wantsStep) = (true, true)
      case .character("r"): wantsRestart = true
      case .character("+"), .character("="): change(speedBy: 2)
      case .character("-"): change(speedBy: 0.5)
      case .character("o"): notes.showsPanel.toggle()
      case .character("h"), .character("?"), .character("/"):
        notes.help = notes.help.isEmpty ? (controls?.help ?? []) + Viewer.help : []
      case .character("["): turnMap(of: &source, by: -1)
      case .character("]"): turnMap(of: &source, by: 1)
      case .character("c"):
        guard let picture = screen.picture else { break }
        message = (try keep(picture), now + 3)
      default: break
      }
    }
    return true
  }

  private mutating func turnMap(of source: inout some MomentSource, by filters: Int) {
    source.turnMap(by: filters)
    hasChanged = true
  }

  private mutating func change(speedBy factor: Double) {
    speed = min(max(speed * factor, Viewer.speeds.lowerBound), Viewer.speeds.upperBound)
  }

  private func line(_ status: String, _ now: Double) -> String {
    if let message, now < message.until { return message.text }
    let pace =
      isPaused
      ? "paused" : speed == 1 ? "" : speed > 1 ? "\(Int(speed.rounded()))x" : "1/\(Int((1 / speed).rounded()))x"
    return [pace, status, "h: help"].filter { !$0.isEmpty }.joined(separator: "   ")
  }

  /// The keys that mean the same everywhere.
  static let help = [
    Notes.Help("p", "pause"), Notes.Help("n", "one step"), Notes.Help("r", "restart"),
    Notes.Help("+ -", "faster, slower"), Notes.Help("o", "panel"), Notes.Help("[ ]", "position map"),
    Notes.Help("c", "screenshot"), Notes.Help("h", "help"), Notes.Help("q", "leave"),
  ]

  /// Whether a key is one of these.
  static func isTaken(_ key: Key) -> Bool {
    key == .escape || help.contains { $0.keys.split(separator: " ").contains { Key(named: String($0)) == key } }
  }
}
