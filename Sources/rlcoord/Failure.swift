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

/// How an error leaves the process: one line on standard error, and the code of its kind.
enum Failure {
  /// The command line asks for something that there is not or that cannot work (`EX_USAGE`).
  static let usage = ExitCode(64)
  /// A file or folder is not what it should be (`EX_DATAERR`).
  static let data = ExitCode(65)
  /// Something went wrong within (`EX_SOFTWARE`).
  static let software = ExitCode(70)
  /// What shells report for a process that a signal ended: 130 for Control-C, 143 for SIGTERM.
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
    Rlcoord.exit(withError: error)
  }

  /// Nil for the argument parser's own errors and exits.
  private static func code(of error: any Error) -> ExitCode? {
    switch error {
    case let error as SettingsError: error.isInFile ? data : usage
    case is UnknownName, is EnvironmentError, is ConfigurationError, is PolicyNetworkError: usage
    case StudyError.noSplits, StudyError.noNetworks, StudyError.nothingToTrain: usage
    case StudyError.otherRun, StudyError.damaged: data
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

  /// Where to read more, which the argument parser says at the end of its full message.
  private static func more(about error: any Error) -> String {
    let lines = Rlcoord.fullMessage(for: error).split(separator: "\n")
    guard let line = lines.last, let start = line.firstRange(of: "See '")?.lowerBound else { return "" }
    return " (" + line[start...].replacing(" for more information.", with: "").replacing("See", with: "see") + ")"
  }
}
