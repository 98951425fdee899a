"""Checking a certificate's code: anybody may, but nobody finds one by trying."""

from __future__ import annotations

import datetime as dt

from quizzes.models import Certificate, Limit, TooManyGuesses, Tries, UnknownCertificate

WRONG_FROM_ADDRESS = Limit("wrong-certificate", 30, dt.timedelta(minutes=10))
"""With 79 bits in a code, this only keeps a guesser from costing much."""


def check(code: str, *, address: str, now: dt.datetime) -> Certificate:
    """The certificate with a code, withdrawn or not. Raises UnknownCertificate or TooManyGuesses."""
    if Tries.objects.used_up(WRONG_FROM_ADDRESS, address, now=now):
        raise TooManyGuesses
    found = Certificate.objects.of_code(code)
    if found is None:
        Tries.objects.note(WRONG_FROM_ADDRESS, address, now=now)
        raise UnknownCertificate
    return found
