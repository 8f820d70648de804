import COneDNN
import TestSupport
import Testing

@testable import RLTensors

/// A kernel that writes beyond the scratchpad it asked for destroys whatever lies there.
@Suite(.timeLimit(.minutes(20))) struct ScratchpadTests {
  /// Where a kernel might write too far, filled with a byte of its own.
  private static let margin = 1 << 16

  @Test(arguments: Depth.sample(0..<300 as Range<UInt64>, 60))
  func `a convolution keeps to its scratchpad`(seed: UInt64) throws {
    var random = SplitMix64(seed)
    func pick(_ numbers: [Int64]) -> Int64 { numbers[Int(random.next() % UInt64(numbers.count))] }
    let kernel = pick([1, 1, 2, 3])
    var shape = rl_convolution(
      batch: pick([1, 3]), height: pick([3, 7, 12, 18]), width: pick([3, 8, 16]), channels: pick([1, 2, 3, 4, 8, 17]),
      filters: pick([1, 2, 8, 18]), kernel_height: kernel, kernel_width: kernel, stride: pick([1, 2, 3]), padding: 0,
      far_padding: 0, dilation: 1, type: RL_FLOAT32)
    let primitives = try unsafe [
      Primitive("forward", detail: "") { unsafe rl_convolution_forward(&shape, 1, 0, $0) },
      Primitive("backward", detail: "") { unsafe rl_convolution_backward_data(&shape, $0) },
      Primitive("weights", detail: "") { unsafe rl_convolution_backward_weights(&shape, 0, $0) },
      Primitive("weights and bias", detail: "") { unsafe rl_convolution_backward_weights(&shape, 1, $0) },
    ]
    for (index, primitive) in primitives.enumerated() {
      let buffers = [RL_SOURCE, RL_WEIGHTS, RL_BIAS, RL_DESTINATION].map { slot in
        let buffer = Storage(size: primitive.size(slot))
        if primitive.size(slot) > 0 { primitive.bind(slot, buffer) }
        return buffer
      }
      let size = primitive.size(RL_SCRATCHPAD)
      guard size > 0 else { continue }
      let scratchpad = Storage(size: size + Self.margin)
      let bytes = unsafe UnsafeMutableRawBufferPointer(start: scratchpad.address, count: size + Self.margin)
      unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0xA5)
      primitive.bind(RL_SCRATCHPAD, scratchpad)
      primitive.run()
      #expect(unsafe bytes[size...].allSatisfy { $0 == 0xA5 }, "pass \(index) of \(shape)")
      withExtendedLifetime(buffers) {}
    }
  }
}
