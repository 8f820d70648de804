internal import Foundation

/// Where things are shown, as a person asks for it.
public enum ScreenKind: String, CaseIterable, Sendable {
  /// A window of the desktop.
  case window
  /// The terminal the program runs in.
  case terminal
  /// Nowhere: pictures are composed and can be kept.
  case offscreen

  /// Makes the screen.
  ///
  /// - Parameter title: of a window.
  /// - Throws: ``WindowError`` or ``TerminalError`` where there is none of that kind, naming the alternatives.
  public func makeScreen(title: String) throws -> any Screen {
    switch self {
    case .window: try WindowSupport.screen(title: title)
    case .terminal: try TerminalScreen(environment: ProcessInfo.processInfo.environment)
    case .offscreen: OffscreenScreen()
    }
  }
}
