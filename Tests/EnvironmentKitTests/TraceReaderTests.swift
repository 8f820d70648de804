import Foundation
import TestSupport
import Testing

/// The reader of traces, which the parity suites trust.
@Suite struct TraceReaderTests {
  struct Header: Decodable, Sendable {
    var seed: Int
  }

  /// Writes a trace, gzipped, into a fresh folder and reads it back.
  private func read(_ text: String, unpacked: Bool = false) throws -> Trace<Header> {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = folder.appendingPathComponent("trace.jsonl")
    try Data(text.utf8).write(to: plain)
    if unpacked { return try TraceReader.read(plain, header: Header.self) }
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", plain.path]
    try gzip.run()
    gzip.waitUntilExit()
    return try TraceReader.read(plain.appendingPathExtension("gz"), header: Header.self)
  }

  @Test func `header, resets, steps and observations are told apart`() throws {
    let trace = try read(
      "{\"seed\":3}\n{\"reset\":0,\"obs\":\"01\"}\n[2,0.9369999999999999,1,0,\"ab\"]\n{\"at\":1,\"obs\":\"10\"}\n")
    #expect(trace.header.seed == 3)
    #expect(trace.lines.count == 3)
    guard case .reset(episode: 0, observation: "01", scene: nil) = trace.lines[0],
      case .step(action: 2, reward: 0.936_999_999_999_999_9, isTerminated: true, isTruncated: false, hash: "ab") =
        trace.lines[1],
      case .observation(step: 1, "10", scene: nil) = trace.lines[2]
    else {
      Issue.record("read \(trace.lines)")
      return
    }
  }

  @Test func `mission, map and what is carried are read where they are recorded`() throws {
    let trace = try read(
      """
      {"seed":3}
      {"reset":0,"mission":"go","obs":"01","full":"0a"}
      {"at":1,"obs":"01","full":"0a","carrying":null}
      {"at":2,"obs":"01","full":"0a","carrying":[5,4]}
      """)
    guard case .reset(_, _, let first?) = trace.lines[0], case .observation(_, _, let second?) = trace.lines[1],
      case .observation(_, _, let third?) = trace.lines[2]
    else {
      Issue.record("read \(trace.lines)")
      return
    }
    #expect(first.mission == "go" && first.map == "0a" && first.carrying == nil)
    #expect(second.mission == nil && second.carrying == [])
    #expect(third.carrying == [5, 4])
  }

  @Test(arguments: ["{\"at\":1}", "[1,2,3]", "[1,0,0,0,\"ab\"", "nonsense"])
  func `a line of another form is named`(line: String) {
    #expect(throws: TraceError.malformed(name: "trace.jsonl.gz", line: 3, text: line)) {
      try read("{\"seed\":3}\n{\"reset\":0,\"obs\":\"01\"}\n\(line)\n")
    }
  }

  @Test func `a header of another form is named`() {
    #expect(throws: TraceError.malformed(name: "trace.jsonl.gz", line: 1, text: "{\"sead\":3}")) {
      try read("{\"sead\":3}\n")
    }
  }

  @Test func `a file that is not gzipped is refused with gzip's reason`() {
    let error = #expect(throws: TraceError.self) { try read("{\"seed\":3}\n", unpacked: true) }
    guard case .notUnpacked(name: "trace.jsonl", let reason) = error else {
      Issue.record("threw \(String(describing: error))")
      return
    }
    #expect(reason.contains("not in gzip format"))
  }

  @Test func `errors say what is wrong and where`() {
    #expect(
      TraceError.malformed(name: "a.gz", line: 7, text: "x").description == "a.gz:7: not a line of a trace: x")
    #expect(
      TraceError.notUnpacked(name: "a.gz", reason: "b").description == "a.gz: cannot be unpacked with gzip -dc: b")
  }

  @Test func `the hash has FNV's check values`() {
    #expect(fnv1a([]) == 0xCBF2_9CE4_8422_2325)
    #expect(fnv1a([0x61]) == 0xAF63_DC4C_8601_EC8C)
  }
}
