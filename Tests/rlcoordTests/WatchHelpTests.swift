import Testing
import TestSupport

/// As ``HelpTests``, for what shows something.
@Suite(.timeLimit(.minutes(20))) struct WatchHelpTests {
  @Test func `the help of rlcoord watch is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("watch", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Watch an agent play, or a replay.

          The player is a run's folder or a checkpoint, a replay, or an agent's name:
          random, or ppo and a2c as they are before training. A run and a replay know
          their environment, so that it need not be named.

          Keys: p pause, n one step, r restart, + - faster and slower, o panel, [ ]
          position map of the next filter, c screenshot, h help, q leave.

          Examples:
            rlcoord watch runs/minatar-breakout-ppo-seed1-1
            rlcoord watch arcade/pong random --tiles 9
            rlcoord watch minigrid/doorkey-8x8 ppo --render terminal
            rlcoord watch arcade-pong-1.replay --speed 2

          USAGE: rlcoord watch <environment-or-player> ... [--seed <s>] [--greedy] [--render <where>] [--tiles <n>] [--episodes <n>] [--speed <x>] [--panel] [--no-panel] [--screenshot <file.png>]

          ARGUMENTS:
            <environment-or-player> An environment's name and a player, or a run's
                                    folder, checkpoint or replay alone.

          OPTIONS:
            -s, --seed <s>          Seed of the episodes. (default: 1; for a trained
                                    agent its run's)
            --greedy                Take the most probable actions instead of drawn ones.
            --render <where>        Where to show it. (values: window, terminal,
                                    offscreen; default: window)
            --tiles <n>             Environments to show side by side. (default: 1)
            --episodes <n>          Episodes to play. (default: without end)
            --speed <x>             Times the world's own pace; + and - change it.
                                    (default: 1)
            --panel/--no-panel      Show return, policy and what the agent sees beside
                                    the world; o toggles it. (default: --panel)
            --screenshot <file.png> Keep the last picture here when it ends.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord play is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("play", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Play an environment yourself.

          Arrows or W A S D move, space fires or opens doors, e picks up and f drops;
          digits take the actions by their numbers. A game controller works too. Games
          advance by themselves, at every frame; grid worlds wait for you. h shows all
          keys.

          Every game is kept as a replay, which `rlcoord watch` shows again and `rlcoord
          record` makes a film of.

          Examples:
            rlcoord play arcade/muncher
            rlcoord play minigrid/doorkey-8x8 --keys pickup=x,drop=y
            rlcoord play minatar/breakout --speed 0.5 --render terminal

          USAGE: rlcoord play <environment> [--seed <s>] [--keys <changes>] [--render <where>] [--out <file.replay>] [--speed <x>] [--panel] [--no-panel] [--screenshot <file.png>]

          ARGUMENTS:
            <environment>           A name from `rlcoord list environments`.

          OPTIONS:
            -s, --seed <s>          Seed of the games. (default: a new one every time)
            --keys <changes>        Other keys for actions, such as fire=x,up=k.
            --render <where>        Where to show it. (values: window, terminal,
                                    offscreen; default: window)
            -o, --out <file.replay> Where to keep the game. (default: a new file in
                                    replays)
            --speed <x>             Times the world's own pace; + and - change it.
                                    (default: 1)
            --panel/--no-panel      Show return, policy and what the agent sees beside
                                    the world; o toggles it. (default: --panel)
            --screenshot <file.png> Keep the last picture here when it ends.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }

  @Test func `the help of rlcoord record is as it is here`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord("record", "--help")
      #expect(outcome.status == 0)
      #expect(
        outcome.output == """
          OVERVIEW: Record an agent or a replay as a film or a picture.

          A name that ends in .gif, .mp4 or .webm gives a film, made by ffmpeg; .png
          gives a picture of the last step. Neither window nor display is needed. The
          same command records the same pictures.

          Examples:
            rlcoord record runs/minatar-breakout-ppo-seed1-1 --out breakout.gif
            rlcoord record arcade/pong random --out pong.mp4 --steps 300 --panel
            rlcoord record minigrid/doorkey-8x8 random --out doors.webm --tiles 9
            rlcoord record arcade-pong-1.replay --out game.mp4

          USAGE: rlcoord record <environment-or-player> ... --out <file> [--seed <s>] [--greedy] [--steps <n>] [--episodes <n>] [--tiles <n>] [--speed <x>] [--panel]

          ARGUMENTS:
            <environment-or-player> An environment's name and a player, or a run's
                                    folder, checkpoint or replay alone.

          OPTIONS:
            -o, --out <file>        The film or picture to write.
            -s, --seed <s>          Seed of the episodes. (default: 1; for a trained
                                    agent its run's)
            --greedy                Take the most probable actions instead of drawn ones.
            -n, --steps <n>         Steps to record, at most. (default: 600, to a picture
                                    100)
            --episodes <n>          Episodes to record, at most. (default: 1 in each tile)
            --tiles <n>             Environments side by side. (default: 1)
            --speed <x>             Times the world's own pace. (default: 1)
            --panel                 Show return, policy and what the agent sees beside
                                    the world.
            --version               Show the version.
            -h, --help              Show help information.


          """)
    }
  }
}
