internal import RLTensors

extension PolicyNetwork {
  /// What one filter of a CoordConv layer adds at every place of its output, `[height, width]`, whatever it sees there.
  public typealias PositionMapValues = (
    layer: String, filter: Int, filters: Int, height: Int, width: Int, values: [Float]
  )

  /// The map of filter number `turn`, counted from 0 through all CoordConv layers and round again, backwards as well;
  /// nil for a network without coordinates.
  ///
  /// It is read where ``PositionMaps`` last left it, and nothing is computed.
  public func positionMapValues(turn: Int) -> PositionMapValues? {
    let total = coordinateLayers.reduce(0) { $0 + $1.map.shape[3] }
    guard total > 0 else { return nil }
    var filter = turn % total
    if filter < 0 { filter += total }
    for layer in coordinateLayers {
      let (height, width, filters) = (layer.map.shape[1], layer.map.shape[2], layer.map.shape[3])
      if filter < filters {
        let values = parameters.withValues(of: layer.map) { map in
          (0..<height * width).map { map[$0 * filters + filter] }
        }
        return (layer.name, filter, filters, height, width, values)
      }
      filter -= filters
    }
    return nil
  }
}
