#!/usr/bin/env python3
"""Check a run's event file against its metrics, with TensorBoard's own reader.

    python3 -m venv venv && venv/bin/pip install tensorboard==2.21.0
    venv/bin/python Scripts/check_events.py RUN_FOLDER...

Every number of metrics.jsonl and evaluations.jsonl that has a tag must be in the folder's one event file, at its step
and time and to float32's precision, and nothing else may be. Exit code 1 on a difference.
"""
import glob
import json
import os
import struct
import sys

from tensorboard.backend.event_processing import event_accumulator

TRAINING = {
    "rollout/ep_rew_mean": lambda line: line.get("meanReturn"),
    "time/episodes": lambda line: line.get("episodes"),
    "time/fps": lambda line: line["steps"] / line["seconds"] if line.get("seconds") else None,
    "time/time_elapsed": lambda line: line.get("seconds"),
    "train/approx_kl": lambda line: line.get("approximateKL"),
    "train/clip_fraction": lambda line: line.get("clipFraction"),
    "train/entropy_loss": lambda line: None if line.get("entropy") is None else -line["entropy"],
    "train/grad_norm": lambda line: line.get("gradientNorm"),
    "train/learning_rate": lambda line: line.get("learningRate"),
    "train/policy_gradient_loss": lambda line: line.get("policyLoss") if is_ppo(line) else None,
    "train/policy_loss": lambda line: None if is_ppo(line) else line.get("policyLoss"),
    "train/value_loss": lambda line: line.get("valueLoss"),
}
EVALUATION = {
    "eval/mean_reward": lambda line: line.get("meanReturn"),
    "eval/mean_reward_greedy": lambda line: line.get("greedyMeanReturn"),
}


def is_ppo(line):
    return line.get("clipFraction") is not None


def expected(folder):
    """By tag, the values in the lines of a run: [(step, time, float32)]."""
    series = {}
    for name, tags in (("metrics.jsonl", TRAINING), ("evaluations.jsonl", EVALUATION)):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            for line in map(json.loads, file):
                for tag, value in tags.items():
                    if value(line) is not None:
                        series.setdefault(tag, []).append((line["steps"], line.get("time", 0), float32(value(line))))
    return series


def found(path):
    """By tag, what TensorBoard shows of a file."""
    reader = event_accumulator.EventAccumulator(path, size_guidance={event_accumulator.SCALARS: 0})
    reader.Reload()
    return {tag: [(event.step, event.wall_time, event.value) for event in reader.Scalars(tag)]
            for tag in reader.Tags()["scalars"]}


def float32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def check(folder):
    """What is wrong with a run's event file, a line each."""
    files = glob.glob(os.path.join(glob.escape(folder), "events.out.tfevents.*"))
    if len(files) != 1:
        return ["%d event files instead of one" % len(files)]
    wanted, shown = expected(folder), found(files[0])
    problems = ["the tag %s is %s" % (tag, "missing" if tag in wanted else "unexpected")
                for tag in sorted(wanted.keys() ^ shown.keys())]
    for tag in sorted(wanted.keys() & shown.keys()):
        if len(wanted[tag]) != len(shown[tag]):
            problems.append("%s has %d values instead of %d" % (tag, len(shown[tag]), len(wanted[tag])))
        for want, have in zip(wanted[tag], shown[tag]):
            if want != have:
                problems.append("%s has (step, time, value) %s instead of %s" % (tag, have, want))
                break
    if not problems:
        print("%s: %d values under %d tags are those of the metrics"
              % (folder, sum(map(len, shown.values())), len(shown)))
    return problems or ([] if shown else ["no values at all"])


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    problems = [(folder, problem) for folder in sys.argv[1:] for problem in check(folder)]
    for folder, problem in problems:
        print("%s: %s" % (folder, problem))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
