#!/usr/bin/env python3
"""Networks that studies trained, in PyTorch: with rlcoord's weights they must reach rlcoord's test scores.

    Scripts/check_studies.py FOLDER...

A folder is one that `rlcoord study not-so-clevr/...` left. Needs torch, numpy and safetensors. The network `conv-mean` is left
out: its strided convolutions pad as TensorFlow does, more at the far end, and those of PyTorch cannot.
"""
import json
import sys
from pathlib import Path

import numpy
import torch
from safetensors.torch import load_file
from torch import nn

from compare_studies_with_torch import NETWORKS, SIZE

KINDS = {nn.Conv2d: "conv", nn.ConvTranspose2d: "conv", nn.BatchNorm2d: "norm", nn.Linear: "linear"}


def centers(split):
    """The test's centers, [samples, 2] of x and y: columns outer, as the released data has them."""
    places = numpy.array([(x, y) for x in range(4, 60) for y in range(4, 60)])
    if split == "uniform":
        return places[numpy.random.RandomState(20202).rand(len(places)) < 0.25]
    return places[(places > SIZE // 2).all(axis=1)]


def load(model, weights):
    """Hands a network its weights, kind by kind and layer by layer."""
    counts = dict.fromkeys(KINDS.values(), 0)
    left = set(weights)
    for module in model.modules():
        kind = next((name for type_, name in KINDS.items() if isinstance(module, type_)), None)
        if kind is None:
            continue
        counts[kind] += 1
        for name, value in [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]:
            key = f"{kind}{counts[kind]}.{name}"
            if key in weights:
                assert value.shape == weights[key].shape, (key, value.shape, weights[key].shape)
                value.data.copy_(weights[key])
                left.discard(key)
    assert not left, f"nothing in PyTorch takes {sorted(left)}"


def score(study, model, places, unit):
    """Accuracy, distance in pixels, or intersection over union, over all samples."""
    grid = torch.tensor(places)
    if study == "regression":
        images = torch.zeros(len(places), 1, SIZE, SIZE)
        images[torch.arange(len(places)), 0, grid[:, 1], grid[:, 0]] = 1
        outputs = torch.cat([model(part) for part in images.split(64)])
        return ((outputs - grid / SIZE) * SIZE).norm(dim=1).mean().item()
    given = grid.float() if unit == "pixels" else 2 * grid.float() / (SIZE - 1) - 1
    outputs = torch.cat([model(part).flatten(1) for part in given[:, :, None, None].split(64)])
    if study == "classification":
        return (outputs.argmax(1) == grid[:, 1] * SIZE + grid[:, 0]).float().mean().item()
    line = torch.arange(SIZE)
    near = [(line[None] - grid[:, axis, None]).abs() <= 4 for axis in (0, 1)]
    squares = (near[1][:, :, None] & near[0][:, None, :]).flatten(1)
    lit = outputs > 0
    return ((lit & squares).sum(1) / (lit | squares).sum(1)).mean().item()


def check(path):
    """Whether a run's network reaches its recorded score in PyTorch."""
    record = json.loads(path.read_text())
    study, settings = record["study"].removeprefix("not-so-clevr/"), record["settings"]
    model = NETWORKS[study, record["network"]](int(settings["kernel"]), int(settings["scale"]))
    load(model, load_file(path.with_suffix(".safetensors")))
    model.eval()
    with torch.no_grad():
        found = score(study, model, centers(record["split"]), settings["places"])
    # A sample on the edge may fall either way; a pixel's hundredth is rounding.
    good = abs(found - record["testScore"]) <= {"classification": 0.004, "regression": 0.01, "rendering": 0.002}[study]
    print(f"{'same' if good else 'DIFFERENT'}: {study} {path.stem}: {found:.6f}, rlcoord {record['testScore']:.6f}")
    return good


def main():
    paths = [path for folder in sys.argv[1:] for path in sorted(Path(folder).glob("*-seed*.json"))]
    paths = [path for path in paths if not path.name.startswith("conv-mean")]
    if not paths:
        sys.exit(__doc__)
    results = [check(path) for path in paths]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
