import RLAgents
import Foundation
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct MistakeTests {
  @Test(arguments: [
    (
      "run minatar/brekout ppo",
      "unknown environment 'minatar/brekout'; did you mean 'minatar/breakout'? (`rlcoord list environments` shows all)"
    ),
    (
      "run minatar/breakout:stick=0 ppo",
      "environment 'minatar/breakout:stick=0': unknown option 'stick'; did you mean 'sticky'? (available: sticky, ramping)"
    ),
    (
      "run arcade/pong:frame-skip=40 ppo",
      "environment 'arcade/pong:frame-skip=40': 'frame-skip' cannot be '40'; it takes 1 ... 16"
    ),
    (
      "run minigrid/empty-8x8:view-size=4 ppo",
      "environment 'minigrid/empty-8x8:view-size=4': 'view-size' cannot be '4'; it takes 3 ... 15, odd"
    ),
    (
      "run minatar/breakout+frame-stack ppo",
      "environment 'minatar/breakout+frame-stack': the wrapper 'frame-stack' needs a value: frame-stack=1 ... 16"
    ),
    (
      "bench environments minigird",
      "unknown environment 'minigird'; did you mean 'minigrid'? (`rlcoord list environments` shows all)"
    ),
    (
      "bench training --seconds 3601",
      "--seconds must be from 0 to 3600 (see 'rlcoord bench training --help')"
    ),
    (
      "bench environments --seconds 0",
      "--seconds must be above 0 and at most 3600 (see 'rlcoord bench environments --help')"
    ),
    ("rnu minatar/breakout ppo", "unknown command 'rnu'; did you mean 'run'? (`rlcoord --help` shows all)"),
    (
      "run ppo minatar/breakout",
      "the environment comes first: rlcoord run minatar/breakout ppo (see 'rlcoord run --help')"
    ),
    (
      "run breakout ppo",
      "unknown environment 'breakout'; did you mean 'minatar/breakout' or 'arcade/breakout'? "
        + "(`rlcoord list environments` shows all)"
    ),
    (
      "run minatar/breakout random --conv coordconv", "the agent random has no network, so 'convolution' cannot be set"
    ),
    (
      "run minatar/breakout ppo --steps 99999999999999999999",
      "The value '99999999999999999999' is invalid for '--steps <n>': 99999999999999999999 is too large; the greatest "
        + "is 9223372036854775807 (see 'rlcoord run --help')"
    ),
    // A family stands for its members, so that theirs are the mistakes.
    (
      "compare minatar --networks nature",
      "the network 'nature' needs observations of at least 36×36, but these are 10×10×4"
    ),
    (
      "compare minatar/breakout --seeds 3-1",
      "The value '3-1' is invalid for '--seeds <seeds>': '3-1' is not a seed or a range of seeds; expected 5 for 1 to 5, "
        + "or 1-5,7 (see 'rlcoord compare --help')"
    ),
    ("run minatar/breakout pop", "unknown agent 'pop'; did you mean 'ppo'? (available: ppo, a2c, random)"),
    (
      "run minatar/breakout ppo --network minator",
      "unknown network 'minator'; did you mean 'minatar'? (available: nature, compact, impala, minatar, minatar-batchnorm, minatar-layernorm, pooled, mlp)"
    ),
    (
      "run minatar/breakout ppo --conv cordconv",
      "unknown convolution 'cordconv'; did you mean 'coordconv'? (available: conv, coordconv, coordconv-first)"
    ),
    (
      "run minatar/breakout ppo --precision bf61",
      "unknown precision 'bf61'; did you mean 'bf16'? (available: f32, bf16)"
    ),
    (
      "run minatar/breakout ppo --network nature",
      "the network 'nature' needs observations of at least 36×36, but these are 10×10×4"
    ),
    (
      "run minatar/breakout ppo --steps -5",
      "The value '-5' is invalid for '--steps <n>': -5 is negative; expected a whole number of at least 1, such as 64, 200k, 5M or "
        + "1e6 (see 'rlcoord run --help')"
    ),
    (
      "run minatar/breakout ppo --envs 0",
      "The value '0' is invalid for '--envs <n>': 0 is too small; expected a whole number of at least 1, such as 64, 200k, 5M or "
        + "1e6 (see 'rlcoord run --help')"
    ),
    (
      "run minatar/breakout ppo --lanes 8 --envs 4",
      "8 lanes need at least 8 environments, but there are 4"
    ),
    (
      "run minatar/breakout ppo --lanes 4 --envs 66",
      "66 environments cannot be shared out evenly over 4 lanes; use 64 or 68"
    ),
    ("run minatar/breakout ppo --lanes 3", "lanes must be a power of two, not 3; the nearest are 2 and 4"),
    ("run minatar/breakout ppo --seed x", "The value 'x' is invalid for '--seed <s>' (see 'rlcoord run --help')"),
    (
      "run minatar/breakout ppo --sed 3",
      "Unknown option '--sed'. Did you mean '--seed'? (see 'rlcoord run --help')"
    ),
    ("run minatar/breakout", "Missing expected argument '<agent>' (see 'rlcoord run --help')"),
    (
      "run minatar/breakout ./nothing --steps 5",
      "'--steps' is for training, but './nothing' names a trained agent (see 'rlcoord run --help')"
    ),
    (
      "list agent",
      "unknown list 'agent'; did you mean 'agents'? (available: environments, wrappers, agents, "
        + "networks)"
    ),
    (
      "list environments minigird",
      "unknown environment 'minigird'; did you mean 'minigrid'? (`rlcoord list environments` shows all)"
    ),
    (
      "list environments minatar/breakout:sticky=2",
      "environment 'minatar/breakout:sticky=2': 'sticky' cannot be '2'; it takes 0 ... 1"
    ),
    (
      "list networks natur",
      "unknown network 'natur'; did you mean 'nature'? (available: nature, compact, impala, minatar, minatar-batchnorm, minatar-layernorm, pooled, mlp)"
    ),
    ("contact-sheet", "Missing expected argument '--out <file.png>' (see 'rlcoord contact-sheet --help')"),
    (
      "contact-sheet --out sheet.jpg",
      "cannot write 'sheet.jpg': pictures are PNG files, so the name must end in .png"
    ),
    (
      "contact-sheet --out sheet.png minatar/brekout",
      "unknown environment 'minatar/brekout'; did you mean 'minatar/breakout'? (`rlcoord list environments` shows all)"
    ),
    (
      "contact-sheet --out sheet.png --columns 0",
      "The value '0' is invalid for '--columns <n>': 0 is too small; expected a whole number of at least 1, such as 64, 200k, 5M or "
        + "1e6 (see 'rlcoord contact-sheet --help')"
    ),
    ("parity", "Missing expected argument '<file> ...' (see 'rlcoord parity --help')"),
    (
      "eval here --episodes 0",
      "The value '0' is invalid for '--episodes <n>': 0 is too small; expected a whole number of at least 1, such as 64, 200k, 5M "
        + "or 1e6 (see 'rlcoord eval --help')"
    ),
  ])
  func `a wrong command line is answered in one line, exits with 64 and writes nothing`(
    arguments: String, text: String
  ) throws {
    try expectFailure(64, "Error: " + text + "\n", arguments)
  }

  @Test(.disabled(if: Precision.bf16.isSupported, "this processor has bfloat16"))
  func `bfloat16 is refused before anything is written`() throws {
    let text = "Error: precision bf16 needs a processor with AVX-512, and this one has none; f32 runs everywhere\n"
    try expectFailure(64, text, "run minatar/breakout ppo --precision bf16")
  }

  @Test(arguments: [
    ("run my-maze.txt ppo", "my-maze.txt: cannot be read: No such file or directory"),
    ("eval nothing", "cannot read 'nothing': No such file or directory"),
    ("runs --under nothing", "cannot read 'nothing': no such folder"),
    ("status --under nothing", "cannot read 'nothing': no such folder"),
    ("run minatar/breakout ppo --init-from nothing", "cannot read 'nothing': No such file or directory"),
    ("check nothing.txt", "nothing.txt: cannot be read: No such file or directory"),
    ("eval .", "the folder '.' holds no checkpoint; give the folder of a run that has saved one"),
    (
      "run minatar/breakout ppo --out /dev/null/run",
      "cannot create the folder '/dev/null/run': Not a directory; choose another folder with --out"
    ),
    ("run minatar/breakout ppo --out /dev/null", "'/dev/null' is a file; a run needs a new or an empty folder"),
    (
      "contact-sheet --out nowhere/sheet.png",
      "cannot write 'nowhere/sheet.png': there is no folder 'nowhere'; make it or choose another place"
    ),
    ("run minatar/breakout ./nothing", "cannot read './nothing': No such file or directory"),
    ("parity nothing.jsonl.gz", "cannot read 'nothing.jsonl.gz': No such file or directory"),
    ("parity .", "cannot read '.': Is a directory"),
    ("parity -", "'standard input' is empty; a trace begins with a header"),
  ])
  func `a wrong file or folder is reported in one line, exits with 65 and writes nothing`(
    arguments: String, text: String
  ) throws {
    try expectFailure(65, "Error: " + text + "\n", arguments)
  }

  private func expectFailure(_ status: Int32, _ errors: String, _ arguments: String) throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord.finish(rlcoord.start(arguments.split(separator: " ").map(String.init)))
      #expect(outcome.status == status)
      #expect(outcome.errors == errors)
      #expect(outcome.output == "")
      #expect(try rlcoord.contents == [])
    }
  }

  @Test func `a folder that is not empty stays as it is`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let file = rlcoord.folder.appending(path: "r/config.yaml")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("mine".utf8).write(to: file)
      let outcome = try rlcoord("run", "minatar/breakout", "ppo", "--out", "r")
      #expect(outcome.status == 65)
      #expect(outcome.errors == "Error: the folder 'r' is not empty; a run needs a new or an empty one\n")
      #expect(try rlcoord.contents == ["r", "r/config.yaml"])
      #expect(try Data(contentsOf: file) == Data("mine".utf8))
    }
  }

  @Test func `a damaged, cut, foreign or misplaced checkpoint is named`() throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(
        try rlcoord(
          "run", "minatar/breakout", "ppo", "--steps", "1", "--envs", "8", "--out", "r", "--eval-episodes", "1",
          "--quiet"
        )
        .status == 0)
      let whole = try Data(contentsOf: rlcoord.folder.appending(path: "r/checkpoints/step-000000001024.safetensors"))
      var flipped = whole
      flipped[whole.count / 2] ^= 4
      let foreign = Data(Safetensors(metadata: [:], entries: []).serialized)
      let cut =
        "cut short: \(whole.count - 1) bytes where at least \(whole.count) are needed; "
        + "it must be copied or trained again"
      for (data, problem) in [
        (flipped, "damaged: its bytes are not those that were written; it must be copied or trained again"),
        (whole.dropLast(), cut), (foreign, "a safetensors file, but not one that rlcoord wrote"),
        (Data("Hello, this is just some text.".utf8), "not a checkpoint: it is not a safetensors file"),
      ] {
        try data.write(to: rlcoord.folder.appending(path: "c.safetensors"))
        for arguments in [["eval", "c.safetensors"], ["run", "minatar/breakout", "c.safetensors"]] {
          let outcome = try rlcoord.finish(rlcoord.start(arguments))
          #expect(outcome.status == 65)
          #expect(outcome.errors == "Error: 'c.safetensors' is \(problem)\n")
          #expect(outcome.output == "")
        }
      }
      let other = try rlcoord("run", "minatar/space-invaders", "r")
      #expect(other.status == 65)
      #expect(
        other.errors == "Error: 'r/checkpoints/step-000000001024.safetensors' was trained in minatar/breakout, not in "
          + "minatar/space-invaders; run `rlcoord run minatar/breakout` with it\n")
    }
  }
}
