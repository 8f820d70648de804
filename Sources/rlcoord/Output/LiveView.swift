import RLDisplay
import RLEnvironmentKit
import Foundation
import Synchronization

/// Shows work that runs at full speed on another thread, such as training.
struct LiveView {
  /// What the work and its watcher share.
  final class Link: Sendable {
    /// Where the work leaves its views.
    let showcase: Showcase
    private let state: Mutex<(status: String, isDone: Bool, isShown: Bool)>

    fileprivate init(worlds: Int, status: String) {
      showcase = Showcase(worlds: worlds)
      state = Mutex((status, false, true))
    }

    /// The text below the worlds.
    var status: String {
      get { state.withLock { $0.status } }
      set { state.withLock { $0.status = newValue } }
    }

    /// Whether the work is done.
    fileprivate(set) var isDone: Bool {
      get { state.withLock { $0.isDone } }
      set { state.withLock { $0.isDone = newValue } }
    }

    /// Whether someone still looks.
    fileprivate(set) var isShown: Bool {
      get { state.withLock { $0.isShown } }
      set { state.withLock { $0.isShown = newValue } }
    }
  }

  let kind: ScreenKind
  private let options: RenderOptions
  private let link: Link
  private let file: PictureFile?
  private let screen: any Screen

  /// Prepares the screen.
  ///
  /// - Parameters:
  ///   - options: where they name no kind of screen, it is a window.
  ///   - title: of a window, and the text below the worlds until the work reports another.
  /// - Throws: what prevents showing it.
  init(_ options: RenderOptions, title: String) throws {
    kind = options.render ?? .window
    self.options = options
    link = Link(worlds: options.tiles ?? 1, status: title)
    file = try options.view.checkScreenshot()
    screen = try kind.makeScreen(title: title)
  }

  /// Does the work while it is shown, and to its end where the person stops looking before.
  ///
  /// - Parameters:
  ///   - name: of the work, for a person.
  ///   - work: carried out on a thread of its own.
  /// - Throws: what the work throws.
  func show<Result: Sendable>(_ name: String, work: @escaping @Sendable (Link) throws -> Result) throws -> Result {
    let outcome = Outcome<Result>()
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread { [link] in
      outcome.value.withLock { $0 = Swift.Result { try work(link) } }
      link.isDone = true
      finished.signal()
    }
    // As much as the main thread has.
    thread.stackSize = 8 << 20
    thread.start()
    do {
      if try watch() == .left { Console.note("no longer shown; \(name) continues") }
    } catch {
      // The work is not to be lost with its picture.
      Console.complain("\(error)")
    }
    link.isShown = false
    finished.wait()
    guard let result = outcome.value.withLock({ $0 }) else { preconditionFailure("\(name) ended without a result") }
    return try result.get()
  }

  private final class Outcome<Value: Sendable>: Sendable {
    let value = Mutex<Result<Value, any Error>?>(nil)
  }

  private func watch() throws -> Viewer.End {
    var viewer = Viewer(
      screen: screen, speed: options.view.speed, showsPanel: options.view.panel, keep: ViewOptions.keep)
    defer { viewer.close() }
    var source = ShowcaseSource(link.showcase)
    while source == nil && !link.isDone {
      Thread.sleep(forTimeInterval: 0.01)
      source = ShowcaseSource(link.showcase)
    }
    guard var source else { return .stopped }
    let end = try viewer.show(&source, shouldStop: { link.isDone }, status: { link.status })
    if let file, let picture = viewer.picture { try file.write(picture) }
    return end
  }
}
