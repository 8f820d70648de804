/// A batch that is divided among lanes, each with a tape of its own: what their batch normalizations share.
///
/// Lanes go through their tapes in segments, ``Tape/forward(segment:)`` and ``Tape/backward(from:segment:)``, and meet
/// between them. Every tape records the same network.
public final class DividedBatch: @unchecked Sendable {  // Lanes write their own places, and read all after a meeting.
  let lanes: Int
  private var moments: [LaneMoments] = []

  public init(lanes: Int) { self.lanes = lanes }

  /// Lets a lane take no part in the next passes, having no samples.
  public func leaveOut(_ lane: Int) { for moments in moments { moments.rows[lane] = 0 } }

  /// Those of the normalization with this number, counted as a tape records them.
  func moments(_ number: Int, channels: Int) -> LaneMoments {
    if number == moments.count { moments.append(LaneMoments(lanes: lanes, channels: channels)) }
    precondition(moments[number].channels == channels, "the tapes of a batch record different networks")
    return moments[number]
  }
}

/// What each lane finds in its part of a batch, by channel, and what that makes together.
///
/// Lanes are joined in their order, so that the result does not depend on which came first.
final class LaneMoments {
  let channels: Int
  fileprivate(set) var rows: [Int]
  /// Means and sums of squared deviations, and on the way back sums of gradients and of gradients times normalized
  /// inputs: `[lanes, channels]` each.
  private let means: Storage
  private let deviations: Storage
  private let gradients: Storage
  private let products: Storage

  init(lanes: Int, channels: Int) {
    self.channels = channels
    rows = Array(repeating: 0, count: lanes)
    let size = lanes * channels * ElementType.float32.size
    means = Storage(size: size)
    deviations = Storage(size: size)
    gradients = Storage(size: size)
    products = Storage(size: size)
  }

  private func place(_ lane: Int, in storage: Storage) -> UnsafeMutablePointer<Float> {
    unsafe storage.address.assumingMemoryBound(to: Float.self) + lane * channels
  }

  var totalRows: Int { rows.reduce(0, +) }

  /// Notes a lane's part of the input, `[rows, channels]`.
  func note(_ input: UnsafeMutableRawPointer, _ type: ElementType, rows: Int, lane: Int) {
    self.rows[lane] = rows
    unsafe ChannelRows.moments(
      of: input, type, rows: rows, channels: channels, mean: place(lane, in: means),
      deviations: place(lane, in: deviations))
  }

  /// The mean and the biased variance of each channel over all lanes.
  ///
  /// Source: Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
  func join(mean: Storage, variance: Storage) {
    let (m, v) = unsafe (
      mean.address.assumingMemoryBound(to: Float.self), variance.address.assumingMemoryBound(to: Float.self)
    )
    let total = Double(totalRows)
    for c in 0..<channels {
      var center = 0.0
      for lane in rows.indices where rows[lane] > 0 {
        center += unsafe Double(place(lane, in: means)[c]) * Double(rows[lane])
      }
      center /= total
      var squares = 0.0
      for lane in rows.indices where rows[lane] > 0 {
        let distance = unsafe Double(place(lane, in: means)[c]) - center
        squares += unsafe Double(place(lane, in: deviations)[c]) + distance * distance * Double(rows[lane])
      }
      unsafe m[c] = Float(center)
      unsafe v[c] = Float(squares / total)
    }
  }

  /// Notes a lane's sums over its part of the gradient.
  func note(gradient: Storage, product: Storage, lane: Int) {
    let size = channels * ElementType.float32.size
    unsafe place(lane, in: gradients).update(
      from: gradient.address.assumingMemoryBound(to: Float.self), count: size / 4)
    unsafe place(lane, in: products).update(
      from: product.address.assumingMemoryBound(to: Float.self), count: size / 4)
  }

  /// The means over all lanes' rows of a channel's gradient, and of its gradient times the normalized input.
  func joinGradients(_ channel: Int) -> (gradient: Double, product: Double) {
    var (gradient, product) = (0.0, 0.0)
    for lane in rows.indices where rows[lane] > 0 {
      gradient += unsafe Double(place(lane, in: gradients)[channel])
      product += unsafe Double(place(lane, in: products)[channel])
    }
    let total = Double(totalRows)
    return (gradient / total, product / total)
  }
}
