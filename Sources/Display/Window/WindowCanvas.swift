#if SDL
  internal import CSDL2
  internal import RLEnvironmentKit

  /// A window of the desktop and the picture in it.
  @safe final class WindowCanvas {
    /// Of the screen, each way, that a window takes at most when it opens.
    private static let share = 0.875

    let window: OpaquePointer
    private let renderer: OpaquePointer
    private var texture: OpaquePointer?
    private var pictureSize: (width: Int, height: Int) = (0, 0)

    /// Opens a window as large as the largest whole multiple of a picture that leaves some of the screen free.
    init(title: String, _ picture: Picture) throws(WindowError) {
      var screen = SDL_Rect()
      unsafe SDL_GetDisplayUsableBounds(0, &screen)
      let room = (width: Int(Double(screen.w) * Self.share), height: Int(Double(screen.h) * Self.share))
      let scale = max(1, min(room.width / picture.width, room.height / picture.height))
      guard
        let window = unsafe SDL_CreateWindow(
          title, rlcoord_centered, rlcoord_centered, Int32(picture.width * scale), Int32(picture.height * scale),
          SDL_WINDOW_RESIZABLE.rawValue | SDL_WINDOW_ALLOW_HIGHDPI.rawValue)
      else { throw .refused(reason: VideoDriver.reason) }
      // Measured under X11 for 700×450 pixels shown twice as large: 0.7 ms of processor time in software, 4.9 ms by
      // OpenGL where no graphics card helps. Nor does it ever wait for the screen.
      guard let renderer = unsafe SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE.rawValue) else {
        let problem = WindowError.refused(reason: VideoDriver.reason)
        unsafe SDL_DestroyWindow(window)
        throw problem
      }
      unsafe self.window = window
      unsafe self.renderer = renderer
    }

    deinit {
      unsafe SDL_DestroyTexture(texture)
      unsafe SDL_DestroyRenderer(renderer)
      unsafe SDL_DestroyWindow(window)
    }

    func show(_ picture: Picture) throws(WindowError) {
      if pictureSize != (picture.width, picture.height) {
        guard
          let other = unsafe SDL_CreateTexture(
            renderer, SDL_PIXELFORMAT_RGB24.rawValue, Int32(SDL_TEXTUREACCESS_STREAMING.rawValue),
            Int32(picture.width), Int32(picture.height))
        else { throw .refused(reason: VideoDriver.reason) }
        unsafe SDL_DestroyTexture(texture)
        unsafe texture = other
        pictureSize = (picture.width, picture.height)
        try check(unsafe SDL_SetTextureScaleMode(other, SDL_ScaleModeNearest))
      }
      try check(unsafe SDL_UpdateTexture(texture, nil, picture.bytes, Int32(picture.width * 3)))
      try redraw()
    }

    /// Shows the last picture again.
    func redraw() throws(WindowError) {
      guard unsafe texture != nil else { return }
      let (width, height) = try size()
      // Where there is no room for it, all of the picture counts for more than crisp pixels.
      let fit = min(Double(width) / Double(pictureSize.width), Double(height) / Double(pictureSize.height))
      let scale = fit < 1 ? fit : fit.rounded(.down)
      var place = SDL_Rect()
      place.w = Int32(max(1, Double(pictureSize.width) * scale))
      place.h = Int32(max(1, Double(pictureSize.height) * scale))
      place.x = (Int32(width) - place.w) / 2
      place.y = (Int32(height) - place.h) / 2
      try check(unsafe SDL_SetRenderDrawColor(renderer, 0, 0, 0, 255))
      try check(unsafe SDL_RenderClear(renderer))
      try check(unsafe SDL_RenderCopy(renderer, texture, nil, &place))
      unsafe SDL_RenderPresent(renderer)
    }

    /// What SDL holds for the screen.
    func readBack() throws(WindowError) -> Picture {
      let (width, height) = try size()
      var picture = Picture(width: width, height: height)
      let status = picture.withBytes { bytes in
        unsafe bytes.withUnsafeMutableBytes {
          unsafe SDL_RenderReadPixels(
            renderer, nil, SDL_PIXELFORMAT_RGB24.rawValue, $0.baseAddress, Int32(width * 3))
        }
      }
      try check(status)
      return picture
    }

    /// In pixels of the screen: a high-density one has more of them than the window's own size.
    private func size() throws(WindowError) -> (width: Int, height: Int) {
      var (width, height): (Int32, Int32) = (0, 0)
      try check(unsafe SDL_GetRendererOutputSize(renderer, &width, &height))
      return (Int(width), Int(height))
    }

    private func check(_ status: Int32) throws(WindowError) {
      if status < 0 { throw .refused(reason: VideoDriver.reason) }
    }
  }
#endif
