"""What came of it: one attempt's result, and one's own history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.drawings.lines import dots, height_of, path_of
from quizzes.models import Attempt, EvidencePassage, Learner, Response
from quizzes.models.answering import Confidence
from quizzes.models.course import is_lesson, next_lesson
from quizzes.models.strengths import strengths, strengths_of, sure_and_wrong
from quizzes.views.feedback import evidence_of, explanation_beside, lines_of
from quizzes.views.person import learner_of
from quizzes.views.practice import due_context
from quizzes.views.taking import of_learner

PER_PAGE = 20
CHARTED = 20
"""How many of the last attempts the line of one's progress shows."""
SHOWN_OF_MISSED = [
    "version__remarking__options", "version__remarking__texts",
    "version__options", "version__pairs", "version__steps", "version__accepted_answers",
    "chosen_options", "chosen_pairs", "chosen_steps",
    Prefetch("version__evidence", EvidencePassage.objects.with_paragraph()),
]  # fmt: skip


@require_safe
@of_learner
def result(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Score, pass or not, and every question, the missed ones with their evidence first."""
    attempt = get_object_or_404(learner.attempts.select_related("quiz"), pk=pk)
    if not attempt.is_finished and not attempt.finish_if_expired(now=timezone.now()):
        return redirect("attempt", pk=pk)
    responses = list(attempt.responses.select_related("version__question__article", "report"))
    for response in responses:
        response.attempt = attempt  # the same one, so that no statement fetches it again
    missed = [response for response in responses if not response.is_right]
    prefetch_related_objects(missed, *SHOWN_OF_MISSED)
    evidence = evidence_of(missed, at=attempt.started_at)
    rows = [_missed(response) | {"evidence": evidence[response.version_id]} for response in missed]
    context = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "told": [r.report for r in responses if hasattr(r, "report") and r.report.answered_at],
        "missed": sorted(rows, key=lambda row: not row["is_sure_and_wrong"]),
        "right": [{"response": response} for response in responses if response.is_right],
        "may_try_again": attempt.quiz.is_open_to(learner, timezone.now())
        and attempt.quiz.attempts_left(learner) != 0,
    }
    if attempt.passed and is_lesson(attempt.quiz):
        context["next_lesson"] = next_lesson(learner, timezone.now(), after=attempt.quiz)
    return render(request, "quizzes/result.html", context | _of_attempt(attempt))


def _missed(response: Response) -> dict[str, Any]:
    """What was answered beside what is right; the other choices, which are folded away, apart."""
    lines = lines_of(response, is_prefetched=True)
    return {
        "response": response,
        "lines": [line for line in lines if line.verdict],
        "others": [line for line in lines if not line.verdict],
        "explanation": explanation_beside(response.version, lines),
        "is_sure_and_wrong": response.confidence == Confidence.CERTAIN,
    }


def _of_attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "strengths": strengths(attempt.responses.all()),
        "remarked": attempt.remarked.filter(remarking__state="done").select_related(
            "remarking__version__question__article"
        ),
        "certificate": attempt.certificates.valid().first() if attempt.passed else None,
    }


@require_safe
@never_cache
def history(request: HttpRequest) -> HttpResponse:
    """One's own results: the next thing to do, how it went, topic by topic, and every attempt."""
    learner = learner_of(request)
    attempts = learner.attempts.select_related("quiz") if learner else []
    page = Paginator(attempts, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page}
    if learner and page.number == 1 and page.object_list:
        context |= _dashboard(learner, page.object_list)
    return render(request, "quizzes/history.html", context)


def _dashboard(learner: Learner, newest: Sequence[Attempt]) -> dict[str, Any]:
    now = timezone.now()
    done = learner.attempts.finished()
    last = list(done.select_related("quiz").order_by("-finished_at", "-pk")[:CHARTED])[::-1]
    points = dots([(float(attempt.percent or 0), bool(attempt.passed)) for attempt in last])
    return due_context(learner, now) | {
        "last": last,
        "dots": points,
        "line": path_of(points),
        "heights": [(percent, height_of(percent)) for percent in (0, 50, 100)],
        "strengths": strengths_of(learner),
        "sure_and_wrong": sure_and_wrong(learner)[:5],
        "next_lesson": next_lesson(learner, now),
        "waiting": next((a for a in newest if not a.is_finished and not a.is_expired(now)), None),
        "figures": done.aggregate(
            finished=Count("pk"), passed=Count("quiz", distinct=True, filter=Q(passed=True))
        )
        | {"known": learner.memories.known().count()},
    }
