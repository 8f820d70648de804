import Networks
import Testing

@Suite struct ScheduleTests {
  @Test(arguments: [(0, 8), (0.25, 6), (0.5, 4), (1, 0), (1.5, 0)] as [(Double, Float)])
  func `a linear schedule falls to zero at the end and stays there`(progress: Double, expected: Float) {
    #expect(Schedule.linear.value(8, progress: progress) == expected)
    #expect(Schedule.constant.value(8, progress: progress) == 8)
  }
}
