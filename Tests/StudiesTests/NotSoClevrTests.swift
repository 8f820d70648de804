import RLNetworks
import TestSupport
import RLTensors
import Testing

@testable import RLStudies

@Suite(.timeLimit(.minutes(20))) struct NotSoClevrTests {
  @Test func `there is a center for every place of a whole square`() {
    let centers = (0..<NotSoClevr.count).map(NotSoClevr.center)
    #expect(centers.count == 3136 && Set(centers.map { $0.y * 64 + $0.x }).count == 3136)
    #expect(centers.allSatisfy { (4...59).contains($0.x) && (4...59).contains($0.y) })
    // Columns are the outer order.
    #expect(centers[0] == (4, 4) && centers[1] == (4, 5) && centers[56] == (5, 4))
  }

  @Test(arguments: [(NotSoClevr.Split.uniform, 2368, 768), (.quadrant, 2407, 729)])
  func `the splits are those of the released data`(split: NotSoClevr.Split, train: Int, test: Int) {
    let samples = split.samples
    #expect(samples.train.count == train && samples.test.count == test)
    #expect(Set(samples.train).union(samples.test) == Set(0..<Int32(NotSoClevr.count)))
    if split == .quadrant {
      let isLowerRight = { (sample: Int32) in
        let center = NotSoClevr.center(Int(sample))
        return center.x >= 33 && center.y >= 33
      }
      #expect(samples.test.allSatisfy(isLowerRight) && !samples.train.contains(where: isLowerRight))
    }
  }

  /// NumPy's `RandomState(20202).rand()` gives 0.42, 0.175, 0.80 …
  @Test func `the uniform split begins as NumPy's numbers say`() {
    #expect(NotSoClevr.Split.uniform.samples.test.prefix(6) == [1, 3, 21, 35, 37, 44])
  }

  // MARK: Networks

  /// Weights that the layer lists of the paper come to.
  @Test(arguments: [
    (2, [46_465, 183_041, 409_729]), (3, [103_585, 409_921, 919_009]), (4, [183_553, 727_553, 1_632_001]),
  ]) func `deconvolutions have as many weights as the paper's`(kernel: Int, counts: [Int]) {
    for (scale, count) in zip(1..., counts) {
      let network = NotSoClevrNetworks.deconvolution(kernel: kernel, scale: scale)
      #expect(network.parameters.learnedCount == count && network.outputShape == [64, 64, 1])
      #expect(network.hasBatchNorm)
    }
  }

  @Test func `the other networks have as many weights as the paper's`() {
    typealias Networks = NotSoClevrNetworks
    let counts: [(SequentialNetwork, Int, [Int])] = [
      (Networks.coordinates(scale: 1), 7553, [64, 64, 1]), (Networks.coordinates(scale: 2), 29_441, [64, 64, 1]),
      (Networks.coordinatesWithHead(kernel: 1, scale: 1), 8074, [64, 64, 1]),
      (Networks.coordinatesWithHead(kernel: 1, scale: 2), 9490, [64, 64, 1]),
      (Networks.coordinatesWithHead(kernel: 2, scale: 1), 9490, [64, 64, 1]),
      (Networks.coordinatesWithHead(kernel: 3, scale: 1), 11_850, [64, 64, 1]),
      (Networks.coordinatesWithHead(kernel: 3, scale: 2), 24_210, [64, 64, 1]),
      (Networks.convolutionsAndLinear(scale: 1), 72_850, [2]), (Networks.convolutionsAndMean(scale: 1), 12_914, [2]),
      (Networks.coordinatesAndMaximum(), 906, [2]),
    ]
    for (network, count, shape) in counts {
      #expect(network.parameters.learnedCount == count && network.outputShape == shape)
    }
  }

  @Test func `the paper's sweeps are whole`() {
    #expect(SupervisedStudy.deconvolutionSweep.count == 324)
    #expect(SupervisedStudy.classification.arms[1].sweep.count == 6)
    #expect(SupervisedStudy.regression.arms.map(\.sweep.count) == [9, 9, 1])
    // The paper's 648 are these with two losses; ours has the logistic one.
    #expect(SupervisedStudy.rendering.arms.map(\.sweep.count) == [324, 8])
  }
}
