"""Names of people and groups: one line each, and when two of them are the same."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """The text as one line without invisible letters: it goes into mails, lists and cards."""
    text = unicodedata.normalize("NFC", text)
    kept = (" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())
    return " ".join("".join(kept).split())


def folded(name: str) -> str:
    """What two names have in common that people would take for one."""
    return unicodedata.normalize("NFKC", one_line(name)).casefold()
