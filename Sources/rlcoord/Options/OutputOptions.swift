import ArgumentParser
internal import RLResults

/// How results are reported.
struct OutputOptions: ParsableArguments {
  @Flag(help: "One JSON object a line on standard output.")
  var json = false

  @Flag(name: [.short, .long], help: "Only the result.")
  var quiet = false
}
