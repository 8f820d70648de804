import RLEnvironmentKit
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct EnvironmentVectorTests {
  /// A vector with its buffers.
  struct Bench {
    var vector: any VectorEnvironment
    var observations: [UInt8]
    var finals: [UInt8]
    var outcomes: [StepOutcome]

    init(_ vector: any VectorEnvironment) {
      self.vector = vector
      observations = Array(repeating: 0xAA, count: vector.count * vector.spec.observationSize)
      finals = observations
      outcomes = Array(
        repeating: StepOutcome(reward: -1, isTerminated: false, isTruncated: false), count: vector.count)
    }

    // A span of one property keeps all of `self` under access, so the properties are copied out meanwhile.
    mutating func reset(_ seeds: [UInt64]) {
      var (vector, bytes) = (vector, observations)
      var span = bytes.mutableSpan
      vector.reset(seeds: seeds, into: &span)
      (self.vector, observations) = (vector, bytes)
    }

    mutating func step(_ actions: [Int32]) {
      var (vector, bytes, endings, results) = (vector, observations, finals, outcomes)
      var observed = bytes.mutableSpan
      var ended = endings.mutableSpan
      var given = results.mutableSpan
      vector.step(actions.span, observations: &observed, outcomes: &given, finalObservations: &ended)
      (self.vector, observations, finals, outcomes) = (vector, bytes, endings, results)
    }
  }

  @Test func `a vector does what its worlds do one by one`() {
    let seeds: [UInt64] = [3, 4, 5]
    var bench = Bench(EnvironmentVector(CountingWorld(length: 4), count: 3))
    var worlds = seeds.map { seed in
      var world = CountingWorld(length: 4)
      world.seed(seed)
      return world
    }
    bench.reset(seeds)
    #expect(bench.observations == worlds.indices.flatMap { worlds[$0].reset() })
    var random = Philox(seed: 0, lane: 0, purpose: .actions)
    var ends = 0
    for _ in 0..<50 {
      let actions = worlds.map { _ in Int32(random.below(2)) }
      bench.step(actions)
      for (index, action) in actions.enumerated() {
        let slot = index * 3..<index * 3 + 3
        let (outcome, observation) = worlds[index].step(Int(action))
        #expect(bench.outcomes[index] == outcome)
        if outcome.isTerminated {
          ends += 1
          #expect(Array(bench.finals[slot]) == observation)
          #expect(Array(bench.observations[slot]) == worlds[index].reset())
        } else {
          #expect(Array(bench.observations[slot]) == observation)
        }
      }
    }
    #expect(ends > 20)
  }

  @Test func `the final observation is kept where an episode ends and nowhere else`() {
    var bench = Bench(EnvironmentVector(TimeLimit(CountingWorld(length: 9), steps: 2), count: 2))
    bench.reset([0, 0])
    bench.step([0, 1])
    #expect(bench.outcomes[1].isTerminated)
    #expect(Array(bench.finals[0..<3]) == [0xAA, 0xAA, 0xAA])
    #expect(Array(bench.finals[3..<5]) == [1, 1])
    #expect(Array(bench.observations[0..<2]) == [1, 1])
    #expect(Array(bench.observations[3..<5]) == [0, 2])
    bench.step([0, 0])
    #expect(bench.outcomes[0].isTruncated && !bench.outcomes[0].isTerminated)
    #expect(Array(bench.finals[0..<2]) == [2, 1])
    #expect(Array(bench.finals[3..<5]) == [1, 1])
  }

  @Test func `a copy of a vector goes its own way`() {
    var bench = Bench(EnvironmentVector(CountingWorld(), count: 2))
    bench.reset([1, 2])
    var copy = bench
    copy.step([1, 1])
    copy.step([0, 0])
    bench.step([0, 0])
    #expect(bench.observations[0] == 1 && bench.observations[1] == 1)
    #expect(copy.observations[0] == 1 && copy.observations[1] == 2)
  }

  @Test func `buffers of the wrong size stop the program`() async {
    await #expect(processExitsWith: .failure) {
      var vector = EnvironmentVector(CountingWorld(), count: 2)
      var observations = [UInt8](repeating: 0, count: 5)
      var span = observations.mutableSpan
      vector.reset(seeds: [0, 1], into: &span)
    }
  }
}
