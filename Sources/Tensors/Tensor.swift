/// An array of numbers in memory, row-major, and where its gradient gathers.
///
/// A tensor belongs to the ``Tape`` that made it and is used by one thread at a time.
@safe public final class Tensor {
  public let shape: Shape
  public let type: ElementType
  /// Whether a gradient is wanted for it.
  public let needsGradient: Bool
  private let storage: Storage
  let address: UnsafeMutableRawPointer
  /// Where it is a view: the tensor whose memory and gradient it shows.
  private let base: Tensor?
  private var gradientStorage: Storage?
  /// Where the gradient gathers instead: a place in memory that lanes sum over.
  private var boundGradient: (storage: Storage, offset: Int)?
  /// Whether the gradient holds something to add to; otherwise it is to be overwritten.
  private var hasGradient = false

  init(_ shape: Shape, _ type: ElementType, needsGradient: Bool) {
    self.shape = shape
    self.type = type
    self.needsGradient = needsGradient && type.isFloatingPoint
    storage = Storage(size: shape.count * type.size)
    unsafe address = storage.address
    base = nil
  }

  /// A part of a ``ParameterStore``.
  init(_ shape: Shape, parameterAt offset: Int, of storage: Storage, needsGradient: Bool) {
    self.shape = shape
    type = .float32
    self.needsGradient = needsGradient
    self.storage = storage
    unsafe address = storage.address + offset * ElementType.float32.size
    base = nil
  }

  /// The same memory and gradient under another shape of as many elements.
  init(viewing base: Tensor, as shape: Shape) {
    precondition(shape.count == base.shape.count)
    self.shape = shape
    type = base.type
    needsGradient = base.needsGradient
    storage = base.storage
    unsafe address = base.address
    self.base = base
  }

  public var count: Int { shape.count }

  // MARK: Gradient

  /// Where the gradient is; of the tensor's own shape and type, float32 for parameters.
  var gradientAddress: UnsafeMutableRawPointer {
    if let base { return unsafe base.gradientAddress }
    if let boundGradient { return unsafe boundGradient.storage.address + boundGradient.offset }
    if let gradientStorage { return unsafe gradientStorage.address }
    let made = Storage(size: count * type.size)
    gradientStorage = made
    return unsafe made.address
  }

  /// Called by an operation about to contribute: whether to add to what is there (`true`) or overwrite it.
  func accumulatesGradient() -> Bool {
    if let base { return base.accumulatesGradient() }
    defer { hasGradient = true }
    return hasGradient
  }

  /// Whether anything has contributed to the gradient since it was last cleared.
  var isGradientPresent: Bool { base?.isGradientPresent ?? hasGradient }

  func clearGradient() {
    if let base { base.clearGradient() } else { hasGradient = false }
  }

  /// Gathers the gradient at a byte offset of `storage`, adding to what it holds or overwriting it.
  func bindGradient(_ storage: Storage, offset: Int, adds: Bool) {
    boundGradient = (storage, offset)
    hasGradient = adds
  }

  /// Zeros for a gradient that nothing has contributed to.
  func completeGradient() {
    if !accumulatesGradient() {
      unsafe gradientAddress.initializeMemory(as: UInt8.self, repeating: 0, count: count * type.size)
    }
  }

  /// A float32 gradient that something is about to add to: zeros where nothing has yet.
  func gradientToAddTo() -> UnsafeMutablePointer<Float> {
    completeGradient()
    return unsafe gradientFloats
  }

  /// The tensor whose memory this one shows; itself unless it is a view.
  var root: Tensor { base?.root ?? self }

  // MARK: Values

  /// Lends the elements for reading, or a part of them.
  /// - Precondition: `Element` is the Swift type of ``type``: `Float`, `UInt16` (bfloat16 bits), `UInt8` or `Int32`.
  public func withSpan<Element: BitwiseCopyable, R>(
    of element: Element.Type, in part: Range<Int>? = nil, _ body: (Span<Element>) -> R
  ) -> R {
    body(unsafe Span(_unsafeElements: elements(element, at: address, part)))
  }

