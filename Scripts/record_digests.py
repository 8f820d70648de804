#!/usr/bin/env python3
"""Play the Python packages MinAtar and minigrid, and write down a hash of what each world does.

    python3 -m venv venv && venv/bin/pip install MinAtar==1.0.15 minigrid==3.2.0
    venv/bin/python Scripts/record_digests.py            # writes Tests/ParityTests/Digests
    venv/bin/python Scripts/record_digests.py --check    # exit code 1 where it would write something else

`swift test` plays rlcoord's worlds the same way and compares, so it needs neither Python nor traces. A line is

    world seed steps ends digest

with the episodes that ended and FNV-1a, 64 bits, over these bytes (numbers little-endian):

  at the start     the step limit, 0 for none (8)
  at each reset    the mission's text, the observation, the whole map; MinAtar has the observation alone
  at each step     the action (1), the reward's float64 (8), terminated (1), truncated (1), the observation's FNV-1a (8)

Worlds, bytes of observations and maps, and resets are those of a trace (see compare_with_python.py); the actions are
those of reference/fixed_actions.py. `compare_with_python.py --policy fixed` plays the same, step by step.
"""
import argparse
import difflib
import importlib.metadata
import json
import os
import struct
import sys

import numpy

from reference import play_minatar, play_minigrid
from reference.fnv import fnv1a

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "ParityTests", "Digests")
# A MinAtar seed also decides on the options: six are each of the five sets, and the package's own once more. Most seeds
# of ObstructedMaze look alike in both versions, 7 does not.
MINATAR_SEEDS, MINIGRID_SEEDS = range(6), [0, 7]


class Digest:
    """Takes a trace's lines."""

    def __init__(self):
        self.world, self.ends, self.seen = None, 0, bytearray()

    def follow(self, line):
        line = json.loads(line)
        if isinstance(line, list):
            action, reward, terminated, truncated, observation = line
            self.ends += terminated or truncated
            self.seen += struct.pack("<BdBBQ", action, reward, terminated, truncated, int(observation, 16))
        elif "game" in line:
            self.world = "minatar/%s-full:sticky=%s,ramping=%s" % (
                line["game"].replace("_", "-"), line["sticky"], "yes" if line["ramping"] else "no")
            self.seen += struct.pack("<Q", 0)
        elif "env" in line:
            self.world = line["env"]
            self.seen += struct.pack("<Q", line["max_steps"])
        elif "mission" in line:
            self.seen += line["mission"].encode() + bytes.fromhex(line["obs"]) + bytes.fromhex(line["full"])
        elif "reset" in line:
            self.seen += bytes(map(int, line["obs"]))


def length(name):
    """A thousand steps, or so many that an episode has to end."""
    limit = 2500 if name == "freeway" else 0 if name in play_minatar.GAMES else play_minigrid.make(name).max_steps
    return max(1000, limit + 100)


def digest(play, name, seed):
    """The line of a world and a seed."""
    digest, steps = Digest(), length(name)
    play(name, seed, steps, "fixed", digest.follow)
    return "%s %d %d %d %s" % (digest.world, seed, steps, digest.ends, fnv1a(numpy.frombuffer(digest.seen, numpy.uint8)))


def files():
    """What to write: name and text."""
    for package, play, names, seeds in [
        ("MinAtar", play_minatar.play, play_minatar.GAMES, MINATAR_SEEDS),
        ("minigrid", play_minigrid.play, sum(play_minigrid.families(), []), MINIGRID_SEEDS),
    ]:
        lines = ["# What %s %s does, by Scripts/record_digests.py:" % (package, importlib.metadata.version(package)),
                 "# world seed steps ends digest"]
        lines += [digest(play, name, seed) for name in names for seed in seeds]
        yield package.lower() + ".txt", "".join(line + "\n" for line in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the files there are, write nothing")
    is_checked = parser.parse_args().check
    is_equal = True
    for name, text in files():
        path = os.path.join(FOLDER, name)
        if not is_checked:
            os.makedirs(FOLDER, exist_ok=True)
            with open(path, "w") as file:
                file.write(text)
            continue
        with open(path) as file:
            committed = file.read()
        is_equal = is_equal and text == committed
        sys.stdout.writelines(difflib.unified_diff(
            committed.splitlines(True), text.splitlines(True), name, "played now", n=0))
    return 0 if is_equal else 1


if __name__ == "__main__":
    sys.exit(main())
