"""A quiz as a learner sees it, for its editors: every page and state, and nothing of it is stored."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.composing import rehearsing
from quizzes.composing.rehearsing import RIGHT, WRONG, Script
from quizzes.models import EmptyQuiz, Learner, Quiz
from quizzes.views import reading

STATE = r"\d{1,9}-[rwn]{0,500}f?"
MOST_STEPS = 3
"""How often a page of an attempt may lead on to another one."""


@require_safe
@never_cache
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The quiz's own page."""
    quiz = _of_editor(request, slug)
    with rehearsing.rehearsal(quiz, now=timezone.now()) as learner:
        _let_see(request, quiz, learner)
        return _kept_inside(reading.quiz(request, slug=slug), quiz)


@require_safe
@never_cache
def article(request: HttpRequest, slug: str, article: str) -> HttpResponse:
    """An article as the quiz's learners may read it."""
    quiz = _of_editor(request, slug)
    with rehearsing.rehearsal(quiz, now=timezone.now()) as learner:
        _let_see(request, quiz, learner)
        return _kept_inside(reading.article(request, slug=article), quiz)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Another draw, from its first question on."""
    quiz = _of_editor(request, slug)
    return redirect("preview-attempt", quiz.slug, str(Script(secrets.randbelow(10**9))), "1/")


@never_cache
def attempt(request: HttpRequest, slug: str, state: str, rest: str) -> HttpResponse:
    """A page of an attempt in which what `state` says has happened; an answer sent counts for one page."""
    quiz, script = _of_editor(request, slug), Script.parse(state)
    if rest == "result/" and request.method == "GET" and not script.is_finished:
        script = Script(script.seed, script.answers, True)
    try:
        with rehearsing.rehearsal(quiz, now=timezone.now()) as learner:
            made = rehearsing.act(quiz, learner, script, now=timezone.now())
            _let_see(request, quiz, learner, script, made.question_count, rest)
            page = _show(request, reverse("attempt", args=[made.pk]), rest)
            return _kept_inside(page, quiz, made.pk, Script.of(made))
    except EmptyQuiz as refusal:
        messages.error(request, str(refusal))
        return redirect("preview", quiz.slug)


def _of_editor(request: HttpRequest, slug: str) -> Quiz:
    if not (request.user.is_staff and request.user.has_perm("quizzes.change_quiz")):
        raise Http404
    return get_object_or_404(Quiz, slug=slug)


def _show(request: HttpRequest, base: str, rest: str) -> HttpResponse:
    """The learner's own view; where it leads on within the attempt, what it leads to, as nothing is
    kept for a second request."""
    path = base + rest
    for _step in range(MOST_STEPS):
        match = resolve(path)
        page = match.func(request, *match.args, **match.kwargs)
        if page.status_code != 302 or not page.url.startswith(base):
            break
        request.method, path = "GET", page.url
    return page  # type: ignore[no-any-return]


def _let_see(
    request: HttpRequest,
    quiz: Quiz,
    learner: Learner,
    script: Script | None = None,
    count: int = 0,
    rest: str = "",
) -> None:
    """Let the views see the rehearsing learner, and the page what stands in its banner."""
    request._learner = learner  # type: ignore[attr-defined]
    request.preview = {"quiz": quiz, "links": []}  # type: ignore[attr-defined]
    if script is not None:
        request.preview["links"] = list(_links(quiz, script, count, rest))  # type: ignore[attr-defined]


def _links(quiz: Quiz, script: Script, count: int, rest: str) -> Any:
    """The states and pages that one may look at from here: (name, address)."""
    number = rest.partition("/")[0]
    at = min(int(number), count) if number.isdecimal() and len(number) < 4 else 0

    def to(name: str, state: Script, page: str) -> tuple[str, str]:
        return name, reverse("preview-attempt", args=[quiz.slug, str(state), page])

    if at > 1:
        yield to("previous", script.upto(at - 1), f"{at - 1}/")
    if at:
        yield to("open", script.upto(at), f"{at}/")
        yield to("right", script.upto(at, RIGHT), f"{at}/")
        yield to("wrong", script.upto(at, WRONG), f"{at}/")
    if at < count:
        yield to("next", script.upto(at + 1), f"{at + 1}/")
    yield to("passed", script.finished(count, RIGHT), "result/")
    yield to("missed", script.finished(count, WRONG + RIGHT), "result/")
    if at:
        yield to("again", Script((script.seed + 1) % 10**9), "1/")


def _kept_inside(
    page: HttpResponse, quiz: Quiz, pk: int | None = None, script: Script | None = None
) -> HttpResponse:
    """Let every address of the page lead on inside the preview.

    The pages are the learner's own templates, which know nothing of it: so their addresses are
    exchanged in what they made.
    """
    inside = {
        reverse("start", args=[quiz.slug]): reverse("preview-start", args=[quiz.slug]),
        reverse("quiz", args=[quiz.slug]) + '"': reverse("preview", args=[quiz.slug]) + '"',
        reverse("article", args=["-"])[:-2]: reverse("preview-article", args=[quiz.slug, "-"])[:-2],
    }
    if pk is not None:
        state = [quiz.slug, str(script), ""]
        inside[reverse("attempt", args=[pk])] = reverse("preview-attempt", args=state)
    text = page.content.decode()
    for theirs, ours in inside.items():
        text = text.replace(f'="{theirs}', f'="{ours}')
        if page.get("Location", "").startswith(theirs.rstrip('"')):
            page["Location"] = page["Location"].replace(theirs.rstrip('"'), ours.rstrip('"'), 1)
    page.content = text.encode()
    page["X-Robots-Tag"] = "noindex"
    return page
