import RLNetworks
import Testing

@Suite(.timeLimit(.minutes(20))) struct CoordinatesTests {
  @Test func `corners are -1 and 1 and the center is 0, x first`() {
    let values = Coordinates.channels(height: 3, width: 5, hasRadius: false)
    #expect(
      values == [
        -1, -1, -0.5, -1, 0, -1, 0.5, -1, 1, -1,
        -1, 0, -0.5, 0, 0, 0, 0.5, 0, 1, 0,
        -1, 1, -0.5, 1, 0, 1, 0.5, 1, 1, 1,
      ])
  }

  @Test func `an axis of length one is 0`() {
    #expect(Coordinates.channels(height: 1, width: 3, hasRadius: false) == [-1, 0, 0, 0, 1, 0])
    #expect(Coordinates.channels(height: 3, width: 1, hasRadius: false) == [0, -1, 0, 0, 0, 1])
    #expect(Coordinates.channels(height: 1, width: 1, hasRadius: true) == [0, 0, 0])
  }

  @Test func `the radius is the distance from the center, not normalized`() {
    let root = Float(2).squareRoot()
    #expect(
      Coordinates.channels(height: 2, width: 3, hasRadius: true) == [
        -1, -1, root, 0, -1, 1, 1, -1, root,
        -1, 1, root, 0, 1, 1, 1, 1, root,
      ])
  }
}
