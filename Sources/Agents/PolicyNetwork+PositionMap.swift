package import RLEnvironmentKit
package import RLNetworks

extension PolicyNetwork {
  /// The map of filter number `turn` as someone who watches wants it, counted through all CoordConv layers and round
  /// again; nil for a network without coordinates.
  package func positionMap(turn: Int) -> PositionMap? {
    positionMapValues(turn: turn).map {
      PositionMap(
        layer: $0.layer, filter: $0.filter, filters: $0.filters, width: $0.width, height: $0.height, values: $0.values)
    }
  }
}
