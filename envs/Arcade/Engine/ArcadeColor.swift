public import RLEnvironmentKit

/// The palette all arcade games share.
public enum ArcadeColor: UInt8, CaseIterable, Sendable {
  case black, night, navy, plum, forest, slate, brown, indigo
  case maroon, gray, blue, moss, red, violet, teal, rust
  case magenta, green, orange, steel, sky, silver, pink, tan
  case lime, amber, cyan, mint, peach, yellow, cream, white

  /// How it looks, as sRGB.
  public var rgb: RGB { ArcadeColor.table[Int(rawValue)] }

  /// How bright it is: ITU-R BT.601 luma, `0.299 R + 0.587 G + 0.114 B`, rounded to the nearest whole number.
  public var luminance: UInt8 {
    let (red, green, blue) = (Int(rgb.red), Int(rgb.green), Int(rgb.blue))
    return UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
  }

  /// In the order of the cases, dark colors first.
  private static let codes: [Int] = [
    0x000000, 0x10121C, 0x1B2447, 0x3A2046, 0x1E4028, 0x3A4154, 0x5A3A24, 0x3B3A9A,
    0x8A2432, 0x6B7080, 0x2F63D6, 0x55802F, 0xE0364A, 0x8E55E0, 0x228C8C, 0xC0642A,
    0xD84CC0, 0x3DB048, 0xF0842E, 0x8FA0B8, 0x58A8F2, 0xB8BEC8, 0xF58AB4, 0xD0A878,
    0x92D840, 0xF5B83D, 0x4FD8E8, 0x7FE8B0, 0xFFC8A0, 0xF8E64A, 0xFFF2C8, 0xFFFFFF,
  ]

  private static let table: [RGB] = codes.map { code in
    let (red, green, blue) = (code >> 16 & 0xFF, code >> 8 & 0xFF, code & 0xFF)
    return RGB(UInt8(red), UInt8(green), UInt8(blue))
  }

  /// The palette as `0xBBGGRR`, for loops over pixels.
  static let words: [UInt32] = table.map { UInt32($0.red) | UInt32($0.green) << 8 | UInt32($0.blue) << 16 }
}
