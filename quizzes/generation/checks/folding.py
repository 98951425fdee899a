"""Texts made equal that a reader takes for equal."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_OTHER = re.compile(r"[^\w%]+")
# Cyrillic and Greek letters that look like Latin ones, so that twins can't hide behind them.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁαορνι", "aeopcyxijsdaopvi")


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Fold width, case, spacing and look-alike letters; no stop at the end."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold().translate(_LOOKALIKES)
    return _SPACE.sub(" ", text.lower()).strip(" .!?;:,")


def words(text: str) -> str:
    """The folded words of a text, one space between and around them, to look for one in another."""
    return f" {_OTHER.sub(' ', fold(text)).strip()} "
