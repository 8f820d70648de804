#!/usr/bin/env python3
"""Load a checkpoint into the equal PyTorch module, and check that it says what rlcoord's network says.

    python3 -m venv venv && venv/bin/pip install torch safetensors numpy
    rlcoord exchange policy CHECKPOINT > said.jsonl
    venv/bin/python Scripts/check_weights.py CHECKPOINT said.jsonl

CHECKPOINT is a file, or a run's folder for its newest one. A PyTorch without CUDA is enough, such as torch==2.13.0+cpu,
whose wheel has 192 MB; with CUDA it is gigabytes.
Exit code 1 where a logit or a value differs by more than 1e-5 of the greatest of its kind.
"""
import glob
import json
import os
import re
import sys

import torch
from safetensors import safe_open
from torch import nn
from torch.nn import functional

# Kernel, stride and filters of the convolutions; whether the image is averaged then; the linear layers.
PLAIN = {
    "nature": ([(8, 4, 32), (4, 2, 64), (3, 1, 64)], False, [512]),
    "compact": ([(8, 4, 16), (4, 2, 32)], False, [256]),
    "minatar": ([(3, 1, 16)], False, [128]),
    "pooled": ([(3, 1, 32), (3, 1, 32)], True, [128]),
    "mlp": ([], False, [64, 64]),
}


class Convolution(nn.Conv2d):
    """A convolution that may see x and y, from -1 to 1, after the image's channels (Liu 2018, arXiv 1807.03247)."""

    def __init__(self, channels, filters, kernel, stride, padding, has_coordinates):
        super().__init__(channels + 2 * has_coordinates, filters, kernel, stride, padding)
        self.has_coordinates = has_coordinates

    def forward(self, image):
        if self.has_coordinates:
            batch, _, height, width = image.shape
            x = torch.linspace(-1, 1, width).expand(batch, 1, height, width)
            y = torch.linspace(-1, 1, height)[:, None].expand(batch, 1, height, width)
            image = torch.cat([image, x, y], 1)
        return super().forward(image)


class Policy(nn.Module):
    """One of rlcoord's networks, its parameters under the same names."""

    def __init__(self, name, choice, shape, actions):
        super().__init__()
        self.choice, self.convolutions = choice, 0
        self.name, self.channels = name, shape[2]
        if name == "impala":
            for filters in (16, 32, 32):
                for _ in range(5):
                    self.convolve(filters, 3, 1, 1)
            self.pools, hidden = False, [256]
        else:
            convolutions, self.pools, hidden = PLAIN[name]
            for kernel, stride, filters in convolutions:
                self.convolve(filters, kernel, stride, 0)
        features = self.image(torch.zeros(1, shape[2], shape[0], shape[1])).shape[1]
        self.linears = len(hidden)
        for number, size in enumerate(hidden, 1):
            setattr(self, "linear%d" % number, nn.Linear(features, size))
            features = size
        self.policy, self.value = nn.Linear(features, actions), nn.Linear(features, 1)

    def convolve(self, filters, kernel, stride, padding):
        self.convolutions += 1
        sees = self.choice == "coordconv" or (self.choice == "coordconv-first" and self.convolutions == 1)
        layer = Convolution(self.channels, filters, kernel, stride, padding, sees)
        setattr(self, "conv%d" % self.convolutions, layer)
        self.channels = filters

    def image(self, x):
        layers = [getattr(self, "conv%d" % number) for number in range(1, self.convolutions + 1)]
        if self.name == "impala":
            for first in range(0, 15, 5):
                x = functional.max_pool2d(layers[first](x), 3, 2, 1)
                for block in (first + 1, first + 3):
                    x = x + layers[block + 1](layers[block](x.relu()).relu())
            x = x.relu()
        else:
            for layer in layers:
                x = layer(x).relu()
        return x.mean((2, 3)) if self.pools else x.flatten(1)

    def forward(self, x):
        x = self.image(x)
        for number in range(1, self.linears + 1):
            x = getattr(self, "linear%d" % number)(x).relu()
        return self.policy(x), self.value(x)[:, 0]


def newest(path):
    """The checkpoint that a path means."""
    if not os.path.isdir(path):
        return path
    files = glob.glob(os.path.join(glob.escape(path), "checkpoints", "step-*.safetensors"))
    return max(files, key=lambda file: int(re.findall(r"\d+", os.path.basename(file))[0]), default=path)


def load(path):
    """The module of a checkpoint, and its observations' shape [height, width, channels]."""
    with safe_open(path, "pt") as file:
        about = file.metadata()
        # What training goes on from, such as the optimiser's moments, is no part of the network.
        weights = {name: file.get_tensor(name) for name in file.keys() if not name.startswith("training.")}
    shape, actions = json.loads(about["observationShape"]), json.loads(about["actionNames"])
    module = Policy(about["network"], about["convolution"], shape, len(actions))
    module.load_state_dict(weights, strict=True)
    return module.eval(), shape


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    module, shape = load(newest(sys.argv[1]))
    with open(sys.argv[2], encoding="utf-8") as file:
        header, *lines = map(json.loads, file)
    if not lines:
        sys.exit("%s holds no observation" % sys.argv[2])
    images = torch.tensor([line["observation"] for line in lines], dtype=torch.float32)
    images = images.reshape(-1, *shape).permute(0, 3, 1, 2) / max(1, header["observationMaximum"])
    with torch.no_grad():
        logits, values = module(images)
    is_equal = True
    for what, ours, theirs in (("logits", [line["logits"] for line in lines], logits),
                               ("values", [line["value"] for line in lines], values)):
        ours = torch.tensor(ours)
        difference = float((ours - theirs).abs().max() / ours.abs().max())
        is_equal = is_equal and difference <= 1e-5
        print("%s of %d observations: greatest difference %.1e, greatest %.3g"
              % (what, len(lines), difference, ours.abs().max()))
    return 0 if is_equal else 1


if __name__ == "__main__":
    sys.exit(main())
