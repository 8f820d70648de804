internal import RLEnvironmentKit

/// One cell of a grid, in one word: object, color and state as an observation shows them, and what it does not show.
///
/// Bytes 0 to 2 are the three codes. Of byte 3, bit 7 is set where one cannot see through the cell, bit 6 that it holds
/// *that very object* a world's rule is about, bits 0 to 2 what a box contains, bits 3 to 5 the content's color.
public struct GridCell: Sendable, Equatable, BitwiseCopyable {
  let bits: UInt32

  /// Nothing at all.
  public static var empty: GridCell { GridCell(bits: UInt32(GridObject.empty.rawValue)) }
  /// A cell an agent does not see.
  static var unseen: GridCell { GridCell(bits: 0) }
  /// A grey wall.
  public static var wall: GridCell { GridCell(.wall, .grey) }
  /// A green goal.
  public static var goal: GridCell { GridCell(.goal, .green) }
  /// Lava.
  public static var lava: GridCell { GridCell(.lava, .red) }

  private static var opaque: UInt32 { 1 << 31 }
  private static var mark: UInt32 { 1 << 30 }

  private init(bits: UInt32) { self.bits = bits }

  @inline(__always)
  private init(_ object: GridObject, _ color: GridColor, _ state: UInt8 = 0) {
    let isOpaque = object == .wall || object == .door && state != GridDoorState.open.rawValue
    bits =
      UInt32(object.rawValue) | UInt32(color.rawValue) << 8 | UInt32(state) << 16 | (isOpaque ? GridCell.opaque : 0)
  }

  /// A colored floor tile.
  public static func floor(_ color: GridColor) -> GridCell { GridCell(.floor, color) }

  /// A door.
  public static func door(_ color: GridColor, _ state: GridDoorState) -> GridCell {
    GridCell(.door, color, state.rawValue)
  }

  /// A key; it opens doors of its color.
  public static func key(_ color: GridColor) -> GridCell { GridCell(.key, color) }

  /// A ball.
  public static func ball(_ color: GridColor) -> GridCell { GridCell(.ball, color) }

  /// A box, opened by toggling it.
  ///
  /// - Parameter content: a key, a ball or an empty box; nil for an empty box.
  public static func box(_ color: GridColor, containing content: GridCell? = nil) -> GridCell {
    let box = GridCell(.box, color)
    guard let content else { return box }
    precondition(content.object.isPortable && content.content == nil, "a box cannot contain \(content)")
    let code = UInt32(content.object.rawValue - 4) | UInt32(content.color.rawValue) << 3
    return GridCell(bits: box.bits | code << 24)
  }

  /// A key, ball or box as a generator draws it.
  static func thing(_ object: GridObject, _ color: GridColor) -> GridCell {
    precondition(object.isPortable, "\(object) is not a thing to carry")
    return GridCell(object, color)
  }

  /// What a full view shows in the agent's place.
  static func agent(_ direction: GridDirection) -> GridCell { GridCell(.agent, .red, direction.rawValue) }

  /// What stands here.
  public var object: GridObject { GridObject(rawValue: UInt8(truncatingIfNeeded: bits)) ?? .unseen }

  /// Its color.
  public var color: GridColor { GridColor(rawValue: UInt8(truncatingIfNeeded: bits >> 8)) ?? .red }

  /// The state of a door; open for everything else.
  public var doorState: GridDoorState { GridDoorState(rawValue: UInt8(truncatingIfNeeded: bits >> 16)) ?? .open }

  /// What a box contains; nil for an empty box and for everything else.
  public var content: GridCell? {
    guard let object = GridObject(rawValue: UInt8(truncatingIfNeeded: bits >> 24 & 7) + 4), object.isPortable,
      let color = GridColor(rawValue: UInt8(truncatingIfNeeded: bits >> 27 & 7))
    else { return nil }
    return GridCell(object, color)
  }

  /// Color and object in the words of a mission.
  var name: String { "\(color.name) \(object.name)" }

  /// Whether an agent sees what lies behind.
  var isClear: Bool { bits & GridCell.opaque == 0 }

  /// This cell or, under a mask of zeros, an unseen one.
  func masked(_ mask: UInt32) -> GridCell { GridCell(bits: bits & mask) }

  /// Whether an agent may step here.
  var isWalkable: Bool {
    switch object {
    case .empty, .floor, .goal, .lava: true
    case .door: doorState == .open
    default: false
    }
  }

  /// Whether this is that very object a world's rule is about.
  var isMarked: Bool { bits & GridCell.mark != 0 }

  /// The same object, known as that very one from now on.
  var marked: GridCell { GridCell(bits: bits | GridCell.mark) }

  /// Whether object and color are the same, whatever the state and whichever object it is.
  func looksLike(_ other: GridCell) -> Bool { (bits ^ other.bits) & 0xFFFF == 0 }

  /// Shows the cell to an archive.
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    var exchanged = bits
    try archive.serialize(&exchanged)
    self = GridCell(bits: exchanged)
    var same = GridCell(object, color)
    if object == .door { same = .door(color, doorState) }
    if object == .box { same = .box(color, containing: content) }
    if object == .unseen || object == .agent || same.bits != bits & ~GridCell.mark {
      throw archive.refuse("\(bits) is not a cell of a grid")
    }
  }
}
