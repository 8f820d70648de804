#!/usr/bin/env python3
"""One optimizer step of PPO in PyTorch, as `rlcoord bench learner` times its own: for `compare_learner.py`.

    Scripts/learner_in_torch.py shipped|best [--threads 2] [--seconds 0.7]

A step takes a minibatch out of a rollout of bytes, then comes forward, PPO's clipped loss with value and entropy,
backward, clipping of the gradient's norm, and Adam. Networks, sizes and random frames are those of the benchmark.

`shipped` is PyTorch as it comes: NCHW, float32. `best` is what changing a few lines gives: observations and weights are
channels_last, nothing is copied where layers meet, Adam is fused, and there is bfloat16 by autocast as well.

Prints a JSON object a line: network, precision, samples, threads, medianMs, and the version of PyTorch.
"""
import argparse
import json
import re
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F

ACTIONS = 6


class Policy(nn.Module):
    """Convolutions (filters, kernel, stride), a linear layer, and the heads of policy and value."""

    def __init__(self, channels, convolutions, features, hidden, is_best):
        super().__init__()
        layers = []
        for filters, kernel, stride in convolutions:
            layers += [nn.Conv2d(channels, filters, kernel, stride), nn.ReLU()]
            channels = filters
        self.convolutions = nn.Sequential(*layers)
        self.hidden = nn.Linear(features, hidden)
        self.policy, self.value = nn.Linear(hidden, ACTIONS), nn.Linear(hidden, 1)
        self.is_best = is_best

    def forward(self, images):
        maps = self.convolutions(images)
        # In the order in which channels_last lies in memory, flattening copies nothing.
        features = maps.permute(0, 2, 3, 1) if self.is_best else maps
        features = F.relu(self.hidden(features.flatten(1)))
        return self.policy(features), self.value(features)


# Network: samples, shape of a frame, its greatest value, and what `Policy` takes.
NETWORKS = {
    "nature": (256, (84, 84, 4), 255, ([(32, 8, 4), (64, 4, 2), (64, 3, 1)], 3136, 512)),
    "minatar": (4096, (10, 10, 16), 1, ([(16, 3, 1)], 1024, 128)),
}


class Learner:
    def __init__(self, network, is_best, dtype):
        samples, frame, maximum, layers = NETWORKS[network]
        self.model = Policy(frame[2], *layers, is_best)
        self.is_best, self.dtype, self.maximum = is_best, dtype, maximum
        frames = torch.randint(0, maximum + 1, (samples, *frame), dtype=torch.uint8)
        if is_best:
            self.model = self.model.to(memory_format=torch.channels_last)
            self.frames = frames
        else:
            self.frames = frames.permute(0, 3, 1, 2).contiguous()
        self.optimizer = torch.optim.Adam(self.model.parameters(), 2.5e-4, eps=1e-5, fused=True if is_best else None)
        self.chosen = torch.randperm(samples)
        self.actions = torch.randint(ACTIONS, (samples, 1))
        self.old = torch.full((samples,), -1.79)
        self.advantages, self.returns = torch.randn(samples), torch.randn(samples)

    def images(self):
        frames = self.frames[self.chosen]
        if self.is_best:
            frames = frames.permute(0, 3, 1, 2)
        images = frames.to(self.dtype)
        return images if self.maximum == 1 else images.div_(self.maximum)

    def loss(self, logits, values):
        chosen = self.chosen
        advantages = self.advantages[chosen]
        advantages = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
        log_probabilities = F.log_softmax(logits, 1)
        ratio = (log_probabilities.gather(1, self.actions[chosen])[:, 0] - self.old[chosen]).exp()
        policy = torch.max(-advantages * ratio, -advantages * ratio.clamp(0.8, 1.2)).mean()
        value = 0.5 * (values[:, 0] - self.returns[chosen]).square().mean()
        entropy = -(log_probabilities.exp() * log_probabilities).sum(1).mean()
        return policy + 0.5 * value - 0.01 * entropy

    def step(self):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.dtype == torch.bfloat16):
            logits, values = self.model(self.images())
        loss = self.loss(logits.float(), values.float())
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 0.5)
        self.optimizer.step()


def median_ms(learner, seconds):
    for _ in range(3):
        learner.step()
    times, begin = [], time.perf_counter()
    while not times or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        learner.step()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def version():
    """PyTorch's, and that of the oneDNN in it."""
    inside = re.search(r"(?:MKL-DNN|oneDNN) v([\d.]+)", torch.__config__.show())
    return torch.__version__ + (f" with oneDNN {inside[1]}" if inside else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("setting", choices=["shipped", "best"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=0.7, help="for each line")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    is_best = arguments.setting == "best"
    for network, (samples, *_) in NETWORKS.items():
        for precision, dtype in [("f32", torch.float32)] + [("bf16", torch.bfloat16)] * is_best:
            row = {"network": network, "precision": precision, "samples": samples, "threads": arguments.threads}
            row["medianMs"] = round(median_ms(Learner(network, is_best, dtype), arguments.seconds), 3)
            print(json.dumps(row | {"version": version()}), flush=True)


if __name__ == "__main__":
    main()
