import RLRuns
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ProgressLineTests {
  static let progress = TrainingProgress(
    steps: 1_250_304, totalSteps: 5_000_000, seconds: 30, stepsPerSecond: 41_200.4, meanReturn: 12.345,
    windowEpisodes: 100, episodes: 900)

  @Test(arguments: [
    (
      200,
      "1,250,304 of 5,000,000 steps  25 %  41,200 steps/s  return 12.35  (100 episodes)  1:31 left"
    ),
    (86, "1,250,304 of 5,000,000 steps  41,200 steps/s  return 12.35  (100 episodes)  1:31 left"),
    (70, "1,250,304 of 5,000,000 steps  41,200 steps/s  return 12.35  1:31 left"),
    (60, "1,250,304 of 5,000,000 steps  return 12.35  1:31 left"), (30, "return 12.35  1:31 left"),
    (15, "return 12.35"), (3, ""),
  ])
  func `the line fits the terminal`(width: Int, text: String) {
    #expect(ProgressLine(Self.progress).text(width: width) == text)
  }

  @Test func `before the first episode there is no return`() {
    let progress = TrainingProgress(
      steps: 0, totalSteps: 10, seconds: 1, stepsPerSecond: 0, meanReturn: nil, windowEpisodes: 0, episodes: 0)
    #expect(ProgressLine(progress).text() == "0 of 10 steps  0 %  0 steps/s  return –  (0 episodes)")
  }

  @Test func `numbers are written for people`() {
    #expect((12.345).fixed(1) == "12.3")
    #expect((-0.04).fixed(1) == "0.0")
    #expect((-1.5).fixed(2) == "-1.50")
    #expect((7.0).fixed(0) == "7")
    #expect(0.grouped == "0")
    #expect((-1_234_567).grouped == "-1,234,567")
    #expect(59.6.clock == "1:00")
    #expect(3725.0.clock == "1:02:05")
  }
}
