import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct DryRunTests {
  @Test func `the settings and the folder are those of the run, and nothing is written`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let command = ["run", "minatar/breakout", "random", "--steps", "100", "--seed", "3", "--eval-episodes", "1"]
      for number in 1...2 {
        let before = try rlcoord.contents
        let dry = try rlcoord.finish(rlcoord.start(command + ["--dry-run"]))
        #expect(dry.status == 0)
        let folder = "runs/minatar-breakout-random-seed3-\(number)"
        #expect(dry.errors.hasSuffix("would train into \(folder); nothing was written\n"))
        #expect(try rlcoord.contents == before)
        #expect(try rlcoord.finish(rlcoord.start(command)).errors.contains("folder: \(folder)\n"))
        let settings = rlcoord.folder.appending(path: folder + "/config.yaml")
        #expect(try String(contentsOf: settings, encoding: .utf8) == dry.output)
      }
    }
  }

  @Test func `what would fail fails`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let misfit = try rlcoord("run", "minatar/breakout", "ppo", "--network", "nature", "--dry-run")
      #expect(misfit.status == 64 && misfit.errors.contains("needs observations of at least 36×36"))
      let full = try rlcoord("run", "minatar/breakout", "ppo", "--dry-run", "--out", "..")
      #expect(full.status == 65 && full.errors.contains("is not empty"), "\(full.errors)")
    }
  }
}
