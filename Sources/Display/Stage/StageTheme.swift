internal import RLEnvironmentKit

/// The stage's colors and distances: calm, dark, the same everywhere.
enum StageTheme {
  static let ground = RGB(14, 15, 20)
  static let backdrop = RGB(26, 28, 36)
  static let rim = RGB(54, 58, 72)
  static let text = RGB(214, 218, 228)
  static let quiet = RGB(128, 136, 156)
  static let accent = RGB(240, 200, 110)
  static let bar = RGB(92, 108, 148)

  /// Around everything.
  static let margin = 16
  /// From a heading's top to the top of what it heads.
  static let heading = PixelFont.height + 6
}
