/// What this build of rlcoord calls itself.
public enum RLCoord {
  /// The version that `rlcoord --version` prints and that every run's configuration records.
  public static let version = "0.1.0"
}
