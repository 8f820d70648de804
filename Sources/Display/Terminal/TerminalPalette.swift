internal import RLEnvironmentKit

/// The colors a terminal understands.
enum TerminalPalette: Equatable {
  /// All of sRGB.
  case trueColor
  /// xterm's 256: a cube of 6×6×6 and 24 grays; the first 16 are left out, since everybody sets them differently.
  case indexed

  /// What the environment's variables say about the terminal.
  ///
  /// - Throws: ``TerminalError/noColors(setting:)``.
  init(environment: [String: String]) throws(TerminalError) {
    let terminal = environment["TERM"] ?? ""
    if let wish = environment["NO_COLOR"], !wish.isEmpty { throw .noColors(setting: "NO_COLOR=\(wish)") }
    guard !terminal.isEmpty && terminal != "dumb" else { throw .noColors(setting: "TERM=\(terminal)") }
    let isTrue = ["truecolor", "24bit"].contains(environment["COLORTERM"]) || terminal.hasSuffix("-direct")
    self = isTrue ? .trueColor : .indexed
  }

  /// The number of the nearest color: of three bytes, or in the table of 256.
  func code(of color: RGB) -> UInt32 {
    switch self {
    case .trueColor: UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
    case .indexed: TerminalPalette.index(of: color)
    }
  }

  /// The parameters that select a color.
  ///
  /// - Parameter target: 38 for ink, 48 for ground.
  func parameters(for code: UInt32, target: Int) -> String {
    switch self {
    case .trueColor: "\(target);2;\(code >> 16);\(code >> 8 & 255);\(code & 255)"
    case .indexed: "\(target);5;\(code)"
    }
  }

  private static func index(of color: RGB) -> UInt32 {
    let channels = SIMD4(Int32(color.red), Int32(color.green), Int32(color.blue), 0)
    // In the cube each channel is free; among the grays the nearest is the one nearest to the mean.
    let steps = SIMD4(step(channels.x), step(channels.y), step(channels.z), 0)
    let levels = (steps &* 40 &+ 55).replacing(with: 0, where: steps .== 0)
    let gray = min(23, max(0, (channels.wrappedSum() - 9) / 30))
    let grays = SIMD4(repeating: 8 + 10 * gray).replacing(with: 0, where: SIMDMask([false, false, false, true]))
    let (toCube, toGray) = (channels &- levels, channels &- grays)
    let isGray = (toGray &* toGray).wrappedSum() < (toCube &* toCube).wrappedSum()
    return UInt32(isGray ? 232 + gray : 16 + 36 * steps.x + 6 * steps.y + steps.z)
  }

  /// The nearest of the cube's levels: 0, 95, 135, 175, 215, 255.
  private static func step(_ channel: Int32) -> Int32 { channel < 48 ? 0 : channel < 115 ? 1 : (channel - 35) / 40 }
}
