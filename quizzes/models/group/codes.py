"""Codes that people read from a wall or a card and type: how they are made, shown, typed and kept."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code read aloud can't confuse: no 0 and O, no 1, I and L."""

JOIN_LENGTH, RETURN_LENGTH, INVITE_LENGTH = 8, 10, 12
"""31 letters, so 8 of them hold 39 bits, 10 hold 49 and 12 hold 59. The length tells what a code is for."""


def new_code(length: int) -> str:
    """A code that can be read from a wall and typed on a phone."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(length))


def as_typed(code: str) -> str:
    """The code that somebody meant: spaces, dashes and small letters make no difference."""
    return "".join(letter for letter in code.upper() if letter.isalnum())[:32]


def shown(code: str) -> str:
    """The code in parts that can be read aloud: ABCD-EFGH, ABCDE-FGHJK."""
    part = 5 if len(code) == RETURN_LENGTH else 4
    return "-".join(code[i : i + part] for i in range(0, len(code), part))


def code_digest(code: str) -> str:
    """What the database keeps of a personal code.

    Keyed, since 49 bits can be tried out by whoever holds a copy of the database without the key.
    """
    return salted_hmac("quizzes.group.codes", as_typed(code), algorithm="sha256").hexdigest()
