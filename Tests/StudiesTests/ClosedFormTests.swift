import TestSupport
import Testing

@testable import RLStudies

@Suite(.timeLimit(.minutes(20))) struct ClosedFormTests {
  @Test(arguments: Depth.sample(1...128, 8, always: [1, 128]))
  func `every pixel of every canvas of a width is located without any error`(width: Int) throws {
    let finding = try ClosedForm.check(.channels, widths: width...width, height: ClosedForm.greatest)
    #expect(finding.canvases == 128 && finding.pixels == width * 128 * 129 / 2)
    #expect(finding.leaks == 0 && finding.worst == 0)
  }

  /// Rounding to float32 is all that a CoordConv layer's coordinates cost.
  @Test(arguments: Depth.sample([1, 2, 3, 64, 100, 127, 128], 2, always: [1]))
  func `with a CoordConv layer the nearest pixel is the right one`(width: Int) throws {
    let finding = try ClosedForm.check(.layer, widths: width...width, height: ClosedForm.greatest)
    #expect(finding.leaks == 0 && finding.isExactWhenRounded && finding.worst < 2e-5)
  }

  @Test(arguments: [[1, 1], [1, 9], [7, 1], [5, 9], [12, 16], [23, 17]], ClosedFormNetwork.Coordinates.allCases)
  func `the whole network agrees with its first layer`(size: [Int], kind: ClosedFormNetwork.Coordinates) throws {
    let finding = try ClosedForm.read(kind, height: size[0], width: size[1])
    #expect(finding.pixels == size[0] * size[1])
    #expect(kind == .channels ? finding.worst == 0 : finding.worst < 1e-5)
    #expect(
      try ClosedFormNetwork(kind, height: size[0], width: size[1]).worstError() ?? .infinity <= finding.worst + 1e-6)
  }
}
