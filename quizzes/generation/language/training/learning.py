"""The learning itself: as many rounds through the treebank as asked for."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import torch
from torch import Tensor, nn
from torch.nn import functional

from .batches import Batches, Targets
from .network import Inputs, Network

ENCODER_RATE, HEADS_RATE = 1.5e-4, 1.5e-3
WARM_UP = 0.08
"""The share of the steps in which the rate rises; then it falls to nothing."""
TAGS_WEIGHT = 0.3


def learn(
    network: Network, batches: Batches, epochs: int, seed: int, after: Callable[[int, float], None]
) -> None:
    """Train a network in place; `after` hears the number of each round and its mean loss."""
    dice = Random(seed)  # noqa: S311  (an order of sentences is no secret)
    optimizer = _optimizer(network)
    steps = epochs * len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for epoch in range(1, epochs + 1):
        network.train()
        losses = []
        for inputs, targets in batches.shuffled(dice):
            losses.append(_step(network, inputs, targets, optimizer))
            schedule.step()
        network.eval()
        after(epoch, math.fsum(losses) / len(losses))


def _step(
    network: Network, inputs: Inputs, targets: Targets, optimizer: torch.optim.Optimizer
) -> float:
    # Products in bfloat16 take two thirds of the time where the processor knows it.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = _loss(network, inputs, targets)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_((p for p in network.parameters() if p.requires_grad), 2.0)
    optimizer.step()
    return float(loss.detach())


def _loss(network: Network, inputs: Inputs, targets: Targets) -> Tensor:
    words, heads = network.words(inputs), network.heads
    is_target = targets.heads >= 0
    sentence = torch.arange(len(words))[:, None].expand_as(targets.heads)[is_target]
    below, above = words[is_target], words[sentence, targets.heads[is_target]]
    arcs = heads.arcs(words).float().masked_fill(~targets.is_word[:, None, :], -1e9)
    loss = functional.cross_entropy(arcs[is_target], targets.heads[is_target])
    loss += functional.cross_entropy(
        heads.relations(below, above).float(), targets.relations[is_target]
    )
    for outputs, wanted in ((heads.tags(below), targets.tags), (heads.parts(below), targets.parts)):
        loss += TAGS_WEIGHT * functional.cross_entropy(outputs.float(), wanted[is_target])
    return loss


def _optimizer(network: Network) -> torch.optim.Optimizer:
    groups = [
        {
            "params": [p for p in part.parameters() if p.requires_grad],
            "lr": rate,
            "weight_decay": decay,
        }
        for part, rate, decay in (
            (network.encoder, ENCODER_RATE, 0.01),
            (network.heads, HEADS_RATE, 0.0),
        )
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def _rate(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
