#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What an element-wise operation does to a number x, and how its result y changes with it.
protocol UnaryRule {
  func value(_ x: Float) -> Float
  func slope(_ x: Float, _ y: Float) -> Float
}

struct Affine: UnaryRule {
  let factor, offset: Float
  @inline(__always) func value(_ x: Float) -> Float { factor * x + offset }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { factor }
}

struct Clamp: UnaryRule {
  let least, most: Float
  @inline(__always) func value(_ x: Float) -> Float { x < least ? least : x > most ? most : x }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { x < least || x > most ? 0 : 1 }
}

struct Exponential: UnaryRule {
  @inline(__always) func value(_ x: Float) -> Float { expf(x) }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { y }
}

struct Logarithm: UnaryRule {
  @inline(__always) func value(_ x: Float) -> Float { logf(x) }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { 1 / x }
}

struct SquareRoot: UnaryRule {
  @inline(__always) func value(_ x: Float) -> Float { x.squareRoot() }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { 0.5 / y }
}

struct Square: UnaryRule {
  @inline(__always) func value(_ x: Float) -> Float { x * x }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { 2 * x }
}

struct HyperbolicTangent: UnaryRule {
  @inline(__always) func value(_ x: Float) -> Float { tanhf(x) }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { 1 - y * y }
}

struct Logistic: UnaryRule {
  @inline(__always) func value(_ x: Float) -> Float { 1 / (1 + expf(-x)) }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { y * (1 - y) }
}

struct Magnitude: UnaryRule {
  @inline(__always) func value(_ x: Float) -> Float { x.magnitude }
  @inline(__always) func slope(_ x: Float, _ y: Float) -> Float { x > 0 ? 1 : x < 0 ? -1 : 0 }
}

enum UnaryRow {
  static func forward<Rule: UnaryRule>(
    _ rule: Rule, _ y: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int
  ) {
    for i in 0..<count { unsafe y[i] = rule.value(x[i]) }
  }

  /// target = gradient · ∂y/∂x, or that added.
  static func backward<Rule: UnaryRule>(
    _ rule: Rule, _ target: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
    _ y: UnsafePointer<Float>, _ count: Int, adds: Bool
  ) {
    if adds {
      for i in 0..<count { unsafe target[i] += gradient[i] * rule.slope(x[i], y[i]) }
    } else {
      for i in 0..<count { unsafe target[i] = gradient[i] * rule.slope(x[i], y[i]) }
    }
  }
}
