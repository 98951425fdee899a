"""The codes of groups: how long each sort is, and how a personal one is kept."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from quizzes.models.codes import as_typed

JOIN_LENGTH, RETURN_LENGTH, INVITE_LENGTH = 8, 10, 12
"""31 letters, so 8 of them hold 39 bits, 10 hold 49 and 12 hold 59. The length tells what a code is for."""


def code_digest(code: str) -> str:
    """What the database keeps of a personal code.

    Keyed, since 49 bits can be tried out by whoever holds a copy of the database without the key.
    """
    return salted_hmac("quizzes.group.codes", as_typed(code), algorithm="sha256").hexdigest()