  /// Lends the elements for reading and writing; `Element` as in ``withSpan(of:_:)``.
  public func withMutableSpan<Element: BitwiseCopyable, R>(
    of element: Element.Type, _ body: (inout MutableSpan<Element>) -> R
  ) -> R {
    var span = unsafe MutableSpan(_unsafeElements: elements(element, at: address))
    return body(&span)
  }

  /// Lends the gradient for writing, or a part of it, before ``Tape/backward(from:)`` starts at this tensor.
  public func withMutableGradient<Element: BitwiseCopyable, R>(
    of element: Element.Type, in part: Range<Int>? = nil, _ body: (inout MutableSpan<Element>) -> R
  ) -> R {
    var span = unsafe MutableSpan(_unsafeElements: elements(element, at: gradientAddress, part))
    return body(&span)
  }

  private func elements<Element: BitwiseCopyable>(
    _ element: Element.Type, at address: UnsafeMutableRawPointer, _ part: Range<Int>? = nil
  ) -> UnsafeMutableBufferPointer<Element> {
    precondition(MemoryLayout<Element>.size == type.size, "\(type) elements are not \(element)")
    let part = part ?? 0..<count
    precondition(part.lowerBound >= 0 && part.upperBound <= count, "elements \(part) of \(count)")
    return unsafe UnsafeMutableBufferPointer(
      start: address.assumingMemoryBound(to: Element.self) + part.lowerBound, count: part.count)
  }

  var floats: UnsafeMutablePointer<Float> {
    assert(type == .float32)
    return unsafe address.assumingMemoryBound(to: Float.self)
  }
  var gradientFloats: UnsafeMutablePointer<Float> { unsafe gradientAddress.assumingMemoryBound(to: Float.self) }

  /// A copy of the elements as `Float`, whatever their type.
  public var values: [Float] { unsafe Self.numbers(at: address, type, count) }

  /// A copy of the gradient as `Float`; zeros where nothing contributed.
  public var gradientValues: [Float] {
    isGradientPresent ? unsafe Self.numbers(at: gradientAddress, type, count) : [Float](repeating: 0, count: count)
  }

  private static func numbers(at address: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int) -> [Float] {
    (0..<count).map { index in
      switch type {
      case .float32: unsafe address.load(fromByteOffset: index * 4, as: Float.self)
      case .bfloat16: Float(bfloat16: unsafe address.load(fromByteOffset: index * 2, as: UInt16.self))
      case .uint8: Float(unsafe address.load(fromByteOffset: index, as: UInt8.self))
      case .int32: Float(unsafe address.load(fromByteOffset: index * 4, as: Int32.self))
      }
    }
  }

  /// Copies numbers in, rounding to the element type.
  /// - Precondition: as many as ``count``.
  public func assign(_ numbers: [Float]) { unsafe store(numbers, at: address) }

  /// Copies numbers into the gradient, rounding to the element type, before ``Tape/backward(from:)`` starts here.
  /// - Precondition: as many as ``count``.
  public func assignGradient(_ numbers: [Float]) { unsafe store(numbers, at: gradientAddress) }

  private func store(_ numbers: [Float], at address: UnsafeMutableRawPointer) {
    precondition(numbers.count == count, "\(numbers.count) numbers for a tensor of shape \(shape)")
    for (index, number) in numbers.enumerated() {
      switch type {
      case .float32: unsafe address.storeBytes(of: number, toByteOffset: index * 4, as: Float.self)
      case .bfloat16: unsafe address.storeBytes(of: number.bfloat16, toByteOffset: index * 2, as: UInt16.self)
      case .uint8: unsafe address.storeBytes(of: UInt8(number.rounded()), toByteOffset: index, as: UInt8.self)
      case .int32: unsafe address.storeBytes(of: Int32(number.rounded()), toByteOffset: index * 4, as: Int32.self)
      }
    }
  }
}
