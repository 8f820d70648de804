import RLNetworks
import Testing

@Suite(.timeLimit(.minutes(20))) struct ScheduleTests {
  @Test(arguments: [(0, 8), (0.25, 6), (0.5, 4), (1, 0), (1.5, 0)] as [(Double, Float)])
  func `a linear schedule falls to zero at the end and stays there`(progress: Double, expected: Float) {
    #expect(Schedule.linear.value(8, progress: progress) == expected)
    #expect(Schedule.constant.value(8, progress: progress) == 8)
  }

  @Test(arguments: [(0, 1), (0.199, 1), (0.2, 0.1), (0.6, 1e-3), (0.8, 1e-4), (1, 1e-4)] as [(Double, Float)])
  func `a schedule of steps falls to a tenth after every fifth`(progress: Double, expected: Float) {
    #expect(abs(Schedule.steps.value(1, progress: progress) / expected - 1) < 1e-5)
  }

  @Test func `a step comes with the epoch it belongs to`() {
    for epochs in [5, 10, 100, 200, 1000] {
      for fifth in 1...4 {
        let progress = Double(fifth * epochs / 5) / Double(epochs)
        #expect(Schedule.steps.value(1, progress: progress) < Schedule.steps.value(1, progress: progress - 0.01))
      }
    }
  }
}
