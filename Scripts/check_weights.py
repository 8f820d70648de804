#!/usr/bin/env python3
"""Rebuild a checkpoint's network from its weights, read as PyTorch's, and check that its outputs are rlcoord's.

    python3 -m venv venv && venv/bin/pip install safetensors numpy
    rlcoord exchange policy CHECKPOINT > outputs.jsonl
    venv/bin/python Scripts/check_weights.py CHECKPOINT outputs.jsonl

CHECKPOINT is a file, or a run's folder for its newest one. The layers are reference/layers.py, in float64.
Exit code 1 where a logit or a value differs by more than 1e-5 of the greatest of its kind, or where a weight is missing,
left over or of another shape.
"""
import glob
import json
import os
import re
import sys

import numpy
from safetensors import safe_open

from reference.layers import batch_norm2d, conv2d, layer_norm, linear, max_pool2d, relu, with_coordinates

# Kernel, stride and filters of the convolutions; whether the image is averaged then; the linear layers.
PLAIN = {
    "nature": ([(8, 4, 32), (4, 2, 64), (3, 1, 64)], False, [512]),
    "compact": ([(8, 4, 16), (4, 2, 32)], False, [256]),
    "minatar": ([(3, 1, 16)], False, [128]),
    "pooled": ([(3, 1, 32), (3, 1, 32)], True, [128]),
    "mlp": ([], False, [64, 64]),
    "minatar-batchnorm": ([(3, 1, 16)], False, [128]),
    "minatar-layernorm": ([(3, 1, 16)], False, [128]),
}


class Policy:
    """One of rlcoord's networks with the weights of a file; each is used once, in its order."""

    def __init__(self, name, choice, weights):
        self.name, self.choice, self.weights = name, choice, dict(weights)
        self.convolutions = self.linears = self.norms = 0

    def take(self, layer):
        return self.weights.pop(layer + ".weight"), self.weights.pop(layer + ".bias")

    def convolve(self, image, filters, kernel, stride, padding):
        self.convolutions += 1
        if self.choice == "coordconv" or (self.choice == "coordconv-first" and self.convolutions == 1):
            image = with_coordinates(image)
        weight, bias = self.take("conv%d" % self.convolutions)
        expected = (filters, image.shape[1], kernel, kernel)
        if weight.shape != expected:
            sys.exit("conv%d.weight is %s, expected %s" % (self.convolutions, weight.shape, expected))
        return conv2d(image, weight, bias, stride, padding)

    def connect(self, rows, size, layer=None):
        self.linears += layer is None
        weight, bias = self.take(layer or "linear%d" % self.linears)
        if weight.shape != (size, rows.shape[1]):
            sys.exit("a linear weight is %s, expected %s" % (weight.shape, (size, rows.shape[1])))
        return linear(rows, weight, bias)

    def normalize(self, x):
        """The normalization in the network's name, of images [batch, channels, height, width] or of rows; 1e-5 is added."""
        if "norm" not in self.name or ("batch" in self.name and x.ndim == 2):
            return x
        self.norms += 1
        name = "norm%d" % self.norms
        weight, bias = self.take(name)
        if "batch" in self.name:
            mean, variance = self.weights.pop(name + ".running_mean"), self.weights.pop(name + ".running_var")
            return batch_norm2d(x, mean, variance, weight, bias, 1e-5)
        # Channels last, and back.
        return numpy.moveaxis(layer_norm(numpy.moveaxis(x, 1, -1), weight, bias, 1e-5), -1, 1)

    def impala(self, x):
        for filters in (16, 32, 32):
            x = max_pool2d(self.convolve(x, filters, 3, 1, 1), 3, 2, 1)
            for _ in range(2):
                inner = relu(self.convolve(relu(x), filters, 3, 1, 1))
                x = x + self.convolve(inner, filters, 3, 1, 1)
        return relu(x).reshape(len(x), -1), [256]

    def plain(self, x):
        convolutions, pools, hidden = PLAIN[self.name]
        for kernel, stride, filters in convolutions:
            x = relu(self.normalize(self.convolve(x, filters, kernel, stride, 0)))
        return x.mean((2, 3)) if pools else x.reshape(len(x), -1), hidden

    def __call__(self, x, actions):
        if "observation.running_mean" in self.weights:
            # As observations lie: [height, width, channels].
            mean = numpy.moveaxis(self.weights.pop("observation.running_mean"), 2, 0)
            variance = numpy.moveaxis(self.weights.pop("observation.running_var"), 2, 0)
            x = numpy.clip((x - mean) / numpy.sqrt(variance + 1e-8), -10, 10)
        x, hidden = self.impala(x) if self.name == "impala" else self.plain(x)
        for size in hidden:
            x = relu(self.normalize(self.connect(x, size)))
        outputs = self.connect(x, actions, "policy"), self.connect(x, 1, "value")[:, 0]
        if self.weights:
            sys.exit("nothing takes the weights %s" % ", ".join(sorted(self.weights)))
        return outputs


def newest(path):
    """The checkpoint that a path means."""
    if not os.path.isdir(path):
        return path
    files = glob.glob(os.path.join(glob.escape(path), "checkpoints", "step-*.safetensors"))
    return max(files, key=lambda file: int(re.findall(r"\d+", os.path.basename(file))[0]), default=path)


def load(path):
    """The network of a checkpoint, its observations' shape [height, width, channels], and its number of actions."""
    with safe_open(path, "numpy") as file:
        about = file.metadata()
        # What training resumes from, such as the optimizer's moments, is not part of the network.
        weights = {name: file.get_tensor(name).astype(float) for name in file.keys() if not name.startswith("training.")}
    policy = Policy(about["network"], about["convolution"], weights)
    return policy, json.loads(about["observationShape"]), len(json.loads(about["actionNames"]))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    policy, shape, actions = load(newest(sys.argv[1]))
    with open(sys.argv[2], encoding="utf-8") as file:
        header, *lines = map(json.loads, file)
    if not lines:
        sys.exit("%s holds no observation" % sys.argv[2])
    images = numpy.array([line["observation"] for line in lines], dtype=float)
    images = images.reshape(-1, *shape).transpose(0, 3, 1, 2) / max(1, header["observationMaximum"])
    logits, values = policy(images, actions)
    is_equal = True
    for what, ours, theirs in (("logits", [line["logits"] for line in lines], logits),
                               ("values", [line["value"] for line in lines], values)):
        ours = numpy.array(ours)
        difference = abs(ours - theirs).max() / abs(ours).max()
        is_equal = is_equal and bool(difference <= 1e-5)
        print("%s of %d observations: greatest difference %.1e, greatest %.3g"
              % (what, len(lines), difference, abs(ours).max()))
    return 0 if is_equal else 1


if __name__ == "__main__":
    sys.exit(main())
