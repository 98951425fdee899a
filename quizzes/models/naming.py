"""Names that nothing else has yet."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count


def first_free(wanted: str, taken: Collection[str], *, between: str = "-") -> str:
    """The name itself, or the first of name-2, name-3 ... that is not taken."""
    names = (f"{wanted}{between}{n}" for n in count(2))
    return wanted if wanted not in taken else next(name for name in names if name not in taken)
