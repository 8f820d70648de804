#!/usr/bin/env python3
"""One training epoch of each network of the not-so-Clevr studies in PyTorch, beside the same epoch in rlcoord.

    Scripts/compare_studies_with_torch.py .build/release/rlcoord [--threads 2] [--rounds 2]
    Scripts/compare_studies_with_torch.py --torch-only [--threads 2] [--rounds 2] [--batch 32]

Needs torch (pip install torch). `default` is NCHW float32, as a user writes it; `channels_last` changes two lines. The
better of the two is PyTorch at its best, and what rlcoord is compared with. An epoch is every training sample once, in
a fresh order, in minibatches with the last partial one kept; taking a minibatch out of the data is part of it. Weight
decay and measuring on the test set are not. Samples are counted as rlcoord reports them, else 2368.

A slow epoch is not timed whole: after a warm-up of 5 minibatches, whole minibatches are timed until there are 10 and
5 seconds have passed, at most one epoch, and the time is scaled to an epoch by the number of samples. Rounds take
turns, rlcoord then PyTorch, and the least time of each counts. Exits 1 if a number of parameters differs or rlcoord is
slower than PyTorch at its best anywhere.
"""
import argparse
import itertools
import json
import os
import subprocess
import sys
import time
import warnings
from collections import namedtuple

import torch
from torch import nn
from torch.nn import functional as F

SIZE = 64
EXAMPLES = 56 * 56
TRAIN = 2368
PREFIX = "not-so-clevr/"
MODES = ("default", "channels_last")

Case = namedtuple("Case", "study network kernel scale batch samples")


# The networks. Convolutions of stride 2 are padded alike on both sides, where the paper's TensorFlow pads one more at
# the far end: the same arithmetic on maps of the same size, without a padding layer that would only slow PyTorch down.


class AddCoords(nn.Module):
    """Tiles a 1x1 input to the canvas if need be and appends x (along columns) and y (along rows) in [-1, 1]."""

    def __init__(self):
        super().__init__()
        line = torch.linspace(-1, 1, SIZE)
        x, y = line.expand(SIZE, SIZE), line[:, None].expand(SIZE, SIZE)
        self.register_buffer("coords", torch.stack([x, y])[None], persistent=False)

    def forward(self, x):
        return torch.cat([x.expand(-1, -1, SIZE, SIZE), self.coords.expand(len(x), -1, -1, -1)], 1)


