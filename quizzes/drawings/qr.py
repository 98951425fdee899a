"""An address as a QR code that a template can draw: one path, without inline style."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET_ZONE = 4
"""White modules around the code, as the standard wants."""


@dataclass(frozen=True)
class Drawn:
    """A QR code as an SVG path in units of its modules."""

    size: int
    path: str


@lru_cache(maxsize=64)
def drawn(address: str) -> Drawn:
    """The address as a QR code."""
    matrix = segno.make(address, error="m", micro=False).matrix
    path = "".join(
        f"M{x + QUIET_ZONE},{y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
        if module & 1
    )
    return Drawn(len(matrix) + 2 * QUIET_ZONE, path)
