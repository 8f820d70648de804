internal import RLResults

/// A JUnit XML report of checks, as continuous integration servers read it.
public enum JUnit {
  /// A suite of one check.
  public struct Suite: Sendable {
    /// Also the check's class name.
    public let name: String
    public let check: String
    /// That it took.
    public let seconds: Double
    /// What else is worth knowing, by name.
    public let properties: KeyValuePairs<String, String>
    /// Why the check failed; its first line is the message, all of it the details. Nil where it passed.
    public let failure: String?

    public init(
      name: String, check: String, seconds: Double, properties: KeyValuePairs<String, String>, failure: String?
    ) {
      (self.name, self.check, self.seconds) = (name, check, seconds)
      (self.properties, self.failure) = (properties, failure)
    }

    fileprivate var lines: [String] {
      let (name, time) = (escaped(name), "time=\"\(seconds.rounded(toPlaces: 3))\"")
      let counts = "tests=\"1\" failures=\"\(failure == nil ? 0 : 1)\" errors=\"0\""
      var lines = ["  <testsuite name=\"\(name)\" \(counts) skipped=\"0\" \(time)>"]
      if !properties.isEmpty {
        lines.append("    <properties>")
        for (name, value) in properties {
          lines.append("      <property name=\"\(escaped(name))\" value=\"\(escaped(value))\"/>")
        }
        lines.append("    </properties>")
      }
      let start = "    <testcase classname=\"\(name)\" name=\"\(escaped(check))\" \(time)"
      if let failure {
        let message = failure.prefix { !$0.isNewline }
        lines += [
          start + ">",
          "      <failure type=\"failure\" message=\"\(escaped(message))\">\(escaped(failure))</failure>",
          "    </testcase>",
        ]
      } else {
        lines.append(start + "/>")
      }
      return lines + ["  </testsuite>"]
    }
  }

  /// The text of the file.
  public static func text(_ suites: [Suite]) -> String {
    let failures = suites.count { $0.failure != nil }
    let seconds = suites.reduce(0) { $0 + $1.seconds }.rounded(toPlaces: 3)
    let head = "<testsuites tests=\"\(suites.count)\" failures=\"\(failures)\" errors=\"0\" time=\"\(seconds)\">"
    return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head] + suites.flatMap(\.lines) + ["</testsuites>", ""])
      .joined(separator: "\n")
  }
}
