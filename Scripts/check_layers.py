#!/usr/bin/env python3
"""Compare reference/layers.py with PyTorch's own layers, so that what `check_weights.py` proves holds in PyTorch.

    venv/bin/pip install torch numpy && venv/bin/python Scripts/check_layers.py
"""
import sys

import numpy
import torch
from torch.nn import functional

from reference import layers


def main():
    random = numpy.random.default_rng(1)
    worst = 0.0

    def compare(ours, theirs):
        nonlocal worst
        theirs = theirs.numpy()
        assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
        worst = max(worst, abs(ours - theirs).max() / abs(theirs).max())

    for _ in range(200):
        kernel, stride, padding = (int(random.integers(*ends)) for ends in ((1, 9), (1, 5), (0, 3)))
        batch, channels, filters = (int(number) for number in random.integers(1, 6, 3))
        height, width = (int(number) for number in random.integers(max(1, kernel - 2 * padding), 24, 2))
        image = random.standard_normal((batch, channels, height, width))
        weight, bias = random.standard_normal((filters, channels, kernel, kernel)), random.standard_normal(filters)
        compare(layers.conv2d(image, weight, bias, stride, padding),
                functional.conv2d(*map(torch.tensor, (image, weight, bias)), stride=stride, padding=padding))
        padding = min(padding, kernel // 2)
        if min(height, width) + 2 * padding >= kernel:
            compare(layers.max_pool2d(image, kernel, stride, padding),
                    functional.max_pool2d(torch.tensor(image), kernel, stride, padding))
        rows, weight = random.standard_normal((batch, 7)), random.standard_normal((filters, 7))
        compare(layers.linear(rows, weight, bias), functional.linear(*map(torch.tensor, (rows, weight, bias))))
        mean, scale, shift = random.standard_normal((3, channels))
        variance = random.random(channels) + 0.1
        compare(layers.batch_norm2d(image, mean, variance, scale, shift, 1e-5),
                functional.batch_norm(*map(torch.tensor, (image, mean, variance, scale, shift)), eps=1e-5))
        scale, shift = random.standard_normal((2, 7))
        compare(layers.layer_norm(rows, scale, shift, 1e-5),
                functional.layer_norm(torch.tensor(rows), (7,), torch.tensor(scale), torch.tensor(shift), 1e-5))
        compare(layers.relu(rows) + 1, functional.relu(torch.tensor(rows)) + 1)
    print("greatest difference of 200 layers of each kind: %.1e" % worst)
    return 0 if worst < 1e-12 else 1


if __name__ == "__main__":
    sys.exit(main())
