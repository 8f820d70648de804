import ArgumentParser
internal import RLResults

/// How results are told.
struct OutputOptions: ParsableArguments {
  @Flag(help: "One JSON object a line on standard output.")
  var json = false

  @Flag(help: "Only the result.")
  var quiet = false
}
