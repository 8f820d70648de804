/// One learned or derived array of a network: its name, shape, and place in the ``ParameterStore``.
public struct Parameter: Sendable, Equatable {
  /// Who computes the gradient of a parameter, and so where it is kept.
  public enum Section: Int, Sendable, CaseIterable {
    /// Learned; every lane computes a gradient and the lanes' sum is taken.
    case perLane
    /// Learned, but used once per update on behalf of all lanes, which see only what is derived from it.
    case shared
    /// Not learned: computed from `shared` parameters once per update, with a gradient from every lane.
    case derived
    /// Not learned: the running means and variances of batch normalizations.
    case statistics
  }

  public let name: String
  public let shape: Shape
  public let section: Section
  /// First element within the section.
  let offset: Int
}

/// All of a network's parameters in one array of float32, section after section, so that clipping, the optimizer and
/// the sum over lanes are single passes over memory.
@safe public final class ParameterStore: @unchecked Sendable {  // Written only between the lanes' meetings.
  public private(set) var parameters: [Parameter] = []
  private var sizes = [Int](repeating: 0, count: Parameter.Section.allCases.count)
  private(set) var storage = Storage(size: 0)

  public init() {}

  /// Adds an array of zeros. Done before ``allocate()``.
  public func add(_ name: String, _ shape: Shape, section: Parameter.Section = .perLane) -> Parameter {
    precondition(!isAllocated, "\(name) comes after allocate()")
    let parameter = Parameter(name: name, shape: shape, section: section, offset: sizes[section.rawValue])
    parameters.append(parameter)
    // Every parameter starts on a cache line, as vector instructions like it.
    sizes[section.rawValue] += (shape.count + 15) / 16 * 16
    return parameter
  }

  /// Takes the memory for everything added; tapes may refer to the store from now on.
  public func allocate() {
    storage = Storage(size: count * 4)
    isAllocated = true
  }

  private(set) var isAllocated = false

  /// Elements of all sections, padding included.
  public var count: Int { sizes.reduce(0, +) }

  /// The learned parameters, without the padding between them.
  public var learned: [Parameter] { parameters.filter { $0.section == .perLane || $0.section == .shared } }

  /// Number of learned weights.
  public var learnedCount: Int { learned.reduce(0) { $0 + $1.shape.count } }

  /// Where a section lies in the array.
  public func range(of section: Parameter.Section) -> Range<Int> {
    let start = sizes[..<section.rawValue].reduce(0, +)
    return start..<start + sizes[section.rawValue]
  }

  /// Where a parameter lies in the array.
  public func range(of parameter: Parameter) -> Range<Int> {
    let start = range(of: parameter.section).lowerBound + parameter.offset
    return start..<start + parameter.shape.count
  }

  /// Lends one parameter's values.
  /// - Precondition: after ``allocate()``.
  public func withValues<R>(of parameter: Parameter, _ body: (inout MutableSpan<Float>) -> R) -> R {
    let range = range(of: parameter)
    var span = unsafe MutableSpan(
      _unsafeElements: UnsafeMutableBufferPointer(start: floats + range.lowerBound, count: range.count))
    return body(&span)
  }

  /// A copy of one parameter's values.
  public func values(of parameter: Parameter) -> [Float] {
    withValues(of: parameter) { span in span.indices.map { span[$0] } }
  }

  /// Replaces one parameter's values.
  public func assign(_ values: [Float], to parameter: Parameter) {
    precondition(
      values.count == parameter.shape.count, "\(values.count) values for \(parameter.name) \(parameter.shape)")
    withValues(of: parameter) { span in for index in values.indices { span[index] = values[index] } }
  }

  /// A tensor that shows a parameter's values, whatever they become, and gets no gradient.
  /// - Precondition: after ``allocate()``.
  public func tensor(showing parameter: Parameter) -> Tensor {
    requireMemory()
    return Tensor(
      parameter.shape, parameterAt: range(of: parameter).lowerBound, of: storage, needsGradient: false)
  }

  /// Whether a part of the array holds neither NaN nor infinity.
  package func isFinite(_ range: Range<Int>) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe FiniteCheck.isFinite(floats + range.lowerBound, .float32, range.count)
  }

  /// The first parameter that holds NaN or infinity.
  package var firstNonFinite: Parameter? { parameters.first { !isFinite(range(of: $0)) } }

  package var floats: UnsafeMutablePointer<Float> {
    requireMemory()
    return unsafe storage.address.assumingMemoryBound(to: Float.self)
  }

  /// Whoever reads or writes earlier would do so out of bounds.
  func requireMemory() { precondition(isAllocated, "the parameters have no memory before allocate()") }
}
