"""Taking a quiz: start, one question per page, feedback, finish."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.forms import AnswerForm, form_for
from quizzes.models import (
    AlreadyAnswered,
    Attempt,
    AttemptFinished,
    AttemptsUsedUp,
    DomainError,
    EmptyQuiz,
    GuestsNotAllowed,
    Learner,
    OnlyAssigned,
    Paused,
    Quiz,
    QuizNotOpen,
    Response,
    SignedInMeanwhile,
    StaleAnswer,
    TooLate,
)
from quizzes.models.place import standing
from quizzes.models.quiz import ArticleAccess
from quizzes.views.feedback import feedback_of
from quizzes.views.person import learner_of, learner_or_new, remember_guest
from quizzes.views.reading import blocks_of
from quizzes.views.unsent import shown_or_answered, take_unsent
from quizzes.views.whereto import whereto

# Built once: its subqueries take longer to put together than the database takes to answer them.
FOR_PAGE = Response.objects.for_page()


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an attempt, or go on with the open one."""
    quiz = get_object_or_404(Quiz.objects.visible_to(learner_of(request)), slug=slug)
    if not quiz.guests_allowed and not request.user.is_authenticated:
        return redirect_to_login(reverse("quiz", args=[quiz.slug]))
    try:
        with transaction.atomic():  # a guest is made only where an attempt begins
            learner, key = learner_or_new(request)
            attempt = learner.attempts.resume_or_start(
                quiz=quiz, learner=learner, now=timezone.now()
            )
    except (
        QuizNotOpen,
        OnlyAssigned,
        GuestsNotAllowed,
        AttemptsUsedUp,
        EmptyQuiz,
        SignedInMeanwhile,
    ) as refusal:
        messages.error(request, str(refusal))
        return redirect("quiz", slug=quiz.slug)
    response = redirect("attempt", pk=attempt.pk)
    remember_guest(response, key)
    return response


def of_learner(view: Any) -> Any:
    """Hand a view the person's learner; 404 for whoever has none, as for whoever is somebody else."""

    @wraps(view)
    @never_cache
    def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        learner = learner_of(request)
        if learner is None:
            raise Http404
        return view(request, learner, **kwargs)  # type: ignore[no-any-return]

    return inner


