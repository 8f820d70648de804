extension MinAtarSeaquest.Game {
  typealias Movers = MinAtarSeaquest.Movers

  func write(into observation: inout MutableSpan<UInt8>) {
    let channels = Self.channels
    precondition(observation.count == MinAtarShell.cells * channels, "\(observation.count) bytes for [10, 10, 10]")
    observation.update(repeating: 0)
    let cell = 10 * Int(y) + Int(x)
    observation[cell * channels] = 1
    observation[(isFacingRight ? cell - 1 : cell + 1) * channels + 1] = 1
    write(ownBullets, channel: 2, into: &observation)
    write(enemyBullets, channel: 4, into: &observation)
    write(fish, channel: 5, hasTrail: true, into: &observation)
    write(enemySubs, channel: 6, hasTrail: true, into: &observation)
    write(divers, channel: 9, hasTrail: true, into: &observation)
    for column in 0..<max(0, oxygen * 10 / Self.fullTank) { observation[(90 + column) * channels + 7] = 1 }
    for column in (9 - max(0, carried))..<9 { observation[(90 + column) * channels + 8] = 1 }
  }

  private func write<let capacity: Int>(
    _ movers: borrowing Movers<capacity>, channel: Int, hasTrail: Bool = false,
    into observation: inout MutableSpan<UInt8>
  ) {
    for index in 0..<movers.count {
      let mover = movers[index]
      let row = 10 * Int(mover.y)
      observation[(row + Int(mover.x)) * Self.channels + channel] = 1
      let trail = Int(mover.x - mover.dx)
      if hasTrail && 0 <= trail && trail < 10 { observation[(row + trail) * Self.channels + 3] = 1 }
    }
  }
}
