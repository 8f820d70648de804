import Benchmarks
import Agents
import Networks
let only = CommandLine.arguments.dropFirst().first
for b in LearnerBenchmark.all(threads: 2) where only == nil || "\(b.network)-\(b.convolution.rawValue)-\(b.precision)".hasPrefix(only ?? "") {
  print(try b.run(seconds: 6))
}
