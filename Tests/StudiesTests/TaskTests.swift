import TestSupport
import Testing

@testable import RLStudies

@Suite struct TaskTests {
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

  @Test(arguments: tasks.indices) func `a loss has its slope as gradient`(_ index: Int) {
    let task = Self.tasks[index]
    var random = SplitMix64(UInt64(index))
    let sample = 700
    let output = random.floats(task.outputSize, in: -2...2)
    let gradient = loss(task, output, sample, weight: 0.5).gradient
    // Some places, and the one that matters most.
    let steepest = gradient.indices.max { abs(gradient[$0]) < abs(gradient[$1]) } ?? 0
    let places = [0, task.outputSize - 1, task.outputSize / 2, steepest]
    for place in places {
      var (above, below) = (output, output)
      // Large enough that a loss's rounding is small beside what it changes.
      above[place] += 1 / 16
      below[place] -= 1 / 16
      let slope = (loss(task, above, sample).loss - loss(task, below, sample).loss) * 8
      #expect(abs(Double(gradient[place]) - slope / 2) < 2e-3 * max(abs(slope), 1e-3), "task \(index), place \(place)")
    }
  }

  @Test func `a place is told in pixels or from −1 to 1`() {
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

    let told: [Float] = [8.0 / 64, 9.0 / 64]
    #expect(CoordinateRegression().score(of: told.span, sample: sample) == 5, "3 and 4 pixels off")

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

  @Test func `shapes lie whole on the canvas and are told apart`() {
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
