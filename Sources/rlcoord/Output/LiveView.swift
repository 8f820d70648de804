import Display
import EnvironmentKit
import Foundation
import Synchronization

/// Shows work that goes on at full speed on another thread, such as training.
final class LiveView: Sendable {
  /// Where the work leaves what there is to see.
  let showcase: Showcase
  private let state = Mutex(State())

  private struct State {
    var status = ""
    var isDone = false
    var isShown = true
  }

  /// - Parameter worlds: side by side.
  init(worlds: Int) { showcase = Showcase(worlds: worlds) }

  /// What is said below the worlds.
  func say(_ status: String) { state.withLock { $0.status = status } }

  /// What is said when the person stops looking.
  static func goesOn(_ work: String) -> String { "no longer shown; \(work) goes on" }

  /// Whether someone still looks.
  var isShown: Bool { state.withLock { $0.isShown } }

  /// Does the work while it is shown, and to its end where the person stops looking before.
  ///
  /// - Parameters:
  ///   - options: with a kind of screen.
  ///   - left: called where the person stops looking before the work is done.
  ///   - work: carried out on a thread of its own.
  /// - Throws: what the work throws, and what there is to say against showing it, before the work begins.
  func show<Result: Sendable>(
    _ options: RenderOptions, title: String, left: () -> Void, work: @escaping @Sendable () throws -> Result
  ) throws -> Result {
    let file = try options.view.checkScreenshot()
    var viewer = Viewer(
      screen: try (options.render ?? .window).makeScreen(title: title), speed: options.view.speed,
      showsPanel: options.view.panel, keep: ViewOptions.keep)
    let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      let result = Swift.Result { try work() }
      outcome.withLock { $0 = result }
      self.state.withLock { $0.isDone = true }
      finished.signal()
    }
    // As much as the main thread has.
    thread.stackSize = 8 << 20
    thread.start()
    // Whatever goes wrong with showing it, the work is not to be lost.
    let problem = Swift.Result { try self.watch(&viewer, keeping: file, left: left) }
    finished.wait()
    if let result = outcome.withLock({ $0 }) {
      let value = try result.get()
      if case .failure(let error) = problem { Console.complain("\(error)") }
      return value
    }
    preconditionFailure("work that finished without a result")
  }

  private func watch(_ viewer: inout Viewer, keeping file: PictureFile?, left: () -> Void) throws {
    defer {
      viewer.close()
      state.withLock { $0.isShown = false }
    }
    let isDone = { self.state.withLock { $0.isDone } }
    var source = ShowcaseSource(showcase)
    while source == nil && !isDone() {
      Thread.sleep(forTimeInterval: 0.01)
      source = ShowcaseSource(showcase)
    }
    guard var source else { return }
    let end = try viewer.show(&source, shouldStop: isDone, status: { self.state.withLock { $0.status } })
    if let file, let picture = viewer.picture { try file.write(picture) }
    if end == .left { left() }
  }
}
