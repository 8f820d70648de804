#!/usr/bin/env python3
"""Compares rlcoord's statistics with rliable's on the same score matrices and prints a table; 1 on a difference.

    rlcoord exchange statistics > FILE
    Scripts/check_statistics.py FILE [--repetitions 2000]

FILE has random matrices and rlcoord's own estimates. A point estimate must be equal to 1e-9.
An end of an interval is itself drawn by chance, on both sides: it must lie where rliable's resamples have their 2.5 %
(or 97.5 %), give or take 4.5 standard errors of that share's angle, the arcsine of its root, whose error is about the
same for any share.

The table gives the ends' distance in bootstrap standard errors (the deviation of the resampled statistic) beside what
chance alone would make of it: the distance of ends of as many numbers as each side drew, all drawn from rliable's
resamples. Few runs and ties leave a statistic few values, so that ends are equal or a whole step apart.

The paired difference is not part of rliable; its resampling is, here of run numbers instead of scores.

pip install rliable==1.2.0 arch==7.2.0 'pandas<3' (arch 7.2.0 does not load beside pandas 3)
"""
import argparse
import json
import sys

import numpy as np
from rliable import library, metrics

POINT_TOLERANCE = 1e-9
ANGLE_ERRORS = 4.5
TAILS = (0.025, 0.975)
# Pairs of ends drawn to measure the chance variation of their distance.
TRIALS = 20


def rliable(scores, statistic, repetitions):
    """Point estimates, intervals [2, k] and the resampled statistics [repetitions, k] of a statistic with k numbers."""
    seen = []

    def recorded(*resampled):
        seen.append(np.atleast_1d(statistic(*resampled)))
        return seen[-1]

    points, intervals = library.get_interval_estimates({"": scores}, recorded, reps=repetitions)
    return points[""], intervals[""], np.array(seen[-repetitions:])


def answers(case, repetitions):
    """rliable's values, by the name of the statistic."""
    x, y, thresholds = (np.array(case[name]) for name in ("x", "y", "thresholds"))
    target = case["target"]
    runs = np.tile(np.arange(len(x))[:, None], (1, x.shape[1]))
    tasks = np.arange(x.shape[1])
    curve = np.stack([x, *np.array(case["points"])], axis=-1)
    questions = {
        "interquartile mean": (x, metrics.aggregate_iqm),
        "mean": (x, metrics.aggregate_mean),
        "median": (x, metrics.aggregate_median),
        "optimality gap": (x, lambda scores: metrics.aggregate_optimality_gap(scores, target)),
        "profile": (x, lambda scores: library.score_distributions(scores, thresholds)),
        "curve": (curve, lambda scores: np.array(
            [metrics.aggregate_iqm(scores[..., point]) for point in range(scores.shape[-1])])),
        "improvement": ([x, y], metrics.probability_of_improvement),
        "mean of returns": (x[:, :1], metrics.aggregate_mean),
        "paired difference": (runs, lambda drawn: metrics.aggregate_iqm(x[drawn, tasks])
                              - metrics.aggregate_iqm(y[drawn, tasks])),
    }
    return {name: rliable(*questions[name], repetitions) for name in case["estimates"]}


def angle(share):
    return np.arcsin(np.sqrt(share))


def misplaced(end, tail, resampled, error):
    """Whether an end lies outside the resamples' share `tail`, give or take an error of the angle."""
    below, up_to = np.mean(resampled < end - POINT_TOLERANCE), np.mean(resampled <= end + POINT_TOLERANCE)
    return angle(below) > angle(tail) + error or angle(up_to) < angle(tail) - error


def chance(resampled, repetitions):
    """Distances of ends of `repetitions` numbers to those of as many as there are, drawn from them again and again."""
    def ends(count):
        return np.quantile(np.random.choice(resampled, (count, TRIALS)), TAILS, axis=0)

    return (ends(repetitions) - ends(len(resampled))).ravel()


class Row:
    """What was found of one statistic over all cases."""

    def __init__(self):
        self.points, self.worst_point, self.distances, self.chances = 0, 0.0, [], []

    def compare(self, repetitions, ours, points, intervals, resampled):
        """Takes in the numbers of one case and yields what is wrong."""
        error = ANGLE_ERRORS / 2 * np.sqrt(1 / repetitions + 1 / len(resampled))
        for k, (value, *ends) in enumerate(ours):
            self.points += 1
            difference = abs(value - points[k])
            self.worst_point = max(self.worst_point, difference)
            if not difference <= POINT_TOLERANCE:
                yield f"number {k} is {value}, rliable has {points[k]}"
            deviation = resampled[:, k].std()
            # Rounding alone can separate equal resamples.
            if deviation > POINT_TOLERANCE:
                self.distances += list((ends - intervals[:, k]) / deviation)
                self.chances += list(chance(resampled[:, k], repetitions) / deviation)
            for end, theirs, tail in zip(ends, intervals[:, k], TAILS):
                if misplaced(end, tail, resampled[:, k], error):
                    yield f"end {tail} of number {k} is {end}, rliable has {theirs} with a deviation of {deviation}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--repetitions", type=int, default=2000, help="of rliable")
    arguments = parser.parse_args()
    with open(arguments.file) as file:
        exchange = json.load(file)
    repetitions = exchange["repetitions"]
    np.random.seed(0)
    rows, wrong = {}, []
    for case in exchange["cases"]:
        for name, theirs in answers(case, arguments.repetitions).items():
            row = rows.setdefault(name, Row())
            ours = case["estimates"][name]
            if len(ours) != len(theirs[0]):
                wrong.append(f"{case['name']}, {name}: {len(ours)} numbers, rliable has {len(theirs[0])}")
                continue
            wrong += [f"{case['name']}, {name}: {what}" for what in row.compare(repetitions, ours, *theirs)]
    print("| statistic | numbers | largest difference | ends, root mean square | by chance | ends, largest |")
    print("|---|---|---|---|---|---|")
    for name, row in rows.items():
        distances, chances = (np.sqrt(np.mean(np.square(values))) for values in (row.distances, row.chances))
        print(f"| {name} | {row.points} | {row.worst_point:.1e} | {distances:.3f} | {chances:.3f}"
              f" | {np.abs(row.distances).max():.3f} |")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
