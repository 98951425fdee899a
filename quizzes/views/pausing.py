"""A pause: the clock stands still, and neither a question nor the article is shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from quizzes.models import AttemptFinished, Learner, PauseNotAllowed, TooLate
from quizzes.models.pausing import LONGEST
from quizzes.views.taking import of_learner


@of_learner
def pause(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Begin a pause (POST), or see the one that is going on."""
    found = get_object_or_404(learner.attempts.select_related("quiz"), pk=pk)
    if request.method == "POST":
        try:
            found.pause(now=timezone.now())
        except (AttemptFinished, TooLate, PauseNotAllowed) as refusal:
            messages.error(request, str(refusal))
            return redirect("attempt", pk=pk)
        return redirect("pause", pk=pk)
    if not found.is_paused(timezone.now()):
        return redirect("attempt", pk=pk)
    context = {
        "attempt": found,
        "quiz": found.quiz,
        "ends_at": found.paused_at + LONGEST,
        "left": found.deadline - found.paused_at - LONGEST,
    }
    return render(request, "quizzes/pause.html", context)


@require_POST
@of_learner
def resume(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Let the clock go on; a second time leads to the same question."""
    get_object_or_404(learner.attempts, pk=pk).resume(now=timezone.now())
    return redirect("attempt", pk=pk)
