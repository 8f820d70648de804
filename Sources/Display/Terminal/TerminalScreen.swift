public import RLEnvironmentKit

/// Shows moments in a terminal, in place, in half blocks and glyphs.
///
/// It takes over the terminal's screen until ``close()``, until it goes, or until the process ends in whatever way.
/// Control-L repaints what something else has overwritten, Control-C interrupts as usual.
public final class TerminalScreen: Screen {
  private static let controlL: UInt8 = 0x0C

  private let port: any TerminalPort
  private var painter: TerminalPainter
  private var layout = TerminalLayout()
  private var parser = KeyParser()
  private var last: (moments: [Moment], notes: Notes)?
  private var isOpen = true

  /// Takes over the process's terminal.
  ///
  /// - Parameter environment: the process's variables, which say what the terminal can: `TERM`, `COLORTERM`, `NO_COLOR`.
  /// - Throws: ``TerminalError``: where standard output is no terminal, where it is to have no colors, or where the
  ///   system refuses.
  public convenience init(environment: [String: String]) throws(TerminalError) {
    let palette = try TerminalPalette(environment: environment)
    self.init(port: try TerminalDevice(), palette: palette)
  }

  init(port: any TerminalPort, palette: TerminalPalette) {
    self.port = port
    painter = TerminalPainter(palette: palette)
  }

  deinit { close() }

  /// Leaves the terminal as it was found; what is shown afterward goes nowhere.
  public func close() {
    isOpen = false
    port.leave()
  }

  /// - Throws: ``TerminalError/refused(reason:)`` where the terminal takes nothing more.
  public func show(_ moments: [Moment], _ notes: Notes) throws {
    last = (moments, notes)
    guard isOpen else { return }
    let (columns, rows) = port.size
    let bytes = painter.paint(layout.compose(moments, notes, columns: columns, rows: rows))
    if !bytes.isEmpty { try port.send(bytes) }
  }

  public func events() -> [InputEvent] {
    guard isOpen, let bytes = port.receive() else { return [.closed] }
    if bytes.contains(TerminalScreen.controlL) { painter.forget() }
    return parser.keys(from: bytes).map(InputEvent.pressed)
  }

  public var tellsReleases: Bool { false }

  /// What a window would show.
  public var picture: Picture? {
    last.map { last in
      var stage = Stage()
      return stage.compose(last.moments, last.notes)
    }
  }
}
