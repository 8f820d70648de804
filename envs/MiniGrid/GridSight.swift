/// How sight spreads over a square view, row by row away from the agent.
///
/// Bit `vx` of a word stands for column `vx` of a row. In each row sight spreads to the right, then to the left, and from
/// every cell that lets it through to the next row, straight ahead and to the side it is spreading to.
struct GridSight {
  /// Rows and columns of the largest view there is.
  static let maximum = 15

  private let all: UInt32
  /// What the row before lets one see of the next one.
  private var reached: UInt32

  /// The agent stands in the middle of the first row.
  ///
  /// - Parameter size: columns of the view, odd.
  @inline(__always)
  init(size: Int) {
    all = 1 &<< UInt32(truncatingIfNeeded: size) &- 1
    reached = 1 &<< UInt32(truncatingIfNeeded: size / 2)
  }

  /// The cells seen in the next row.
  ///
  /// - Parameter clear: the cells of the row that can be seen through.
  @inline(__always)
  mutating func next(clear: UInt32) -> UInt32 {
    // Adding carries a bit through an unbroken run of clear cells and to the one beyond, all at once.
    let toTheRight = (((reached & clear) &+ clear) ^ clear | reached) & all
    let rightward = toTheRight & clear & (all &>> 1)
    // There is no carry to the left: spread by one, two, four, eight cells.
    var leftward = toTheRight & clear
    var run = clear
    leftward |= run & (leftward &>> 1)
    run &= run &>> 1
    leftward |= run & (leftward &>> 2)
    run &= run &>> 2
    leftward |= run & (leftward &>> 4)
    run &= run &>> 4
    leftward |= run & (leftward &>> 8)
    leftward &= ~1
    reached = rightward | rightward &<< 1 | leftward | leftward &>> 1
    return toTheRight | leftward &>> 1
  }
}
