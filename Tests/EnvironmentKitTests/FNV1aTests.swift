import RLEnvironmentKit
import Testing

@Suite(.timeLimit(.minutes(20))) struct FNV1aTests {
  @Test func `the hash has FNV's check values`() {
    #expect(fnv1a([]) == 0xCBF2_9CE4_8422_2325)
    #expect(fnv1a([0x61]) == 0xAF63_DC4C_8601_EC8C)
  }

  @Test func `bytes may come one after the other`() {
    #expect(fnv1a([3, 4], after: fnv1a([1, 2])) == fnv1a([1, 2, 3, 4]))
  }
}
