#!/usr/bin/env python3
"""Steps per second of rlcoord's environments beside those of the packages people use, in turns on one machine.

    Scripts/compare_speed.py [--rlcoord .build/release/rlcoord] [--seconds 2] [--rounds 3]

Everyone takes random actions on one core and makes the observation. The first table is of the same worlds. The second
sets our arcade games beside the emulator that runs Atari's own: other games of the same kind, and not the same work.
Peers that are not installed are left out; those it knows are MinAtar, minigrid, envpool and ale-py
(pip install minatar minigrid envpool ale-py opencv-python-headless).
Rounds take turns, the median of each is shown, so what else the machine does falls on all alike.
"""
import argparse
import json
import statistics
import subprocess
import time

import numpy as np


def timed(step, seconds, batch=1):
    """Steps per second of a function that takes `batch` steps."""
    step()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(50):
            step()
        count += 50 * batch
    return count / (time.perf_counter() - start)


def minatar(game):
    from minatar import Environment

    env = Environment(game)
    env.reset()
    actions = env.minimal_action_set()
    choices = iter(np.random.default_rng(0).integers(len(actions), size=50_000_000).astype(np.int8))

    def step():
        _, over = env.act(actions[next(choices)])
        env.state()
        if over:
            env.reset()

    return step, 1


def gymnasium_world(name, prepare=lambda env: env, **options):
    import gymnasium

    env = prepare(gymnasium.make(name, **options))
    env.reset(seed=0)
    choices = iter(np.random.default_rng(0).integers(env.action_space.n, size=20_000_000).astype(np.int8))

    def step():
        _, _, terminated, truncated, _ = env.step(int(next(choices)))
        if terminated or truncated:
            env.reset()

    return step, 1


def minigrid(name):
    import minigrid  # noqa: F401  (registers its worlds)

    return gymnasium_world(name)


def ale(name):
    import ale_py
    import gymnasium
    from gymnasium.wrappers import AtariPreprocessing, FrameStackObservation

    gymnasium.register_envs(ale_py)
    return gymnasium_world(
        f"ALE/{name}-v5", lambda env: FrameStackObservation(AtariPreprocessing(env), 4), frameskip=1)


def envpool_world(name):
    import envpool

    count = 64
    pool = envpool.make(name, env_type="gymnasium", num_envs=count, batch_size=count, num_threads=1)
    pool.reset()
    actions = np.random.default_rng(0).integers(pool.action_space.n, size=(997, count)).astype(np.int32)
    row = iter(range(10**9))

    return (lambda: pool.step(actions[next(row) % 997])), count


ROWS = [(f"minatar/{ours}", "MinAtar", minatar, theirs) for ours, theirs in [
    ("asterix", "asterix"), ("breakout", "breakout"), ("freeway", "freeway"), ("seaquest", "seaquest"),
    ("space-invaders", "space_invaders")]]
for ours, theirs in [("empty-8x8", "Empty-8x8"), ("doorkey-6x6", "DoorKey-6x6"), ("fourrooms", "FourRooms")]:
    ROWS.append((f"minigrid/{ours}", "minigrid", minigrid, f"MiniGrid-{theirs}-v0"))
    ROWS.append((f"minigrid/{ours}", "EnvPool", envpool_world, f"MiniGrid-{theirs}-v0"))
# Other games of the same kind.
EMULATED = []
for ours, theirs in [("pong", "Pong"), ("breakout", "Breakout")]:
    EMULATED.append((f"arcade/{ours}", f"Atari's {theirs} in ale-py", ale, theirs))
    EMULATED.append((f"arcade/{ours}", f"Atari's {theirs} in EnvPool", envpool_world, f"{theirs}-v5"))


def rlcoord(program, name, seconds):
    output = subprocess.run(
        [program, "bench", "environments", name, "--threads", "1", "--seconds", str(seconds), "--json"],
        check=True, capture_output=True, text=True).stdout
    return json.loads(output)["stepsPerSecond"]


def print_table(rows, head, arguments):
    print(f"| {head} | ratio |\n|---|---|---|---|---|")
    for name, peer, make, theirs in rows:
        try:
            step, batch = make(theirs)
        except Exception as reason:  # Whatever keeps a peer from running, the others can still be measured.
            print(f"| `{name}` | | {peer} | not measured: {str(reason).splitlines()[0]} | |", flush=True)
            continue
        pairs = [
            (rlcoord(arguments.rlcoord, name, arguments.seconds), timed(step, arguments.seconds, batch))
            for _ in range(arguments.rounds)]
        mine, other = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"| `{name}` | {mine:,.0f} | {peer} | {other:,.0f} | {ratio:,.0f}× |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rlcoord", default=".build/release/rlcoord")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print_table(ROWS, "environment | rlcoord, steps/s | peer | its steps/s", arguments)
    print("\nOur arcade games beside the emulator of Atari's own: not the same work.\n")
    print_table(EMULATED, "our game | rlcoord, steps/s | emulated game | its steps/s", arguments)


if __name__ == "__main__":
    main()
