extension String {
  /// As one word of a command that a person copies into a shell: in quotes where it needs them.
  package var shellWord: String {
    let plain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-+=:,./@%".unicodeScalars.contains(scalar)
      }
    return plain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
