public import RLTensors

/// A parameter as files and other programs know it, and how it is cut from ours.
///
/// Two things differ from PyTorch's layout: a CoordConv weight is kept in two parts, image channels and coordinate
/// channels (a transposed one's first axis, and the second of others), and a linear layer after an image reads it channels last.
public struct ExportedParameter: Sendable {
  public let name: String
  /// As PyTorch has it: `[out, in]`, `[filters, channels, height, width]` or, transposed, `[channels, filters, …]`.
  public let shape: Shape
  let parts: [Parameter]
  /// `[height, width, channels]` of the flattened image a linear weight reads.
  let image: [Int]?
  /// Whether the parts follow one another along the first axis, not the second.
  let areRows: Bool

  init(_ name: String, _ shape: Shape, parts: [Parameter], image: [Int]? = nil, areRows: Bool = false) {
    self.name = name
    self.shape = shape
    self.parts = parts
    self.image = image
    self.areRows = areRows
  }

  /// The values in the exported layout.
  public func values(in store: ParameterStore) -> [Float] {
    let sources = parts.map { store.values(of: $0) }
    var values = [Float](repeating: 0, count: shape.count)
    eachElement { part, index, exported in values[exported] = sources[part][index] }
    return values
  }

  /// Takes values in the exported layout.
  /// - Precondition: as many as the shape has.
  public func assign(_ values: [Float], in store: ParameterStore) {
    precondition(values.count == shape.count)
    var targets = parts.map { [Float](repeating: 0, count: $0.shape.count) }
    eachElement { part, index, exported in targets[part][index] = values[exported] }
    for (part, target) in zip(parts, targets) { store.assign(target, to: part) }
  }

  /// Visits every element: its part, its index there, and its index in the exported array.
  private func eachElement(_ body: (_ part: Int, _ index: Int, _ exported: Int) -> Void) {
    let outputs = shape.rank > 0 && !areRows ? shape[0] : 1
    let row = shape.count / max(1, outputs)
    var start = 0
    for (number, part) in parts.enumerated() {
      let partRow = part.shape.count / max(1, outputs)
      for output in 0..<outputs {
        for i in 0..<partRow { body(number, output * partRow + i, output * row + start + channelsFirst(i)) }
      }
      start += partRow
    }
  }

  /// Where element `i` of a `[height, width, channels]` image is in `[channels, height, width]`.
  private func channelsFirst(_ i: Int) -> Int {
    guard let image else { return i }
    let (pixel, channel) = (i / image[2], i % image[2])
    return channel * image[0] * image[1] + pixel
  }
}
