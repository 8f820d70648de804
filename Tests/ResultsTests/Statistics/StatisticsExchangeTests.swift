import Foundation
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct StatisticsExchangeTests {
  @Test func `the exchange repeats and has every statistic of every case`() throws {
    let text = StatisticsExchange.text(seed: 1, repetitions: 20)
    #expect(StatisticsExchange.text(seed: 1, repetitions: 20) == text)
    #expect(StatisticsExchange.text(seed: 2, repetitions: 20) != text)
    let all = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(all["repetitions"] as? Int == 20)
    let cases = try #require(all["cases"] as? [[String: Any]])
    #expect(cases.count == 10)
    for item in cases {
      let name = try #require(item["name"] as? String)
      let x = try #require(item["x"] as? [[Double]])
      let y = try #require(item["y"] as? [[Double]])
      let estimates = try #require(item["estimates"] as? [String: [[Double]]])
      // Pairing needs as many runs on both sides.
      #expect(estimates.count == (x.count == y.count ? 9 : 8), "\(name)")
      for (statistic, numbers) in estimates {
        #expect(numbers.allSatisfy { $0.count == 3 && $0[1] <= $0[2] }, "\(name), \(statistic)")
      }
      #expect(estimates["profile"]?.count == (item["thresholds"] as? [Double])?.count)
      #expect(estimates["curve"]?.first == estimates["interquartile mean"]?.first)
    }
  }
}
