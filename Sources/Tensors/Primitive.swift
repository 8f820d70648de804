internal import COneDNN

/// A oneDNN primitive and the buffers bound to it.
@safe final class Primitive {
  let handle: OpaquePointer
  private let call: String

  /// Makes a primitive, or reports which call failed and on what.
  init(
    _ call: String, detail: @autoclosure () -> String,
    _ make: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
  ) throws(TensorError) {
    var handle: OpaquePointer?
    try unsafe check(make(&handle), "make \(call)", detail())
    guard let made = unsafe handle else { throw .onednn(status: -1, call: "make \(call)", detail: detail()) }
    unsafe self.handle = made
    self.call = call
  }

  deinit { unsafe rl_free(handle) }

  /// Bytes the buffer of `slot` must hold.
  func size(_ slot: rl_slot) -> Int { unsafe rl_bytes(handle, slot) }

  func bind(_ slot: rl_slot, _ address: UnsafeMutableRawPointer) {
    let status = unsafe rl_bind(handle, slot, address)
    precondition(status == 0, "binding a buffer of \(call) failed with status \(status)")
  }

  func bind(_ slot: rl_slot, _ storage: Storage) {
    precondition(storage.size >= size(slot), "the buffer of \(call) is too small")
    unsafe bind(slot, storage.address)
  }

  func bind(_ slot: rl_slot, _ tensor: Tensor) { unsafe bind(slot, tensor.address) }

  func run() {
    let status = unsafe rl_run(handle)
    precondition(status == 0, "\(call) failed with status \(status)")
  }
}

/// Turns a status into an error that names what was tried.
func check(_ status: Int32, _ call: String, _ detail: @autoclosure () -> String) throws(TensorError) {
  if status != 0 { throw .onednn(status: Int(status), call: call, detail: detail()) }
}

/// oneDNN's version as `2.6.3`.
public var oneDNNVersion: String {
  let version = rl_version()
  return "\(version / 10000).\(version / 100 % 100).\(version % 100)"
}

/// The instructions that oneDNN computes with on this processor, such as `avx512_core_bf16`.
public var instructionSet: String { unsafe String(cString: rl_instruction_set()) }
