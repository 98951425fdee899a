"""Codes that people read from a wall, a card or a paper and type: how they are made, shown and typed."""

from __future__ import annotations

import secrets

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code read aloud can't confuse: no 0 and O, no 1, I and L. Each of the 31 holds 4.95 bits."""


def new_code(length: int) -> str:
    """A code that can be read from a wall and typed on a phone."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(length))


def as_typed(code: str) -> str:
    """The code that somebody meant: spaces, dashes and small letters make no difference."""
    return "".join(letter for letter in code.upper() if letter.isalnum())[:32]


def shown(code: str) -> str:
    """The code in parts that can be read aloud: ABCD-EFGH, ABCDE-FGHJK."""
    part = 4 if len(code) % 4 == 0 else 5
    return "-".join(code[i : i + part] for i in range(0, len(code), part))
