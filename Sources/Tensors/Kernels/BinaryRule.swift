/// What an element-wise operation does to two numbers, and how its result changes with each of them.
protocol BinaryRule {
  static func value(_ a: Float, _ b: Float) -> Float
  static func slopeA(_ a: Float, _ b: Float) -> Float
  static func slopeB(_ a: Float, _ b: Float) -> Float
}

enum Sum: BinaryRule {
  @inline(__always) static func value(_ a: Float, _ b: Float) -> Float { a + b }
  @inline(__always) static func slopeA(_ a: Float, _ b: Float) -> Float { 1 }
  @inline(__always) static func slopeB(_ a: Float, _ b: Float) -> Float { 1 }
}

enum Difference: BinaryRule {
  @inline(__always) static func value(_ a: Float, _ b: Float) -> Float { a - b }
  @inline(__always) static func slopeA(_ a: Float, _ b: Float) -> Float { 1 }
  @inline(__always) static func slopeB(_ a: Float, _ b: Float) -> Float { -1 }
}

enum Product: BinaryRule {
  @inline(__always) static func value(_ a: Float, _ b: Float) -> Float { a * b }
  @inline(__always) static func slopeA(_ a: Float, _ b: Float) -> Float { b }
  @inline(__always) static func slopeB(_ a: Float, _ b: Float) -> Float { a }
}

enum Quotient: BinaryRule {
  @inline(__always) static func value(_ a: Float, _ b: Float) -> Float { a / b }
  @inline(__always) static func slopeA(_ a: Float, _ b: Float) -> Float { 1 / b }
  @inline(__always) static func slopeB(_ a: Float, _ b: Float) -> Float { -a / (b * b) }
}

// Between equals the gradient is shared half and half; NaN in either operand comes through.
enum Greater: BinaryRule {
  @inline(__always) static func value(_ a: Float, _ b: Float) -> Float { a >= b || a.isNaN ? a : b }
  @inline(__always) static func slopeA(_ a: Float, _ b: Float) -> Float { a > b ? 1 : a == b ? 0.5 : 0 }
  @inline(__always) static func slopeB(_ a: Float, _ b: Float) -> Float { slopeA(b, a) }
}

enum Lesser: BinaryRule {
  @inline(__always) static func value(_ a: Float, _ b: Float) -> Float { a <= b || a.isNaN ? a : b }
  @inline(__always) static func slopeA(_ a: Float, _ b: Float) -> Float { a < b ? 1 : a == b ? 0.5 : 0 }
  @inline(__always) static func slopeB(_ a: Float, _ b: Float) -> Float { slopeA(b, a) }
}

/// One row of a binary operation; an operand's step is 0 where it is repeated.
enum BinaryRow {
  static func forward<Rule: BinaryRule>(
    _: Rule.Type, _ y: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, _ stepA: Int, _ b: UnsafePointer<Float>,
    _ stepB: Int, _ count: Int
  ) {
    for i in 0..<count { unsafe y[i] = Rule.value(a[i &* stepA], b[i &* stepB]) }
  }

  /// target += gradient · ∂/∂a
  static func backwardA<Rule: BinaryRule>(
    _: Rule.Type, _ target: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ a: UnsafePointer<Float>,
    _ stepA: Int, _ b: UnsafePointer<Float>, _ stepB: Int, _ count: Int
  ) {
    for i in 0..<count {
      unsafe target[i &* stepA] += gradient[i] * Rule.slopeA(a[i &* stepA], b[i &* stepB])
    }
  }

  /// target += gradient · ∂/∂b
  static func backwardB<Rule: BinaryRule>(
    _: Rule.Type, _ target: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ a: UnsafePointer<Float>,
    _ stepA: Int, _ b: UnsafePointer<Float>, _ stepB: Int, _ count: Int
  ) {
    for i in 0..<count {
      unsafe target[i &* stepB] += gradient[i] * Rule.slopeB(a[i &* stepA], b[i &* stepB])
    }
  }
}
