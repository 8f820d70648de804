import RLAgents
import ArgumentParser
import RLDisplay
import RLEnvironmentKit
import RLEnvironments
import RLNetworks
import RLParity
internal import RLResults
import RLRuns
import RLStudies

/// How the process ends on an error: one line on standard error, and an exit code for its kind.
enum Failure {
  /// The command line asks for something that does not exist or cannot work (`EX_USAGE`).
  static let usage = ExitCode(64)
  /// A file or folder is not what it should be (`EX_DATAERR`).
  static let data = ExitCode(65)
  /// Something went wrong within (`EX_SOFTWARE`).
  static let software = ExitCode(70)
  /// What shells report for a process ended by a signal: 130 for Control-C, 143 for SIGTERM.
  static var interrupted: ExitCode { ExitCode(Interruption.exitCode) }

  static func exit(with error: any Error) -> Never {
    if let code = code(of: error) {
      Console.complain("\(error)")
      Rlcoord.exit(withError: code)
    }
    if Rlcoord.exitCode(for: error) == .validationFailure {
      Console.complain(Rlcoord.message(for: error) + more(about: error))
      Rlcoord.exit(withError: usage)
    }
    if let code = error as? ExitCode { Rlcoord.exit(withError: code) }
    // Help and the like.
    Console.printText(HelpText.text(for: error) + "\n")
    Rlcoord.exit(withError: Rlcoord.exitCode(for: error))
  }

  /// Nil for the argument parser's own errors and exits.
  private static func code(of error: any Error) -> ExitCode? {
    switch error {
    case let error as SettingsError: error.isInFile ? data : usage
    case is UnknownName, is EnvironmentError, is ConfigurationError, is PolicyNetworkError: usage
    case StudyError.noSplits, StudyError.noNetworks, StudyError.nothingToTrain: usage
    case StudyError.otherRun, StudyError.damaged: data
    case is InitialWeightsError: data
    case is CurvePlotError, is ComparisonPlanError, is ComparisonFolderError: usage
    case is EpisodeRequestError, is ControlsError, is ReplayPlaceError, is WindowError, is TerminalError: usage
    case PictureFileError.notPNG, FilmError.unknownEnding, FilmError.noFFmpeg: usage
    case is LevelError, is CheckpointError, is RunFolderError, is FileError, is TraceError, is ReplayError: data
    case is MetricsError, is RunResultError, is ComparisonError: data
    case is PictureFileError, is FilmError: data
    case is ExitCode: nil
    default: Rlcoord.exitCode(for: error) == .failure ? software : nil
    }
  }

  /// Where to read more, which the argument parser gives at the end of its full message.
  private static func more(about error: any Error) -> String {
    let lines = Rlcoord.fullMessage(for: error).split(separator: "\n")
    guard let line = lines.last, let start = line.firstRange(of: "See '")?.lowerBound else { return "" }
    return " (" + line[start...].replacing(" for more information.", with: "").replacing("See", with: "see") + ")"
  }
}
