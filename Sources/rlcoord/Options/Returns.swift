import ArgumentParser

/// A return as an argument: no mean is below NaN, so a check against it would always pass.
@Sendable func finiteReturn(_ text: String) throws -> Double {
  guard let value = Double(text), value.isFinite else {
    throw ValidationError("'\(text)' is not a return; it must be a finite number, such as 15 or -0.5")
  }
  return value
}
