import Foundation

/// The names in an argument that joins them by commas; an empty one stays, to be refused.
func commaSeparated(_ text: String) -> [String] {
  text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
}
