public import ArgumentParser
public import RLDisplay
import Foundation
import RLEnvironmentKit
import RLRuns

extension ScreenKind: ExpressibleByArgument {}

/// How something is shown.
struct ViewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Times the world's own pace; + and - change it. (default: 1)", valueName: "x"),
    transform: ViewOptions.positive)
  var speed = 1.0

  @Flag(inversion: .prefixedNo, help: "Show return, policy and what the agent sees beside the world; o toggles it.")
  var panel = true

  @Option(
    help: ArgumentHelp("Keep the last picture here when it ends.", valueName: "file.png"),
    completion: .file(extensions: ["png"]))
  var screenshot: String?

  /// Looks whether the last picture can be kept, before there is one.
  func checkScreenshot() throws -> PictureFile? { try screenshot.map { try PictureFile($0) } }

  /// Where the pictures go that a person asks for by key: the first free number in the present folder.
  static func keep(_ picture: Picture) throws -> String {
    var number = 1
    while FileManager.default.fileExists(atPath: "screenshot-\(number).png") { number += 1 }
    let path = "screenshot-\(number).png"
    try PictureFile(path).write(picture)
    return "kept as \(path)"
  }

  @Sendable static func positive(_ text: String) throws -> Double {
    guard let value = Double(text), value > 0, value.isFinite else {
      throw ValidationError("'\(text)' is not a number above 0")
    }
    return value
  }
}
