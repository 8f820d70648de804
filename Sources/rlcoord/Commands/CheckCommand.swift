import ArgumentParser
import RLRuns

/// `rlcoord check`: whether a level can be played.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check levels of your own: the first mistake, or what the level is like.",
    discussion: """
      Prints the first mistake with its line and column, or the level's actions, limits and options. Any environment's \
      name with options and wrappers can be checked, too.

      Examples:
        rlcoord check my-maze.txt
        rlcoord check my-maze.txt:view=full+frame-stack=4
      """)

  @Argument(help: ArgumentHelp("A level's file, or an environment's name.", valueName: "level"), completion: .file())
  var levels: [String]

  func run() throws {
    for (index, level) in levels.enumerated() {
      if index > 0 { Console.print("") }
      EnvironmentDetails(entry: try Names.environment(level)).lines.forEach(Console.print)
    }
  }
}
