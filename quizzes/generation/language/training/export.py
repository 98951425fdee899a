"""Writes a network's weights as the run time reads them: large ones as small integers with a factor a row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from quizzes.generation.language.parser.weights import SCALE

_KINDS = {"float32": "F32", "float16": "F16", "int8": "I8"}
_LARGE = 50_000
_EXACT = frozenset({"encoder.places"})

Tensors = Mapping[str, npt.NDArray[Any]]


def save(path: Path, tensors: Tensors, labels: Mapping[str, str]) -> None:
    """Write tensors and labels in the safetensors format."""
    header: dict[str, object] = {"__metadata__": dict(labels)}
    data, place = [], 0
    for name, tensor in sorted(_small(tensors).items()):
        data.append(np.ascontiguousarray(tensor).tobytes())
        header[name] = {
            "dtype": _KINDS[str(tensor.dtype)],
            "shape": list(tensor.shape),
            "data_offsets": [place, place + len(data[-1])],
        }
        place += len(data[-1])
    head = json.dumps(header, sort_keys=True).encode()
    head += b" " * (-len(head) % 8)
    path.write_bytes(b"".join([len(head).to_bytes(8, "little"), head, *data]))


def _small(tensors: Tensors) -> dict[str, npt.NDArray[Any]]:
    small = {}
    for name, tensor in tensors.items():
        if tensor.size < _LARGE or name in _EXACT:
            small[name] = tensor.astype(np.float16)
            continue
        rows = tensor.reshape(len(tensor), -1)
        factors = np.maximum(np.abs(rows).max(axis=1), 1e-12) / 127
        whole = np.round(rows / factors[:, None]).astype(np.int8)
        small[name] = whole.reshape(tensor.shape)
        small[name + SCALE] = factors.astype(np.float32)
    return small
