import ArgumentParser
internal import Results
import Runs

/// A count as an argument, refused with what would be right.
@Sendable func count(_ text: String) throws -> Int { try Count(text).value }
