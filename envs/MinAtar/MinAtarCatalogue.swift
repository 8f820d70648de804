internal import EnvironmentKit

extension EnvironmentCatalogue {
  /// The five games, each with its minimal and with the full action set.
  static let minatar: [EnvironmentEntry] = [
    EnvironmentEntry(aliases: ["MinAtar/Breakout-v1"], options: MinAtarOptions()) { MinAtarBreakout(options: $0) },
    EnvironmentEntry(aliases: ["MinAtar/Breakout-v0"], options: MinAtarOptions(actions: .full)) {
      MinAtarBreakout(options: $0)
    },
    EnvironmentEntry(aliases: ["MinAtar/SpaceInvaders-v1"], options: MinAtarOptions()) {
      MinAtarSpaceInvaders(options: $0)
    },
    EnvironmentEntry(aliases: ["MinAtar/SpaceInvaders-v0"], options: MinAtarOptions(actions: .full)) {
      MinAtarSpaceInvaders(options: $0)
    },
  ]
}
