internal import RLResults

internal import RLResults

/// A JUnit XML report of one check, as GitLab, Jenkins and their like read it.
public enum JUnit {
  /// The text of the file.
  ///
  /// - Parameters:
  ///   - suite: of the check, also its class name.
  ///   - check: its own name.
  ///   - seconds: that it took.
  ///   - properties: what else is worth knowing, by name.
  ///   - failure: why the check failed; its first line is the message, all of it the details. `nil` where it passed.
  public static func text(
    suite: String, check: String, seconds: Double, properties: KeyValuePairs<String, String>, failure: String?
  ) -> String {
    let counts = "tests=\"1\" failures=\"\(failure == nil ? 0 : 1)\" errors=\"0\""
    let (suite, time) = (escaped(suite), "time=\"\(seconds.rounded(toPlaces: 3))\"")
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(counts) \(time)>",
      "  <testsuite name=\"\(suite)\" \(counts) skipped=\"0\" \(time)>",
    ]
    if !properties.isEmpty {
      lines.append("    <properties>")
      for (name, value) in properties {
        lines.append("      <property name=\"\(escaped(name))\" value=\"\(escaped(value))\"/>")
      }
      lines.append("    </properties>")
    }
    let start = "    <testcase classname=\"\(suite)\" name=\"\(escaped(check))\" \(time)"
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
    return (lines + ["  </testsuite>", "</testsuites>", ""]).joined(separator: "\n")
  }
}
