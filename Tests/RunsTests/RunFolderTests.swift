import Foundation
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct RunFolderTests {
  @Test func `folders are named after the run and numbered`() throws {
    try withTemporaryFolder { parent in
      let configuration = try RunConfiguration(
        environment: "minatar/breakout", agent: "a2c", [Assignment("seed", "3")])
      let stem = parent.path + "/runs/minatar-breakout-a2c-seed3-"
      let first = try RunFolder.create(for: configuration, under: parent.path + "/runs")
      #expect(first.path == stem + "1")
      #expect(try RunFolder.create(for: configuration, under: parent.path + "/runs").path == stem + "2")
      try FileManager.default.removeItem(atPath: first.path)
      #expect(try RunFolder.create(for: configuration, under: parent.path + "/runs").path == stem + "1")
    }
  }

  @Test func `an empty folder is taken, a full one or a file refused`() throws {
    try withTemporaryFolder { parent in
      #expect(try RunFolder.create(at: parent.path + "/").path == parent.path)
      let file = parent.path + "/note.txt"
      try Data("mine".utf8).write(to: URL(filePath: file))
      #expect(throws: RunFolderError.notEmpty(parent.path)) { try RunFolder.create(at: parent.path) }
      #expect(throws: RunFolderError.notAFolder(file)) { try RunFolder.create(at: file) }
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    }
  }

  @Test func `a place where no folder can be is named with the system's reason`() {
    let error = #expect(throws: RunFolderError.self) { try RunFolder.create(at: "/dev/null/a/b") }
    #expect(
      error?.description
        == "cannot create the folder '/dev/null/a': Not a directory; choose another folder with --out")
  }

  @Test func `every problem is reported in one line`() {
    #expect(
      RunFolderError.notEmpty("f").description == "the folder 'f' is not empty; a run needs a new or an empty one")
    #expect(RunFolderError.notAFolder("f").description == "'f' is a file; a run needs a new or an empty folder")
    #expect(RunFolderError.unwritable("f").description == "the folder 'f' is not writable; choose another with --out")
  }
}
