"""Coming back: what is due, what is known, and a few questions on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.forms import AnswerForm, form_for
from quizzes.models import (
    AlreadyAnswered,
    Learner,
    NothingDue,
    Practice,
    PracticeAnswer,
    SignedInMeanwhile,
)
from quizzes.models.askable import is_shut, practicable
from quizzes.models.practice import LENGTH
from quizzes.models.topics import topic_name
from quizzes.returning import practising
from quizzes.views.feedback import feedback_of
from quizzes.views.person import learner_of
from quizzes.views.reminders import reminder_context
from quizzes.views.taking import of_learner
from quizzes.views.unsent import shown_or_answered, take_unsent

PER_PAGE = 20
FOR_PAGE = PracticeAnswer.objects.select_related(
    "practice__learner", "version__question__article", "concept", "report"
)


def due_context(learner: Learner | None, now: dt.datetime) -> dict[str, Any]:
    """What `practice/_due.html` shows: how much waits for this person."""
    # The cheap question first: mostly nothing is due.
    is_due = learner is not None and learner.memories.due(now).exists()
    count = practicable(learner, now).count() if learner and is_due else 0
    return {"due_count": count, "practice_length": min(count, LENGTH)}


@require_safe
@never_cache
def due(request: HttpRequest) -> HttpResponse:
    """What is due, and what is known, topic by topic."""
    learner, now = learner_of(request), timezone.now()
    topics = [
        row | {"name": topic_name(row["topic"])}
        for row in (learner.memories.by_topic(now) if learner else [])
    ]
    page = Paginator(sorted(topics, key=lambda row: row["name"]), PER_PAGE)
    context = due_context(learner, now) | {
        "page": page.get_page(request.GET.get("page")),
        "waiting_count": sum(row["due"] for row in topics),
        "next_due": min((row["next_due"] for row in topics if row["next_due"]), default=None),
    }
    return render(request, "practice/due.html", context | reminder_context(request, learner))


@require_safe
@of_learner
def topic(request: HttpRequest, learner: Learner, topic: str) -> HttpResponse:
    """The concepts of a topic that the person has met, and when each comes back."""
    memories = learner.memories.filter(concept__topic=topic).select_related("concept")
    page = Paginator(memories.order_by("due_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    if not page.object_list:
        raise Http404
    now = timezone.now()
    rows = [{"memory": memory, "is_due": memory.is_due(now)} for memory in page]
    context = {"page": page, "rows": rows, "name": topic_name(topic)}
    return render(request, "practice/topic.html", context)


@require_POST
@of_learner
def start(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Begin a practice, or go on with the open one."""
    try:
        asked = practising.start(learner, now=timezone.now())
    except (NothingDue, SignedInMeanwhile) as refusal:
        messages.info(request, str(refusal))
        return redirect("practice")
    return _to(asked) if asked else redirect("practice")


@require_safe
@of_learner
def sitting(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Where the practice goes on; what came of it once it is finished."""
    found = get_object_or_404(learner.practices, pk=pk)
    answers = list(found.answers.select_related("version__question__article", "concept"))
    if not found.is_finished and answers:
        return _to(answers[-1])
    context = {
        "practice": found,
        "rows": [{"response": a, "memory": m} for a, m in _with_memories(learner, answers)],
        "right_count": sum(a.is_right for a in answers),
    }
    return render(request, "practice/done.html", context | due_context(learner, timezone.now()))


@require_POST
@of_learner
def go_on(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """The next question; the summary where none is left."""
    found = get_object_or_404(learner.practices, pk=pk)
    asked = practising.go_on(found, now=timezone.now())
    return _to(asked) if asked else redirect("practice-sitting", pk=pk)


@require_POST
@of_learner
def finish(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Stop here: what was answered counts, the rest stays due."""
    get_object_or_404(learner.practices, pk=pk).finish(now=timezone.now())
    return redirect("practice-sitting", pk=pk)


@require_safe
@of_learner
def show(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    asked = _find(learner, pk, position)
    if asked is None:
        return _put_away(request, pk)
    if asked.is_answered:
        return _feedback_page(request, asked)
    if not practising.may_ask(asked, now=timezone.now()):
        return render(request, "practice/kept.html", {"practice": asked.practice})
    unsent = take_unsent(request)
    return _question_page(request, asked, form_for(asked, initial=unsent), was_unsent=bool(unsent))


@require_POST
@of_learner
def answer(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    asked = _find(learner, pk, position)
    if asked is None:
        return _put_away(request, pk)
    if not asked.is_answered and not practising.may_ask(asked, now=timezone.now()):
        return render(request, "practice/kept.html", {"practice": asked.practice}, status=409)
    form = form_for(asked, request.POST)
    if not form.is_valid():
        if asked.is_answered:
            return _feedback_page(request, asked, refusal=str(AlreadyAnswered()), status=409)
        return _question_page(request, asked, form, status=422)
    try:
        asked.store(form.to_answer(), confidence=form.confidence_value, now=timezone.now())
    except AlreadyAnswered as refusal:
        current = FOR_PAGE.get(pk=asked.pk)
        return _feedback_page(request, current, refusal=str(refusal), status=409)
    return redirect("practice-question", pk=pk, position=position)


question = shown_or_answered(show, answer)
"""One question of a practice: shown, answered, or with its feedback."""


def _to(asked: PracticeAnswer) -> HttpResponse:
    return redirect("practice-question", pk=asked.practice_id, position=asked.position)


def _find(learner: Learner, pk: int, position: int) -> PracticeAnswer | None:
    """The question; None where the person's own practice has none (any more) at that place."""
    found = FOR_PAGE.filter(practice__learner=learner, practice__pk=pk, position=position).first()
    if found is None:
        get_object_or_404(learner.practices, pk=pk)
    return found


def _put_away(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, _("That question was put away, and nothing was sent for it."))
    return redirect("practice-sitting", pk=pk)


def _with_memories(learner: Learner, answers: list[PracticeAnswer]) -> list[tuple[Any, Any]]:
    concepts = {answer.concept_id for answer in answers}
    known = {m.concept_id: m for m in learner.memories.filter(concept__in=concepts)}
    return [(answer, known.get(answer.concept_id)) for answer in answers]


def _common(asked: PracticeAnswer) -> dict[str, Any]:
    practice: Practice = asked.practice
    return {"response": asked, "version": asked.version, "practice": practice}


def _question_page(
    request: HttpRequest,
    asked: PracticeAnswer,
    form: AnswerForm,
    *,
    status: int = 200,
    was_unsent: bool = False,
) -> HttpResponse:
    context = _common(asked) | {"form": form, "was_unsent": was_unsent}
    return render(request, "practice/question.html", context, status=status)


def _feedback_page(
    request: HttpRequest, asked: PracticeAnswer, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    learner = asked.practice.learner
    if is_shut(learner, asked.version):
        return render(request, "practice/kept.html", {"practice": asked.practice}, status=status)
    # The evidence links to its article, as it does after a finish.
    told = {"is_finished": True}
    context = _common(asked) | feedback_of(asked) | {"refusal": refusal, "told": told}
    memory = learner.memories.filter(concept=asked.concept_id).first()
    return render(request, "practice/feedback.html", context | {"memory": memory}, status=status)
