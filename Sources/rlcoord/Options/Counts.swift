import ArgumentParser
internal import RLResults
import RLRuns

/// A count as an argument, refused with what would be right.
@Sendable func count(_ text: String) throws -> Int { try Count(text).value }
