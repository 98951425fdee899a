"""What a learner's groups ask for: on the first page, on a quiz's page, and the button that starts it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.models import Assignment, DomainError, Learner, Quiz
from quizzes.models.standing import Asked, asked_of
from quizzes.views.person import learner_of

MOST_SHOWN = 10


def to_do(learner: Learner | None, now: dt.datetime) -> list[Asked]:
    """What is assigned and not done, what is due first coming first."""
    asked = asked_of(learner, now) if learner else []
    return [a for a in asked if a.current and not a.current.is_done][:MOST_SHOWN]


def told_of(learner: Learner | None, quiz: Quiz, now: dt.datetime) -> dict[str, Any]:
    """What a quiz's page says of the groups that ask for it, and for which it can be started."""
    asked = asked_of(learner, now, quiz=quiz) if learner else []
    return {
        "all": asked,
        "owed": [a for a in asked if a.current and a.current.is_owed],
        "again": [a for a in asked if a.current and a.current.is_done],
    }


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an attempt under an assignment, or go on with the open one."""
    learner = learner_of(request)
    mine = Assignment.objects.for_learner(learner) if learner else Assignment.objects.none()
    assignment = get_object_or_404(mine.select_related("quiz", "group"), pk=pk)
    try:
        attempt = assignment.start(learner=learner, now=timezone.now())  # type: ignore[arg-type]
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("quiz", slug=assignment.quiz.slug)
    return redirect("attempt", pk=attempt.pk)


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Want mail about what is assigned, or none."""
    if learner := learner_of(request):
        learner.assignment_mail = request.POST.get("wanted") == "on"
        learner.save(update_fields=["assignment_mail"])
        on, off = (
            _("You get mail about what is assigned."),
            _("No mail about assignments will follow."),
        )
        messages.success(request, on if learner.assignment_mail else off)
    return redirect("groups")
