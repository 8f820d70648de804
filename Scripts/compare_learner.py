#!/usr/bin/env python3
"""One optimizer step of rlcoord beside oneDNN's kernels alone and PyTorch, in turns on one machine.

    Scripts/compare_learner.py [--rlcoord .build/release/rlcoord] [--rounds 5] [--threads 2] [--no-torch]
        [--onednn PREFIX]...

It prints the table of docs/speed.md and, in a line, what it was measured with. A column is a program that prints a JSON
object for each network and precision: `rlcoord bench learner`; `onednn_floor.cpp`, compiled here with the package's own
COneDNN, for the system's oneDNN and for every --onednn, the folder of another installation with include/ and lib/; and
`learner_in_torch.py`, twice. All measure the same networks on as many samples and threads. They take turns, so that
what else the machine does falls on all alike. A figure is the median of the rounds' medians; in brackets, the median of
the rounds' ratios to rlcoord. On a busy machine the figures say little: threads that share a core wait for each other, some
programs' for much longer than others', so the load before it began is printed as well.

PyTorch's columns take a Python that has torch:

    python3 -m venv venv && venv/bin/python -m pip install torch numpy && venv/bin/python Scripts/compare_learner.py
"""
import argparse
import importlib.util
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent
PRECISIONS = {"f32": "float32", "bf16": "bfloat16"}
# Without these PyTorch gives the memory of large activations back at every step and spends its time fetching it again.
KEEPS_MEMORY = {
    "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "100000000000", "MALLOC_TOP_PAD_": "268435456"}


class Column:
    """A program that measures, and for each network and precision the milliseconds of every round."""

    def __init__(self, title, command, environment=None):
        self.title, self.command, self.environment = title, command, environment or {}
        self.rounds, self.version, self.samples = {}, None, {}

    def measure(self):
        lines = subprocess.run(
            self.command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | self.environment
        ).stdout.splitlines()
        for row in map(json.loads, lines):
            key = row["network"], row["precision"]
            self.version = row.get("version")
            self.samples[key] = row["samples"]
            # oneDNN's kernels come in several sizes of microbatch.
            self.rounds.setdefault(key, {}).setdefault(row.get("microbatch"), []).append(row["medianMs"])

    def times(self, key):
        """Those of every round, of the best microbatch; none where it does not measure this."""
        return min(self.rounds.get(key, {None: []}).values(), key=lambda times: statistics.median(times or [0]))


def compiled_floor(folder, number, prefix):
    """onednn_floor.cpp, built with the oneDNN under a prefix, or with the system's."""
    program = folder / f"onednn-floor-{number}"
    sources = [SCRIPTS / "onednn_floor.cpp", ROOT / "Sources/COneDNN/COneDNN.cpp"]
    command = [*shlex.split(os.environ.get("CXX", "c++")), "-std=c++20", "-O3", f"-I{ROOT / 'Sources/COneDNN/include'}"]
    if prefix:
        libraries = next((path for path in (prefix / "lib", prefix / "lib64") if path.is_dir()), prefix / "lib")
        command += [f"-I{prefix / 'include'}", f"-L{libraries}", f"-Wl,-rpath,{libraries.resolve()}"]
    subprocess.run([*command, *sources, "-o", program, "-ldnnl", "-lgomp", "-lpthread"], check=True)
    return program


def columns(arguments, folder):
    threads = str(arguments.threads)
    rlcoord = [arguments.rlcoord, "bench", "learner", "--conv", "conv", "--rounds", "1", "--json", "--threads", threads]
    yield Column("rlcoord", rlcoord)
    for number, prefix in enumerate([None, *arguments.onednn]):
        yield Column("oneDNN {version}'s kernels alone", [compiled_floor(folder, number, prefix), threads])
    if arguments.no_torch:
        return
    if importlib.util.find_spec("torch") is None:
        print(f"PyTorch is left out: {sys.executable} has no torch", file=sys.stderr)
        return
    torch = [sys.executable, SCRIPTS / "learner_in_torch.py", "--threads", threads]
    yield Column("PyTorch as shipped", [*torch, "shipped"])
    yield Column("PyTorch at its best", [*torch, "best"], KEEPS_MEMORY)


def cell(column, ours, key):
    times = column.times(key)
    if not times:
        return ""
    figure = f"{statistics.median(times):.1f}"
    if column is ours:
        return figure
    return f"{figure} ({statistics.median(a / b for a, b in zip(times, ours.times(key))):.2f}×)"


def table(columns):
    ours = columns[0]
    titles = [column.title.format(version=column.version) for column in columns]
    yield "| " + " | ".join(["one optimizer step, ms", *titles]) + " |"
    yield "|---" * (len(columns) + 1) + "|"
    for key, samples in ours.samples.items():
        network, precision = key
        name = f"`{network}`, {samples} samples, {PRECISIONS[precision]}"
        yield "| " + " | ".join([name, *(cell(column, ours, key) for column in columns)]) + " |"


def conditions(arguments, columns, load):
    """What one has to know to repeat the figures."""
    cpu = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
           if line.startswith("model name")]
    git = ["git", "-C", ROOT, "describe", "--always", "--dirty", "--exclude", "*"]
    commit = subprocess.run(git, stdout=subprocess.PIPE, text=True).stdout.strip() or "unknown"
    libraries = [f"oneDNN {column.version}" for column in columns if "oneDNN" in column.title]
    libraries += [f"PyTorch {column.version}" for column in columns if "PyTorch" in column.title][:1]
    return "; ".join([
        f"{cpu[0] if cpu else 'unknown processor'}, {len(cpu)} processors", *libraries, f"{arguments.threads} threads",
        f"medians over {arguments.rounds} rounds", f"commit {commit}", f"load before {load:.1f}"])


def whole(text):
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least 1")
    return int(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rlcoord", default=".build/release/rlcoord", metavar="PATH")
    parser.add_argument("--rounds", type=whole, default=5)
    parser.add_argument("--threads", type=whole, default=2)
    parser.add_argument("--no-torch", action="store_true", help="leave PyTorch's columns out")
    parser.add_argument("--onednn", type=Path, action="append", default=[], metavar="PREFIX",
                        help="another installation of oneDNN, for one more column; may be repeated")
    arguments = parser.parse_args()
    if not os.access(arguments.rlcoord, os.X_OK):
        parser.error(f"no program at {arguments.rlcoord}; `swift build -c release` makes it")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        measured = list(columns(arguments, Path(folder)))
        for _ in range(arguments.rounds):
            for column in measured:
                column.measure()
    ours = measured[0]
    for column in measured:
        for key in ours.samples.keys() & column.samples.keys():
            if column.samples[key] != ours.samples[key]:
                sys.exit(f"{column.title}: {column.samples[key]} samples of {key}, rlcoord {ours.samples[key]}")
    print("\n".join(table(measured)))
    if not any(precision == "bf16" for _, precision in ours.samples):
        print("\nbfloat16 is left out: this processor has none.")
    print("\n" + conditions(arguments, measured, load))


if __name__ == "__main__":
    main()
