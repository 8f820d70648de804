internal import Synchronization

/// A block of memory, aligned to a cache line, that goes back to its pool when the last tensor lets go of it.
@safe final class Storage: @unchecked Sendable {  // Only the address is shared; who writes is decided by the lanes.
  let address: UnsafeMutableRawPointer
  let size: Int
  private let pool: StoragePool

  init(size: Int, pool: StoragePool = .shared) {
    self.size = StoragePool.rounded(size)
    self.pool = pool
    unsafe address = pool.take(self.size)
    unsafe address.initializeMemory(as: UInt8.self, repeating: 0, count: self.size)
  }

  deinit { unsafe pool.giveBack(address, size: size) }
}

/// Freed blocks kept for the next tensor of the same size.
final class StoragePool: Sendable {
  static let shared = StoragePool()
  private static let alignment = 64

  /// A free block's address, as a number so that the table may cross threads.
  private let free = Mutex<[Int: [UInt]]>([:])

  static func rounded(_ size: Int) -> Int { max(1, (size + alignment - 1) / alignment) * alignment }

  func take(_ size: Int) -> UnsafeMutableRawPointer {
    if let kept = free.withLock({ $0[size]?.popLast() }),
      let address = unsafe UnsafeMutableRawPointer(bitPattern: kept)
    {
      return unsafe address
    }
    return UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
  }

  func giveBack(_ address: UnsafeMutableRawPointer, size: Int) {
    free.withLock { $0[size, default: []].append(UInt(bitPattern: address)) }
  }

  func releaseIdle() {
    let idle = free.withLock { free in
      defer { free = [:] }
      return free
    }
    for number in idle.values.joined() {
      if let address = unsafe UnsafeMutableRawPointer(bitPattern: number) { unsafe address.deallocate() }
    }
  }
}

/// Gives the memory of tensors that no longer exist back to the system.
public func releaseIdleMemory() { StoragePool.shared.releaseIdle() }
