public import RLEnvironmentKit

/// An invisible screen: what it shows can be kept as a picture.
public struct OffscreenScreen: Screen {
  private var stage = Stage()
  public private(set) var picture: Picture?

  public init() {}

  public mutating func show(_ moments: [Moment], _ notes: Notes) {
    // The stage draws on the picture it gave last, unless someone else holds it: then it needs a copy.
    picture = nil
    picture = stage.compose(moments, notes)
  }

  public mutating func events() -> [InputEvent] { [] }

  public var tellsReleases: Bool { true }
}
