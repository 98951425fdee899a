"""Reads weights in the safetensors format: a header in JSON, then the numbers as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_KINDS = {"F32": np.float32, "F16": np.float16, "I8": np.int8, "I64": np.int64}
SCALE = ".scale"
"""A tensor of small integers comes with one factor a row under its own name and this ending."""


class Weights:
    """The tensors of a file by name, and the lists of labels that its header holds."""

    def __init__(self, path: Path) -> None:
        # Mapped, so that processes and readers share the file's pages.
        with path.open("rb") as file:
            data = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        length = int.from_bytes(data[:8], "little")
        header: dict[str, Any] = json.loads(bytes(data[8 : 8 + length]))
        data = data[8 + length :]
        self.labels: Mapping[str, str] = header.pop("__metadata__", {})
        self._raw = {
            name: np.frombuffer(
                data[slice(*entry["data_offsets"])], _KINDS[entry["dtype"]]
            ).reshape(entry["shape"])
            for name, entry in header.items()
        }

    def names(self) -> tuple[str, ...]:
        """The names of all tensors."""
        return tuple(self._raw)

    def rows(self, name: str, numbers: list[int]) -> Floats:
        """Some rows of a table, so that a large table can stay small."""
        chosen = self._raw[name][numbers].astype(np.float32)
        if name + SCALE in self._raw:
            chosen *= self._raw[name + SCALE][numbers].astype(np.float32)[:, None]
        return chosen

    def __getitem__(self, name: str) -> Floats:
        whole = self._raw[name].astype(np.float32)
        if name + SCALE in self._raw:
            factors = self._raw[name + SCALE].astype(np.float32)
            whole *= factors.reshape(-1, *[1] * (whole.ndim - 1))
        return whole
