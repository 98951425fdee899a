"""Lists of words, written as one reads them."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a list that is written with spaces between them."""
    return frozenset(listed.split())
