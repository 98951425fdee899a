"""Where an attempt has to be instead of the page that was asked for: at its result, or at its pause."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect

from quizzes.models import Attempt


def whereto(attempt: Attempt, now: dt.datetime) -> HttpResponse | None:
    """The way there, None where the page may be shown. An attempt whose time is over is finished by this."""
    if attempt.finish_if_expired(now=now):
        return redirect("result", pk=attempt.pk)
    return redirect("pause", pk=attempt.pk) if attempt.is_paused(now) else None
