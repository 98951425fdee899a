"""An answer that arrived after the session had ended: kept, and put back after signing in."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from quizzes.views.person import learner_of

Page = Callable[..., HttpResponse]

UNSENT = "unsent_answer"
MAX_FIELDS = 60
MAX_LENGTH = 500
"""More than any answer; whoever is nobody yet must not fill the session store."""


def shown_or_answered(show: Page, answer: Page) -> Page:
    """The view of one question: shown when it is asked for, answered when something is sent.

    What somebody sends whose session has ended is kept.
    """

    def question(request: HttpRequest, pk: int, position: int) -> HttpResponse:
        if request.method != "POST":
            return show(request, pk=pk, position=position)
        if learner_of(request) is None and not request.user.is_authenticated:
            return keep_unsent(request)
        return answer(request, pk=pk, position=position)

    return question


def keep_unsent(request: HttpRequest) -> HttpResponse:
    """Keep what was sent in the session and ask the person to sign in again."""
    fields = {
        name: [value[:MAX_LENGTH] for value in request.POST.getlist(name)[:MAX_FIELDS]]
        for name in list(request.POST)[:MAX_FIELDS]
        if re.fullmatch(r"answer(_\d{1,2})?|confidence", name)
    }
    request.session[UNSENT] = {"path": request.path, "fields": fields}
    messages.warning(
        request,
        _(
            "You were signed out, so your answer was not stored yet. It is kept: sign in to send it."
        ),
    )
    return redirect_to_login(request.path)


def take_unsent(request: HttpRequest) -> dict[str, object]:
    """The kept answer to this very question as a form's initial values, once; {} where there is none."""
    kept = request.session.get(UNSENT)
    if not kept or kept["path"] != request.path:
        return {}
    del request.session[UNSENT]
    return {
        name: values if len(values) > 1 else values[0]
        for name, values in kept["fields"].items()
        if values
    }
