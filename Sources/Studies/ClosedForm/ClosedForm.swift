internal import Dispatch
internal import RLEnvironmentKit
internal import RLResults
internal import Synchronization

/// No training: the map from a pixel to its place in closed form, checked at every pixel of every canvas.
package struct ClosedForm: Study {
  package let name = "closed-form"
  package let summary = "Where is the lit pixel? Four weights set by hand find it, with no training at all"
  package let source = "Piekniewski, \"Autopsy of a deep learning paper\", 2018"
  package let networks: [String] = []
  package let splits: [String] = []
  package let trains = false

  /// The greatest side of a canvas.
  package static let greatest = 128

  /// That of the canvases that are checked.
  private let side: Int

  /// - Parameter side: the greatest side of a canvas to check.
  package init(side: Int = greatest) { self.side = side }

  /// Of one kind of coordinates, over canvases.
  package struct Finding: Sendable, Equatable {
    package var canvases = 0
    package var pixels = 0
    /// In pixels, before rounding to whole ones.
    package var worst: Float = 0
    /// Canvases on which something passed the rectifiers at dark pixels.
    package var leaks = 0

    /// Whether the nearest pixel is the right one everywhere.
    package var isExactWhenRounded: Bool { worst < 0.5 && leaks == 0 }

    mutating func add(_ other: Finding) {
      canvases += other.canvases
      pixels += other.pixels
      worst = max(worst, other.worst)
      leaks += other.leaks
    }
  }

  /// Checks every canvas of these widths, and of heights from 1 to `height`.
  package static func check(
    _ kind: ClosedFormNetwork.Coordinates, widths: ClosedRange<Int>, height: Int
  ) throws -> Finding {
    var finding = Finding()
    for width in widths {
      for height in 1...height {
        let worst = try ClosedFormNetwork(kind, height: height, width: width).worstError()
        finding.add(
          Finding(canvases: 1, pixels: width * height, worst: worst ?? .infinity, leaks: worst == nil ? 1 : 0))
      }
    }
    return finding
  }

  /// Sends an image for every pixel of a canvas through the whole network.
  package static func read(_ kind: ClosedFormNetwork.Coordinates, height: Int, width: Int) throws -> Finding {
    let count = height * width
    let batch = max(1, min(count, 65_536 / count))
    let reader = try ClosedFormNetwork(kind, height: height, width: width).reader(batch: batch)
    var finding = Finding(canvases: 1, pixels: count)
    for start in stride(from: 0, to: count, by: batch) {
      // The last images start over where no pixels are left.
      let pixels = (start..<start + batch).map { $0 % count }
      for (pixel, place) in zip(pixels, reader.places(ofPixels: pixels)) {
        finding.worst = max(finding.worst, abs(place.x - Float(pixel % width)), abs(place.y - Float(pixel / width)))
      }
    }
    return finding
  }

  /// Canvases that are read image by image, `[height, width]`; the article's is 70×100.
  private var read: [[Int]] {
    [[64, 64], [70, 100], [128, 128], [1, 128], [128, 1], [127, 113], [1, 1]].map { size in size.map { min($0, side) } }
  }

  package func carryOut(
    _ order: StudyOrder, shouldStop: @Sendable () -> Bool, progress: (StudyProgress) -> Void
  ) throws -> StudyReport? {
    let kinds = ClosedFormNetwork.Coordinates.allCases
    var table = StudyTable(
      header: ["coordinates", "canvases", "pixels", "images read whole", "greatest error, px", "after rounding, px"])
    var records: [JSON] = []
    for kind in kinds {
      guard let all = try checkAll(kind, threads: order.threads, shouldStop: shouldStop) else { return nil }
      var whole = Finding()
      for size in read { whole.add(try Self.read(kind, height: size[0], width: size[1])) }
      let worst = max(all.worst, whole.worst)
      table.rows.append([
        kind.title, all.canvases.grouped, all.pixels.grouped, whole.pixels.grouped, worst == 0 ? "0" : "\(worst)",
        all.isExactWhenRounded && whole.isExactWhenRounded ? "0" : "wrong",
      ])
      records.append(
        .record([
          "coordinates": .string(kind.rawValue), "canvases": .count(all.canvases), "pixels": .count(all.pixels),
          "imagesReadWhole": .count(whole.pixels), "leaks": .count(all.leaks), "greatestError": .number(Double(worst)),
          "isExactWhenRounded": .bool(all.isExactWhenRounded && whole.isExactWhenRounded),
        ]))
    }
    var report = StudyReport()
    report.lines = table.lines
    report.files = [("canvases.csv", table.csv)]
    report.figures = try Self.figures()
    report.record = .record([
      "event": "finished", "study": .string(name), "folder": .string(order.path), "findings": .array(records),
    ])
    report.summary = """
      # \(name)

      \(summary). Source: \(source).

      ```
      \(order.command)
      ```

      \(table.markdown)
      Every canvas from 1×1 to \(side)×\(side) is checked at every pixel: the first layer's output for a \
      dark pixel is exactly 0, so the sum over an image with one lit pixel is its output for that one. The images of \
      \(read.map { "\($0[1])×\($0[0])" }.joined(separator: ", ")) went through the whole network one by one. With \
      coordinates counted in pixels every number is whole and nothing is rounded; with a CoordConv layer's, from −1 to 1, \
      float32 rounds, and the nearest pixel is the right one.

      ![The image, and what passes the rectifiers](\(StudyReport.sheetName))

      """
    return report
  }

  /// Every canvas, its widths shared out over threads; nil where it was stopped.
  private func checkAll(
    _ kind: ClosedFormNetwork.Coordinates, threads: Int, shouldStop: @Sendable () -> Bool
  ) throws -> Finding? {
    let next = Atomic<Int>(1)
    let state = Mutex((finding: Finding(), error: (any Error)?.none))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while !shouldStop() {
        let width = next.add(1, ordering: .relaxed).oldValue
        guard width <= side else { return }
        do {
          let part = try Self.check(kind, widths: width...width, height: side)
          state.withLock { $0.finding.add(part) }
        } catch {
          state.withLock { $0.error = $0.error ?? error }
        }
      }
    }
    if shouldStop() { return nil }
    return try state.withLock { state in
      if let error = state.error { throw error }
      return state.finding
    }
  }

  /// A small canvas with one lit pixel, and the first layer's outputs for it.
  private static func figures() throws -> [StudyReport.Figure] {
    let (width, height, lit) = (20, 14, (x: 6, y: 4))
    let responses = try ClosedFormNetwork(.channels, height: height, width: width)
      .responses(toPixel: lit.y * width + lit.x)
    func figure(_ caption: String, _ share: (_ pixel: Int) -> Double) -> StudyReport.Figure {
      var picture = Picture(width: width, height: height)
      for pixel in 0..<width * height {
        picture[pixel % width, pixel / width] = CanvasMap.color(share(pixel))
      }
      return StudyReport.Figure(
        section: "\(width)x\(height), lit at (\(lit.x), \(lit.y))", caption: caption, picture: picture)
    }
    return [
      figure("A, the image") { $0 == lit.y * width + lit.x ? 1 : 0 },
      figure("X") { Double($0 % width) / Double(width - 1) },
      figure("Y") { Double($0 / width) / Double(height - 1) },
      figure("DX") { Double(responses[2 * $0]) / Double(width) },
      figure("DY") { Double(responses[2 * $0 + 1]) / Double(height) },
    ]
  }
}

extension ClosedFormNetwork.Coordinates {
  fileprivate var title: String {
    switch self {
    case .channels: "two channels, in pixels"
    case .layer: "a CoordConv layer's, −1 to 1"
    }
  }
}
