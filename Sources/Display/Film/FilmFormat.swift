/// What a film is stored as, by the ending of its name.
enum FilmFormat: String, CaseIterable {
  case gif, mp4, webm

  /// Nil for a name with another ending.
  init?(path: String) {
    let name = path.lowercased()
    guard let format = FilmFormat.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else { return nil }
    self = format
  }

  /// A rate that the format can hold: a number of pictures in a number of seconds.
  func nearestRate(to framesPerSecond: Double) -> (pictures: Double, seconds: Int) {
    switch self {
    case .gif: (100, Int(min(max(2, (100 / framesPerSecond).rounded()), 65_535)))
    case .mp4, .webm: (framesPerSecond, 1)
    }
  }

  /// ffmpeg's arguments for the film that it makes of the pictures.
  var encoding: [String] {
    // Both know only even sizes at this sampling of color.
    let filter = """
      pad=ceil(iw/2)*2:ceil(ih/2)*2,\
      scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p
      """
    let colors = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
    switch self {
    case .gif:
      // Held as they are until all colors are known: the palette comes first in the file.
      return ["-codec:v", "qtrle", "-f", "mov"]
    case .mp4:
      return ["-vf", filter] + colors + [
        "-codec:v", "libx264", "-crf", "16", "-tune", "animation", "-movflags", "+faststart", "-f", "mp4",
      ]
    case .webm:
      return ["-vf", filter] + colors + [
        "-codec:v", "libvpx-vp9", "-crf", "18", "-b:v", "0", "-deadline", "good", "-cpu-used", "4", "-row-mt", "1",
        "-f", "webm",
      ]
    }
  }

  /// What makes the animation of pictures that are held: one palette for all of them, colors as they are where they fit,
  /// and of each picture only what is new.
  ///
  /// - Parameter palette: the path of a ``FilmPalette/image``; without one ffmpeg makes a palette of its own, for which
  ///   the pictures are read twice, since from a single reading it would keep them all in memory.
  static func animation(of held: String, palette: String?) -> [String] {
    let pictures = ["-f", "mov", "-i", held]
    let use = "paletteuse=dither=none:diff_mode=rectangle"
    guard let palette else {
      let graph = "[0]palettegen=stats_mode=full[palette];[1][palette]\(use)"
      return pictures + pictures + ["-filter_complex", graph, "-f", "gif"]
    }
    let image = ["-f", "rawvideo", "-pixel_format", "rgba", "-video_size", "16x16", "-i", palette]
    return pictures + image + ["-filter_complex", "[0][1]\(use)", "-f", "gif"]
  }
}
