internal import Foundation

/// One flat JSON object on a line: its names in the order they were written, and its values as JSON text.
public struct JSONLine: Equatable {
  public let names: [String]
  private let values: [String: String]

  public init(_ line: some StringProtocol) throws {
    names = String(line).matches(of: /"([A-Za-z0-9]+)":/).map { String($0.1) }
    let object = try JSONSerialization.jsonObject(with: Data(String(line).utf8))
    values = (object as? [String: Any] ?? [:]).compactMapValues { value in
      (try? JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
  }

  /// A value as JSON text; nil where there is none of that name.
  public subscript(name: String) -> String? { values[name] }
}
