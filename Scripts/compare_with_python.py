#!/usr/bin/env python3
"""Play the Python packages MinAtar and minigrid, and check that rlcoord's worlds do the same, byte for byte.

    python3 -m venv venv && venv/bin/pip install MinAtar==1.0.15 minigrid==3.2.0
    swift build -c release
    venv/bin/python Scripts/compare_with_python.py --seeds 1000-1099

Each world of the packages is played with generated actions; what it shows and gives is written as a trace and piped
into `rlcoord parity -`, which plays the same actions and reports the first difference. Exit code 1 on a difference.

A trace is JSON lines:

  {"package": ..., "seed": ..., "steps": ..., ...}    which world, with which options
  {"reset": k, "obs": ...}                            episode k begins
  [action, reward, terminated, truncated, "hash"]     one step; FNV-1a over the observation's bytes
  {"at": n, "obs": ...}                               the whole observation after step n, to find what differs

MinAtar observations are one digit a byte, [10][10][channels]. MiniGrid's are in hexadecimal, the 7x7x3 view and the
direction; their lines also hold the mission, the full map and what is carried.
"""
import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys

from reference import play_minatar, play_minigrid

POLICIES = ["uniform", "held", "far"]


def plan(arguments):
    """Every trace to play: (function, world, seed, steps, policy)."""
    groups = []
    if arguments.family in ("minatar", "all"):
        groups += [(play_minatar.play, [game], arguments.steps or 1_000_000) for game in play_minatar.GAMES]
    if arguments.family in ("minigrid", "all"):
        groups += [(play_minigrid.play, names, arguments.steps or 200_000) for names in play_minigrid.families()]
    if arguments.env:
        wanted = {plain(name) for name in arguments.env}
        known = [(play, [name], steps) for play, names, steps in groups for name in names]
        groups = [group for group in known if plain(group[1][0]) in wanted]
        missing = wanted - {plain(group[1][0]) for group in groups}
        if missing:
            sys.exit("unknown world '%s' (available: %s)"
                     % (sorted(missing)[0], ", ".join(group[1][0] for group in known)))
    first, last = arguments.seeds
    seeds = range(first, last + 1)
    traces = []
    for play, names, steps in groups:
        for index, seed in enumerate(seeds):
            policy = arguments.policy if arguments.policy != "mixed" else POLICIES[(0, 2, 1, 2)[index % 4]]
            length = steps // len(seeds) + (index < steps % len(seeds))
            if length > 0:
                traces.append((play, names[index // 4 % len(names)], seed, length, policy))
    return traces


def plain(name):
    """A world's name without what may be left out or spelt otherwise."""
    name = name.lower().removeprefix("minatar/").removeprefix("minigrid/").removeprefix("minigrid-")
    return name.replace("_", "-").removesuffix("-v0")


def compare(task):
    """Plays some traces into one `rlcoord parity -`; its exit code and output."""
    rlcoord, traces = task
    checker = subprocess.Popen([rlcoord, "parity", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    try:
        for play, name, seed, steps, policy in traces:
            play(name, seed, steps, policy, lambda line: checker.stdin.write(line + "\n"))
    except BrokenPipeError:
        pass  # It found something that is not a trace, and reports that itself.
    output, _ = checker.communicate()
    return traces, checker.returncode, output.splitlines()


def find_rlcoord():
    built = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".build", "release", "rlcoord")
    return built if os.path.exists(built) else shutil.which("rlcoord")


def seed_range(text):
    first, _, last = text.partition("-")
    seeds = int(first), int(last or first)
    if not 0 <= seeds[0] <= seeds[1] < 1 << 32:
        raise ValueError
    return seeds


def count(text):
    value = int(float(text.replace("k", "e3").replace("M", "e6")))
    if value < 1:
        raise ValueError
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", choices=["minatar", "minigrid", "all"], default="all")
    parser.add_argument("--env", action="append", metavar="NAME", help="only this game or MiniGrid id; may be repeated")
    parser.add_argument("--seeds", type=seed_range, default=(1000, 1099), metavar="A-B", help="default 1000-1099")
    parser.add_argument("--steps", type=count, metavar="N",
                        help="of each game, MiniGrid family or --env, over all seeds; default 1M for a game, 200k else")
    parser.add_argument("--policy", choices=POLICIES + ["fixed", "mixed"], default="mixed",
                        help="uniform; held actions; play that gets far; what digests take; default: a mixture by seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="processes; default: processors")
    parser.add_argument("--rlcoord", default=find_rlcoord(), metavar="PATH", help="default: .build/release/rlcoord")
    parser.add_argument("--print", action="store_true", help="write the traces to standard output, compare nothing")
    arguments = parser.parse_args()
    traces = plan(arguments)
    if arguments.print:
        for play, name, seed, steps, policy in traces:
            play(name, seed, steps, policy, print)
        return 0
    if not arguments.rlcoord:
        sys.exit("no rlcoord found: run `swift build -c release`, or name its path with --rlcoord")

    tasks = [(arguments.rlcoord, traces[start:start + 4]) for start in range(0, len(traces), 4)]
    totals, is_equal = {}, True
    with multiprocessing.Pool(arguments.jobs) as pool:
        for played, code, output in pool.imap_unordered(compare, tasks):
            for _, name, seed, steps, _ in played:
                world = totals.setdefault(name, [0, 0])
                world[0] += 1
                world[1] += steps
            if code != 0:
                is_equal = False
                print("\n".join(output), flush=True)
            if sys.stderr.isatty():
                done = sum(steps for _, steps in totals.values())
                print("\r%d of %d steps" % (done, sum(trace[3] for trace in traces)), end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for name in sorted(totals):
        print("%-45s %5d traces %9d steps" % (name, *totals[name]))
    print("%d traces, %d steps: %s" % (len(traces), sum(trace[3] for trace in traces),
                                       "no difference" if is_equal else "there are differences"))
    return 0 if is_equal else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(0)
