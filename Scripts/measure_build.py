#!/usr/bin/env python3
"""Build a fresh clone and print where the time goes: processor seconds of each module, and the share of each package.

    Scripts/measure_build.py                       # what the README's first command builds
    Scripts/measure_build.py --tests               # what `swift test` builds

The compilers' own processes are watched through /proc, so it needs Linux; figures are of one build, from the clone to
the linked program, on a machine that should have nothing else to do.
"""
import argparse
import collections
import os
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")


def compilers(seen, clone):
    """Updates the processor seconds of each compiler at work in the clone: {(process, start): [module, seconds]}."""
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name) as file:
                stat = file.read()
            program = stat[stat.index("(") + 1:stat.rindex(")")]
            fields = stat[stat.rindex(")") + 2:].split()
            key = name, fields[19]
            if program not in ("swift-frontend", "clang", "clang++", "ld.gold", "ld.lld"):
                continue
            if key not in seen:
                with open("/proc/%s/cmdline" % name) as file:
                    arguments = file.read()
                if clone not in arguments + os.readlink("/proc/%s/cwd" % name):
                    continue
                seen[key] = [module(program, arguments.split("\0")), 0]
            seen[key][1] = (int(fields[11]) + int(fields[12])) / TICKS
        except (OSError, ValueError):
            pass  # It ended in between.


def module(program, arguments):
    """The target that a compiler works on, from its module's name or from the path of what it writes."""
    if program.startswith("ld"):
        return "(linking)"
    if "-module-name" in arguments:
        name = arguments[arguments.index("-module-name") + 1]
        return "(manifests)" if name == "main" else name
    for argument in arguments:
        for part in argument.split("/"):
            if part.endswith(".build") and part != ".build":
                return part.removesuffix(".build")
    return "(other)"


def packages(checkouts):
    """Which package each target outside this one belongs to, by the folders of its sources."""
    owners = {}
    for package in sorted(os.listdir(checkouts)):
        sources = os.path.join(checkouts, package, "Sources")
        for target in os.listdir(sources) if os.path.isdir(sources) else []:
            owners[target] = package
    return owners


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", action="store_true", help="the debug build of `swift test`; default: the program")
    options = parser.parse_args()
    repository = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    flags = ["--build-tests"] if options.tests else ["-c", "release", "--product", "rlcoord"]
    with tempfile.TemporaryDirectory() as folder:
        clone = os.path.join(folder, "rlcoord")
        start = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", repository, clone], check=True)
        with open(os.path.join(folder, "log"), "w+") as log:
            build = subprocess.Popen(["swift", "build"] + flags, cwd=clone, stdout=log, stderr=subprocess.STDOUT)
            seen = {}
            while build.poll() is None:
                compilers(seen, clone)
                time.sleep(0.02)
            if build.returncode != 0:
                log.seek(0)
                sys.exit(log.read())
        wall = time.monotonic() - start
        owners = packages(os.path.join(clone, ".build", "checkouts"))
    modules, shares = collections.Counter(), collections.Counter()
    for name, seconds in seen.values():
        modules[name] += seconds
        shares[owners.get(name, "this package" if not name.startswith("(") else name)] += seconds
    total = sum(modules.values())
    print("%.0f s from the clone to the program; %.0f s of processors" % (wall, total))
    for title, counts in (("module", modules), ("package", shares)):
        print("\n%-28s %8s %6s" % (title, "seconds", "share"))
        for name, seconds in counts.most_common():
            if seconds >= 0.5:
                print("%-28s %8.1f %5.0f%%" % (name, seconds, 100 * seconds / total))


if __name__ == "__main__":
    main()
