"""What the answers to a quiz say: read as columns, figured out, kept as rows, told in words."""

from .findings import Told, told
from .keeping import refresh, stale
from .plots import bars, boxes, scatter, thirds
from .sheet import HEAD, rows_of

__all__ = ["HEAD", "Told", "bars", "boxes", "refresh", "rows_of", "scatter", "stale", "thirds", "told"]  # fmt: skip
