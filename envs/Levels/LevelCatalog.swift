internal import RLEnvironmentKit

extension EnvironmentCatalog {
  /// The levels of this folder, each embedded in the program: the position-critical ones first.
  static let levels: [EnvironmentEntry] = [
    level("twin-rooms", PackageResources.twin_rooms_txt),
    level("four-chambers", PackageResources.four_chambers_txt),
    level("second-alcove", PackageResources.second_alcove_txt),
    level("upper-door", PackageResources.upper_door_txt),
    level("left-key", PackageResources.left_key_txt),
    level("nearest-exit", PackageResources.nearest_exit_txt),
    level("four-rooms", PackageResources.four_rooms_txt),
    level("maze", PackageResources.maze_txt),
    level("lava-bridge", PackageResources.lava_bridge_txt),
    level("ball-in-the-way", PackageResources.ball_in_the_way_txt),
    level("lock-and-key", PackageResources.lock_and_key_txt),
    level("boxed-key", PackageResources.boxed_key_txt),
    level("three-keys", PackageResources.three_keys_txt),
    level("gather", PackageResources.gather_txt),
  ]

  private static func level(_ name: String, _ bytes: [UInt8]) -> EnvironmentEntry {
    do {
      return try Level(parsing: bytes, name: "levels/\(name)").entry
    } catch {
      preconditionFailure("an embedded level does not parse: \(error)")
    }
  }
}
