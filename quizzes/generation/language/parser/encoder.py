"""The encoder: MiniLM's six layers of attention, a sentence at a time.

One sentence at a time, since sums over a batch depend on its size in the last digits, and a tree
must not. Products are flat and two-dimensional, weights lie as the product reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .weights import Floats, Weights

HEADS = 12


@dataclass(frozen=True)
class Linear:
    """A product and a sum; the weights lie as `x @ weights` reads them fastest."""

    weights: Floats
    bias: Floats

    @classmethod
    def of(cls, weights: Weights, *names: str) -> Linear:
        """Take layers from a file; several that read the same input become one product."""
        joined = np.concatenate([weights[f"{name}.weight"] for name in names])
        bias = np.concatenate([weights[f"{name}.bias"] for name in names])
        return cls(np.ascontiguousarray(joined.T), bias)

    def __call__(self, x: Floats) -> Floats:
        y: Floats = x @ self.weights
        y += self.bias
        return y


@dataclass(frozen=True)
class Norm:
    """Layer normalization."""

    weight: Floats
    bias: Floats

    @classmethod
    def of(cls, weights: Weights, name: str) -> Norm:
        """Take a layer from a file."""
        return cls(weights[f"{name}.weight"], weights[f"{name}.bias"])

    def __call__(self, x: Floats) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        x *= self.weight
        x += self.bias
        return x


class Layer:
    """Attention, then two products with a bend between them."""

    def __init__(self, weights: Weights, name: str) -> None:
        self._seen = Linear.of(weights, f"{name}.query", f"{name}.key", f"{name}.value")
        self._mixed = Linear.of(weights, f"{name}.mixed")
        self._wide = Linear.of(weights, f"{name}.wide")
        self._narrow = Linear.of(weights, f"{name}.narrow")
        self._first = Norm.of(weights, f"{name}.first")
        self._second = Norm.of(weights, f"{name}.second")

    def __call__(self, x: Floats) -> Floats:
        x = self._first(x + self._mixed(self._attention(x)))
        return self._second(x + self._narrow(gelu(self._wide(x))))

    def _attention(self, x: Floats) -> Floats:
        length, size = x.shape
        seen = self._seen(x).reshape(length, 3, HEADS, size // HEADS)
        query, key, value = seen.transpose(1, 2, 0, 3)
        share = softmax(query @ key.transpose(0, 2, 1) / np.float32((size // HEADS) ** 0.5))
        mixed: Floats = (share @ value).transpose(1, 0, 2).reshape(length, size)
        return mixed


class Encoder:
    """A vector for each word piece, made in the light of the whole sentence."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._places = weights["encoder.places"] + weights["encoder.segment"]
        self._shapes = weights["encoder.shapes"]
        self._norm = Norm.of(weights, "encoder.norm")
        layers = sum(name.endswith(".query.weight") for name in weights.names())
        self._layers = [Layer(weights, f"encoder.layers.{n}") for n in range(layers)]
        self.longest = len(self._places)

    def __call__(self, pieces: list[int], shapes: list[int]) -> Floats:
        x = self._weights.rows("encoder.words", pieces)
        x = self._norm(x + self._places[: len(pieces)] + self._shapes[shapes])
        for layer in self._layers:
            x = layer(x)
        return x


def softmax(x: npt.NDArray[Any]) -> Floats:
    """Shares that sum to one along the last axis."""
    shares: Floats = np.exp(x - x.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit by its tanh form, ten times as fast in numpy as by erf."""
    y = x * x
    y *= np.float32(0.044715 * 0.7978845608)
    y += np.float32(0.7978845608)
    y *= x
    np.tanh(y, out=y)
    y += np.float32(1)
    y *= x
    y *= np.float32(0.5)
    return y
