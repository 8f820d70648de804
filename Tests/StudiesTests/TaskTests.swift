import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import RLStudies

@Suite(.timeLimit(.minutes(20))) struct TaskTests {
  static let tasks: [any SupervisedTask] = [
    CoordinateClassification(places: .pixels), CoordinateRegression(), SquareRendering(places: .scaled),
    ShapeRecognition(), ShapeLocation(),
  ]

  private func loss(_ task: any SupervisedTask, _ output: [Float], _ sample: Int, weight: Float = 1) -> (
    loss: Double, gradient: [Float]
  ) {
    var gradient = [Float](repeating: .nan, count: output.count)
    var scratch = [Float](repeating: .nan, count: max(1, task.scratchSize))
    var gradientSpan = gradient.mutableSpan
    var scratchSpan = scratch.mutableSpan
    let loss = task.loss(
      of: output.span, sample: sample, weight: weight, gradient: &gradientSpan, scratch: &scratchSpan)
    return (loss, gradient)
  }

  /// The loss of a sample in float64, from its definition.
  private func twin(_ index: Int, _ output: [Double], _ sample: Int) -> Double {
    func crossEntropy(_ target: Int) -> Double { log(output.reduce(0) { $0 + exp($1) }) - output[target] }
    func squaredError(_ target: [Double]) -> Double {
      zip(output, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / 2 }
    }
    let center = NotSoClevr.center(sample)
    switch index {
    case 0: return crossEntropy(center.y * 64 + center.x)
    case 1: return squaredError([Double(center.x) / 64, Double(center.y) / 64])
    case 2:
      return output.indices.reduce(0) { sum, i in
        let isLit = abs(i % 64 - center.x) <= 4 && abs(i / 64 - center.y) <= 4
        return sum - log(1 / (1 + exp(isLit ? -output[i] : output[i])))
      }
    case 3: return crossEntropy(sample % 3)
    default:
      let place = Translation.center(sample)
      return squaredError([place.x, place.y].map { 2 * Double($0) / 31 - 1 })
    }
  }

  @Test(arguments: tasks.indices) func `a loss and its gradient are those of the definition in float64`(_ index: Int) {
    let task = Self.tasks[index]
    var random = SplitMix64(UInt64(index))
    for sample in [0, 700, Int.random(in: 0..<2028, using: &random)] {
      let output = random.floats(task.outputSize, in: -2...2)
      let exact = output.map(Double.init)
      let found = loss(task, output, sample, weight: 0.5)
      #expect(abs(found.loss - twin(index, exact, sample)) < 1e-5 * max(1, found.loss))
      // Every number of a small output; of an image the places that matter most, and some more.
      let steepest = gradientOrder(found.gradient)
      let places =
        task.outputSize <= 3
        ? Array(output.indices)
        : [0, task.outputSize - 1] + steepest.prefix(3)
          + (0..<20).map { _ in Int.random(in: output.indices, using: &random) }
      for place in places {
        var (above, below) = (exact, exact)
        above[place] += 1e-4
        below[place] -= 1e-4
        let slope = (twin(index, above, sample) - twin(index, below, sample)) / 2e-4
        #expect(
          abs(Double(found.gradient[place]) - slope / 2) < 1e-6 + 1e-5 * abs(slope), "sample \(sample), \(place)")
      }
    }
  }

  /// Places from the steepest on.
  private func gradientOrder(_ gradient: [Float]) -> [Int] {
    gradient.indices.sorted { abs(gradient[$0]) > abs(gradient[$1]) }
  }

  @Test func `a place is given in pixels or from −1 to 1`() {
    var input: [Float] = [0, 0, 0]
    var span = input.mutableSpan
    CoordinateClassification(places: .pixels).write(0, into: &span, at: 1)
    #expect(input == [0, 4, 4])
    span = input.mutableSpan
    SquareRendering(places: .scaled).write(NotSoClevr.count - 1, into: &span, at: 0)
    let last: Float = 2 * 59 / 63 - 1
    #expect(input == [last, last, 4])
  }

  @Test func `scores are accuracy, pixels and the intersection over the union`() {
    let (sample, side) = (57, NotSoClevr.side)
    let center = NotSoClevr.center(sample)
    #expect(center == (5, 5))
    let pixel = center.y * side + center.x
    var logits = [Float](repeating: 0, count: side * side)
    #expect(CoordinateClassification(places: .pixels).score(of: logits.span, sample: sample) == 0, "a tie is no answer")
    logits[pixel] = 0.1
    #expect(CoordinateClassification(places: .pixels).score(of: logits.span, sample: sample) == 1)

    let place: [Float] = [8.0 / 64, 9.0 / 64]
    #expect(CoordinateRegression().score(of: place.span, sample: sample) == 5, "3 and 4 pixels off")

    let rendering = SquareRendering(places: .pixels)
    var image = (rendering.targetMap(sample) ?? []).map { $0 * 2 - 1 }
    #expect(image.count { $0 > 0 } == 81 && rendering.score(of: image.span, sample: sample) == 1)
    // A row less, and as many pixels elsewhere.
    for x in 0..<9 { image[side + 1 + x] = -1 }
    for x in 20..<29 { image[side * 40 + x] = 1 }
    #expect(rendering.score(of: image.span, sample: sample) == 72.0 / 90)
    image = [Float](repeating: -1, count: side * side)
    #expect(rendering.score(of: image.span, sample: sample) == 0)
  }

  @Test func `maps show what a network makes of a sample`() {
    let sample = 1234
    for task in Self.tasks.prefix(3) {
      let target = task.targetMap(sample) ?? []
      #expect(target.count == 64 * 64)
      // An output that is as right as can be is the same picture.
      let center = NotSoClevr.center(sample)
      let output =
        task.outputSize == 2
        ? [Float(center.x) / 64, Float(center.y) / 64] : target.map { $0 * 80 - 40 }
      let map = task.map(of: output.span) ?? []
      #expect(zip(map, target).allSatisfy { abs($0 - $1) < 1e-6 })
      #expect(task.score(of: output.span, sample: sample) == (task.outputSize == 2 ? 0 : 1))
    }
    #expect(
      CoordinateRegression().map(of: ([2, -1] as [Float]).span)?.allSatisfy { $0 == 0 } == true, "off the canvas")
  }

  @Test func `shapes lie whole on the canvas and differ`() {
    #expect(Translation.count == 3 * 26 * 26)
    var images: Set<[Float]> = []
    for sample in 0..<Translation.count {
      var image = [Float](repeating: .nan, count: 32 * 32)
      var span = image.mutableSpan
      ShapeRecognition().write(sample, into: &span, at: 0)
      #expect(image.allSatisfy { $0 == 0 || $0 == 1 })
      #expect(image.count { $0 == 1 } == [24, 13, 12][sample % 3])
      images.insert(image)
    }
    #expect(images.count == Translation.count)
  }

  @Test(arguments: Translation.heldOut) func `the held-out part lies to the right of training`(percent: Int) {
    let (train, test) = Translation.samples(heldOut: percent)
    #expect(train.count + test.count == Translation.count)
    let last = train.map { Translation.center(Int($0)).x }.max() ?? 99
    let first = test.map { Translation.center(Int($0)).x }.min() ?? 0
    #expect(first == last + 1)
    #expect(abs(Double(test.count) / Double(Translation.count) - Double(percent) / 100) < 0.02)
  }
}