@require_safe
@of_learner
def attempt(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Where the attempt goes on: the next open question, the overview, or the result."""
    found = get_object_or_404(learner.attempts, pk=pk)
    if found.is_finished:
        return redirect("result", pk=pk)
    if elsewhere := whereto(found, timezone.now()):
        return elsewhere
    position = found.next_position()
    return (
        redirect("question", pk=pk, position=position) if position else redirect("overview", pk=pk)
    )


@require_safe
@of_learner
def show(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    response = _response(learner, pk, position)
    if elsewhere := whereto(response.attempt, timezone.now()):
        return elsewhere
    if response.may_show_feedback:
        return render(request, "quizzes/feedback.html", _common(response) | feedback_of(response))
    unsent = take_unsent(request)
    return _question_page(
        request, response, form_for(response, initial=unsent), was_unsent=bool(unsent)
    )


@require_POST
@of_learner
def answer(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    response = _response(learner, pk, position)
    if response.attempt.is_paused(timezone.now()):
        return _paused(request, response.attempt)
    form = form_for(response, request.POST)
    if not form.is_valid():
        if response.may_show_feedback:
            refusal = response.attempt.refusal(timezone.now()) or AlreadyAnswered()
            return _conflict(request, response, refusal)
        return _question_page(request, response, form, status=422)
    try:
        response.store(
            form.to_answer(),
            sequence=form.cleaned_data["sequence"],
            confidence=form.confidence_value,
            now=timezone.now(),
        )
    except Paused:
        return _paused(request, response.attempt)
    except (AlreadyAnswered, StaleAnswer, AttemptFinished, TooLate) as refusal:
        return _conflict(request, _response(learner, pk, position), refusal)
    if response.attempt.shows_feedback_at_once:
        return redirect("question", pk=pk, position=position)
    told = _("Question %(position)s is saved.") % {"position": position}
    messages.success(request, told, extra_tags="saved")
    following = response.next_open  # type: ignore[attr-defined]
    return (
        redirect("question", pk=pk, position=following)
        if following
        else redirect("overview", pk=pk)
    )


question = shown_or_answered(show, answer)
"""One question: shown, answered, or with its feedback."""


@require_POST
@of_learner
def open_article(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    """Note that the article was looked up for this question, then show it."""
    response = _response(learner, pk, position)
    if (
        not response.may_show_feedback
        and response.attempt.article_access == ArticleAccess.ON_REQUEST
    ):
        learner_responses(learner).filter(pk=response.pk).update(article_opened=True)
    return redirect("question-article", pk=pk, position=position)


@require_safe
@of_learner
def question_article(
    request: HttpRequest, learner: Learner, pk: int, position: int
) -> HttpResponse:
    """The article during an attempt, where the rules allow it."""
    response = _response(learner, pk, position)
    if elsewhere := whereto(response.attempt, timezone.now()):
        return elsewhere
    may_read = response.may_read_article(timezone.now())
    context = _common(response) | {
        "may_read": may_read,
        "texts": _texts(response) if may_read else [],
    }
    return render(request, "quizzes/question_article.html", context)


@require_POST
@of_learner
def flag(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    """Mark a question to come back to, or take the mark away."""
    response = _response(learner, pk, position)
    if not response.attempt.is_finished:
        learner_responses(learner).filter(pk=response.pk).update(
            flagged=request.POST.get("flagged") == "1"
        )
    return redirect("question", pk=pk, position=position)


@require_safe
@of_learner
def overview(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """All questions of an open attempt: answered, open, flagged; and the way to finish."""
    found = get_object_or_404(learner.attempts.select_related("quiz"), pk=pk)
    if found.is_finished:
        return redirect("result", pk=pk)
    if elsewhere := whereto(found, timezone.now()):
        return elsewhere
    responses = list(
        found.responses.select_related("version__question__article").order_by("position")
    )
    open_count = sum(not r.is_answered for r in responses)
    return render(
        request,
        "quizzes/overview.html",
        {
            "attempt": found,
            "quiz": found.quiz,
            "responses": responses,
            "open_count": open_count,
            "server_now": timezone.now(),
        },
    )


@require_POST
@of_learner
def finish(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Close the attempt; a second time leads to the same result."""
    found = get_object_or_404(learner.attempts, pk=pk)
    found.finish(now=timezone.now())
    return redirect("result", pk=pk)


def _paused(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """An answer from a window in which the question still stands: not stored, and not shown again yet."""
    messages.warning(request, str(Paused()))
    return redirect("pause", pk=attempt.pk)


def learner_responses(learner: Learner) -> Any:
    """The responses of one learner and nobody else's."""
    return Response.objects.filter(attempt__learner=learner)


def _response(learner: Learner, pk: int, position: int) -> Response:
    return get_object_or_404(FOR_PAGE, attempt__learner=learner, attempt__pk=pk, position=position)


def _common(response: Response) -> dict[str, Any]:
    attempt: Attempt = response.attempt
    return {
        "response": response, "version": response.version, "attempt": attempt, "quiz": attempt.quiz,
        "answered_count": response.answered_count, "next_open": response.next_open,  # type: ignore[attr-defined]
        "previous": response.position - 1 or None,
        "following": response.position + 1 if response.position < attempt.question_count else None,
        "server_now": timezone.now(),
    }  # fmt: skip


def _question_page(
    request: HttpRequest,
    response: Response,
    form: AnswerForm,
    *,
    status: int = 200,
    was_unsent: bool = False,
    refusal: DomainError | None = None,
) -> HttpResponse:
    # A page that swaps its parts keeps the article that it has.
    has_article = "Has-Article" in request.headers
    beside = response.attempt.article_access == ArticleAccess.BESIDE and not has_article
    context = _common(response) | {
        "form": form,
        "was_unsent": was_unsent,
        "refusal": str(refusal or ""),
        "texts": _texts(response) if beside else [],
    }
    return render(request, "quizzes/question.html", context, status=status)


def _conflict(request: HttpRequest, response: Response, refusal: DomainError) -> HttpResponse:
    """409: what was sent is not stored; the page says why and shows what is."""
    if response.attempt.finish_if_expired(now=timezone.now()) or response.may_show_feedback:
        context = _common(response) | feedback_of(response) | {"refusal": str(refusal)}
        return render(request, "quizzes/feedback.html", context, status=409)
    return _question_page(request, response, form_for(response), status=409, refusal=refusal)


def _texts(response: Response) -> list[dict[str, Any]]:
    """The quiz's articles, each in the revision that holds the question's evidence, else the newest."""
    evidence = response.version.evidence.marking_moved().select_related("revision")
    passages = standing(evidence, at=response.attempt.started_at, whole_text=True)
    held = {passage.revision.article_id: passage.revision for passage in passages}
    articles = response.attempt.quiz.articles.all()
    pairs = [(article, held.get(article.pk) or article.current) for article in articles]
    return [{"article": a, "revision": r, "blocks": blocks_of(r)} for a, r in pairs if r]