class Double(nn.ConvTranspose2d):
    """A transposed convolution of stride 2 that doubles the map exactly: SAME padding, the odd row at the far end."""

    def __init__(self, inputs, outputs, kernel):
        super().__init__(inputs, outputs, kernel, stride=2, padding=(kernel - 2) // 2)

    def forward(self, x):
        out = super().forward(x)
        return out if self.kernel_size[0] % 2 == 0 else out[..., : 2 * x.shape[2], : 2 * x.shape[3]]


class PixelSoftmax(nn.Module):
    """Softmax over all the pixels of a one-channel map, times their number."""

    def forward(self, x):
        return F.softmax(x.flatten(1), 1).view_as(x) * x[0].numel()


def chain(inputs, layers, linear=True):
    """Convolutions [(outputs, kernel)] of stride 1 with SAME padding, ReLU after each, or none after the last."""
    parts = []
    for outputs, kernel in layers:
        parts += [nn.Conv2d(inputs, outputs, kernel, padding="same"), nn.ReLU()]
        inputs = outputs
    return parts[:-1] if linear else parts


def deconvolutions(kernel, scale):
    widths = [2] + [64 * scale] * 3 + [32 * scale] * 2
    parts = []
    for inputs, outputs in itertools.pairwise(widths):
        parts += [Double(inputs, outputs, kernel), nn.BatchNorm2d(outputs, eps=1e-5, momentum=0.1), nn.ReLU()]
    return nn.Sequential(*parts, Double(widths[-1], 1, kernel))


def coordconv_classifier(kernel, scale):
    return nn.Sequential(AddCoords(), *chain(4, [(32 * scale, 1)] * 2 + [(64 * scale, 1)] * 2 + [(1, 1)]))


def coordconv_renderer(kernel, scale):
    head = chain(1, [(8 * scale, kernel)] * 2 + [(16 * scale, kernel)] * 2 + [(1, kernel)])
    return nn.Sequential(*coordconv_classifier(1, 1), PixelSoftmax(), *head)


def uniform_regressor(kernel, scale):
    width, parts = 16 * scale, []
    for inputs in (1, width, width):
        parts += [*chain(inputs, [(width, 3)], linear=False), nn.MaxPool2d(2)]
    parts += chain(width, [(width, 3)], linear=False)
    return nn.Sequential(*parts, nn.Flatten(), nn.Linear(64 * width, 64), nn.ReLU(), nn.Linear(64, 2))


def quadrant_regressor(kernel, scale):
    width = 16 * scale

    def layer(kernel, stride=1, inputs=width, outputs=width):
        return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2)

    def normalize():
        return nn.BatchNorm2d(width, eps=1e-5, momentum=0.1)

    return nn.Sequential(
        layer(5, 2, inputs=1), nn.ReLU(), layer(1), nn.ReLU(), normalize(), layer(3), nn.ReLU(), layer(3, 2), nn.ReLU(),
        layer(3, 2), normalize(), nn.ReLU(), layer(3, 2), nn.ReLU(), layer(1), nn.ReLU(), layer(3, 2), nn.ReLU(),
        layer(3, outputs=2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())


def coordconv_regressor(kernel, scale):
    width, parts, inputs = 8 * scale, [AddCoords()], 3
    for outputs, kernel in [(width, 1)] * 3 + [(width, 3), (2, 3)]:
        parts.append(nn.Conv2d(inputs, outputs, kernel, padding="same"))
        inputs = outputs
    return nn.Sequential(*parts, nn.MaxPool2d(SIZE), nn.Flatten())


NETWORKS = {
    ("classification", "conv"): deconvolutions,
    ("classification", "coordconv"): coordconv_classifier,
    ("regression", "conv-linear"): uniform_regressor,
    ("regression", "conv-mean"): quadrant_regressor,
    ("regression", "coordconv"): coordconv_regressor,
    ("rendering", "conv"): deconvolutions,
    ("rendering", "coordconv"): coordconv_renderer,
}

# Trainable parameters of (study, network, kernel, scale).
PARAMETERS = {
    ("classification", "coordconv", 1, 1): 7553,
    ("classification", "coordconv", 1, 2): 29441,
    ("regression", "conv-linear", 1, 1): 72850,
    ("regression", "conv-mean", 1, 1): 12914,
    ("regression", "coordconv", 1, 1): 906,
    ("rendering", "coordconv", 1, 1): 8074,
    ("rendering", "coordconv", 1, 2): 9490,
    ("rendering", "coordconv", 2, 1): 9490,
    ("rendering", "coordconv", 2, 2): 15010,
    ("rendering", "coordconv", 3, 1): 11850,
    ("rendering", "coordconv", 3, 2): 24210,
}
for kernel, counts in {2: (46465, 183041, 409729), 3: (103585, 409921, 919009), 4: (183553, 727553, 1632001)}.items():
    for scale, count in enumerate(counts, 1):
        PARAMETERS["classification", "conv", kernel, scale] = PARAMETERS["rendering", "conv", kernel, scale] = count


def parameters(case):
    with torch.device("meta"):
        model = NETWORKS[case.study, case.network](case.kernel, case.scale)
    return sum(weight.numel() for weight in model.parameters())


def check_networks():
    """Every network has the paper's number of parameters and the right shape of output."""
    for (study, network, kernel, scale), count in PARAMETERS.items():
        case = Case(study, network, kernel, scale, 2, 2)
        assert parameters(case) == count, f"{study}/{network} has {parameters(case)} parameters, not {count}"
        inputs, _ = data(case)
        outputs = NETWORKS[study, network](kernel, scale)(inputs)
        assert outputs.shape == ((2, 2) if study == "regression" else (2, 1, SIZE, SIZE)), outputs.shape


def data(case):
    """Inputs and targets of the training samples: squares of 9x9 pixels around the centers, in a fixed random draw."""
    if case.samples > EXAMPLES:
        sys.exit(f"{case.samples} samples asked for, there are {EXAMPLES}")
    chosen = torch.randperm(EXAMPLES, generator=torch.Generator().manual_seed(0))[: case.samples]
    x, y = 4 + chosen % 56, 4 + chosen // 56
    pixel = y * SIZE + x
    location = torch.stack([x, y], 1).float()
    if case.study == "classification":
        return location[:, :, None, None], pixel
    centers = F.one_hot(pixel, SIZE * SIZE).float().view(-1, 1, SIZE, SIZE)
    if case.study == "regression":
        return centers, location / SIZE
    return location[:, :, None, None], F.max_pool2d(centers, 9, stride=1, padding=4)


def loss_of(case, outputs, targets):
    if case.study == "classification":
        return F.cross_entropy(outputs.flatten(1), targets)
    if case.study == "regression":
        return F.mse_loss(outputs, targets)
    return F.binary_cross_entropy_with_logits(outputs, targets)


def seconds_per_epoch(case, mode, at_least=10, enough=5):
    torch.manual_seed(0)
    model = NETWORKS[case.study, case.network](case.kernel, case.scale)
    inputs, targets = data(case)
    if mode == "channels_last":
        model, inputs = model.to(memory_format=torch.channels_last), inputs.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, betas=(0.9, 0.99), eps=1e-8)
    total = 0

    def step(chosen):
        nonlocal total
        loss = loss_of(case, model(inputs[chosen]), targets[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(chosen)

    for chosen in torch.randperm(case.samples).split(case.batch)[:5]:
        step(chosen)
    samples, start = 0, time.perf_counter()
    for count, chosen in enumerate(torch.randperm(case.samples).split(case.batch), 1):
        step(chosen)
        samples += len(chosen)
        if count >= at_least and time.perf_counter() - start >= enough:
            break
    return (time.perf_counter() - start) * case.samples / samples


def torch_only(arguments):
    cases = [
        ("classification", "conv", 2, 3, [32]), ("classification", "coordconv", 1, 1, [32]),
        ("regression", "conv-linear", 1, 1, [256, 32]), ("regression", "conv-mean", 1, 1, [256, 32]),
        ("regression", "coordconv", 1, 1, [256, 32]), ("rendering", "conv", 2, 3, [32]),
        ("rendering", "coordconv", 1, 2, [32])]
    for *network, batches in cases:
        for batch in [arguments.batch] if arguments.batch else batches:
            case = Case(*network, batch, TRAIN)
            times = {mode: float("inf") for mode in MODES}
            for _ in range(arguments.rounds):
                for mode in MODES:
                    times[mode] = min(times[mode], seconds_per_epoch(case, mode))
            row = case._asdict() | {"study": PREFIX + case.study, "parameters": parameters(case)}
            row |= {mode: round(seconds, 4) for mode, seconds in times.items()}
            print(json.dumps(row | {"threads": arguments.threads, "load": round(os.getloadavg()[0], 2)}), flush=True)


def rlcoord(program, threads):
    """Its seconds per epoch and numbers of parameters, by case; studies unknown here are left out."""
    command = [program, "bench", "studies", "--json", "--threads", str(threads)]
    rows = {}
    for line in subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines():
        row = json.loads(line)
        study, network = row["study"].removeprefix(PREFIX), row["network"]
        if (study, network) in NETWORKS:
            case = Case(study, network, row.get("kernel") or 1, row.get("scale") or 1, row["batch"], row["samples"])
            rows[case] = row["secondsPerEpoch"], row["parameters"]
    return rows


def compare(arguments):
    """Prints the table and returns whether everything is as it should be."""
    ours, theirs, counts = {}, {}, {}
    for _ in range(arguments.rounds):
        for case, (seconds, count) in rlcoord(arguments.rlcoord, arguments.threads).items():
            ours[case], counts[case] = min(seconds, ours.get(case, seconds)), count
        for case in ours:
            for mode in MODES:
                seconds = seconds_per_epoch(case, mode)
                theirs[case, mode] = min(seconds, theirs.get((case, mode), seconds))
    if not ours:
        sys.exit(f"{arguments.rlcoord} bench studies names no study known here")
    head = ["study", "network", "parameters", "batch", "rlcoord, s/epoch", "torch default", "channels_last", "ratio"]
    rows, good = [], True
    for case, mine in ours.items():
        times = [theirs[case, mode] for mode in MODES]
        ratio, count = min(times) / mine, parameters(case)
        same = count == counts[case]
        good = good and same and ratio >= 1
        network = f"{case.network} fs={case.kernel} c={case.scale}"
        number = f"{counts[case]}" if same else f"{counts[case]}, not {count}"
        seconds = [f"{value:.3f}" for value in [mine, *times]]
        rows.append([case.study, network, number, f"{case.batch}", *seconds, f"{ratio:.2f}"])
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    for row in [head, *rows]:
        left = [cell.ljust(width) for cell, width in zip(row[:2], widths)]
        print("  ".join(left + [cell.rjust(width) for cell, width in zip(row[2:], widths[2:])]))
    print(f"PyTorch {torch.__version__}, {arguments.threads} threads, the least of {arguments.rounds} rounds")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rlcoord", nargs="?", metavar="RLCOORD", help="the program to compare with")
    parser.add_argument("--torch-only", action="store_true", help="print PyTorch's times as JSON lines, nothing else")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--batch", type=int, help="with --torch-only: this minibatch for every network")
    arguments = parser.parse_args()
    if arguments.torch_only == bool(arguments.rlcoord):
        parser.error("give either RLCOORD or --torch-only")
    torch.set_num_threads(arguments.threads)
    warnings.filterwarnings("ignore", message="Using padding='same'")  # Filters of even size copy their input.
    check_networks()
    if arguments.torch_only:
        torch_only(arguments)
    elif not compare(arguments):
        sys.exit(1)


if __name__ == "__main__":
    main()
