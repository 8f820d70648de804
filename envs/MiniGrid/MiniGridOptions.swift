public import RLEnvironmentKit

/// What a user may choose about a grid world.
public struct MiniGridOptions: EnvironmentOptions {
  /// What an observation shows.
  public enum View: String, Sendable, CaseIterable {
    /// The square ahead of the agent, `[size, size, 3]` codes, column first.
    case partial
    /// The same square as `[size, size, 20]` planes of 0 and 1.
    case oneHot = "one-hot"
    /// The whole map, `[width, height, 3]` codes, column first.
    case full
    /// A picture of the square ahead, tiles of 8×8 pixels: `[8 size, 8 size, 3]`, row first, the agent below.
    case rgbPartial = "rgb-partial"
    /// A picture of the whole map, tiles of 8×8 pixels: `[8 height, 8 width, 3]`, row first.
    case rgb

    /// Largest value of a byte.
    var maximum: UInt8 {
      switch self {
      case .partial, .full: 10
      case .oneHot: 1
      case .rgbPartial, .rgb: 255
      }
    }
  }

  /// What an observation shows.
  public var view = View.partial
  /// Rows and columns of the square the agent sees: odd, 3 to 15.
  public var viewSize = 7

  /// The package's defaults.
  public init() {}

  /// View and view size.
  public static var fields: [OptionField<MiniGridOptions>] {
    [
      OptionField("view", \.view, "what the agent observes"),
      OptionField(
        "view-size", \.viewSize, in: 3...GridSight.maximum, where: ("odd", { $0 % 2 == 1 }),
        "rows and columns of the square ahead that the agent sees"),
    ]
  }

  /// Shape of an observation.
  func shape(of layout: GridLayout) -> [Int] {
    let tile = TileAtlas.observed.size
    return switch view {
    case .partial: [viewSize, viewSize, 3]
    case .oneHot: [viewSize, viewSize, 20]
    case .full: [layout.width, layout.height, 3]
    case .rgbPartial: [viewSize * tile, viewSize * tile, 3]
    case .rgb: [layout.height * tile, layout.width * tile, 3]
    }
  }
}
