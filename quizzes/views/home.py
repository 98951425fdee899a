"""The first page: one question for everybody, the course, what waits, and the other quizzes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.forms.today import TodayForm
from quizzes.models import Learner, Quiz, Source
from quizzes.models.course import lessons, others, with_progress
from quizzes.models.today import free_scenarios, scenario_of
from quizzes.views.assigned import to_do
from quizzes.views.feedback import Line
from quizzes.views.person import learner_of
from quizzes.views.practice import due_context

PER_PAGE = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The question of the day, and below it where one goes from here."""
    return _page(request, _question(_another(request.GET.get("another", ""))))


@require_POST
def today(request: HttpRequest, slug: str) -> HttpResponse:
    """The feedback on an answer to the question of the day; nothing of it is kept."""
    scenario = free_scenarios().whole().filter(key=slug).first()
    if scenario is None:
        messages.info(request, _("That question was taken out a moment ago. Here is another one."))
        return redirect("home")
    another = _another(request.POST.get("another", ""))
    form = TodayForm(scenario, another, request.POST)
    if not form.is_valid():
        return _page(request, _asked(form, another), status=422)
    if form.is_stale:
        told = _("This question was changed a moment ago. Here it is as it stands now.")
        fresh = _asked(TodayForm(scenario, another), another) | {"refusal": told}
        return _page(request, fresh, status=409)
    return _page(request, _asked(form, another) | _feedback(form))


def _page(request: HttpRequest, question: dict[str, Any], *, status: int = 200) -> HttpResponse:
    learner = learner_of(request)
    context = question | _course(learner, question.get("topic", ""))
    if request.headers.get("HX-Target") == "today":
        response = render(request, "quizzes/today.html", context, status=status)
    else:
        context |= _elsewhere(request, learner)
        response = render(request, "quizzes/home.html", context, status=status)
    patch_vary_headers(response, ["HX-Target"])
    return response


def _another(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _question(another: int) -> dict[str, Any]:
    scenario = scenario_of(timezone.localdate(), another=another)
    return _asked(TodayForm(scenario, another), another) if scenario else {}


def _asked(form: TodayForm, another: int) -> dict[str, Any]:
    scenario = form.scenario
    return {
        "scenario": scenario,
        "form": form,
        "topic": scenario.topic,
        "another": another,
        "next_one": another + 1 if another < 999 else 0,
    }


def _feedback(form: TodayForm) -> dict[str, Any]:
    scenario = form.scenario
    lines = [
        Line(text, place == form.chosen, right, why)
        for place, (text, right, why) in enumerate(form.options)
    ]
    return {
        "lines": lines,
        "is_right": lines[form.chosen].correct,
        "sources": Source.objects.entries().filter(key__in=scenario.sources),
    }


def _course(learner: Learner | None, topic: str) -> dict[str, Any]:
    """The lessons with one's own progress, the next one, and the one on the question's topic."""
    opened = lessons(Quiz.objects.listed_for(learner, timezone.now()).with_counts())
    course = list(with_progress(opened, learner))
    return {
        "course": course,
        "passed_count": sum(lesson.is_passed for lesson in course),
        "next_lesson": next((lesson for lesson in course if not lesson.is_passed), None),
        "lesson_on_it": next((lesson for lesson in course if lesson.key.endswith(topic)), None)
        if topic
        else None,
    }


def _elsewhere(request: HttpRequest, learner: Learner | None) -> dict[str, Any]:
    now = timezone.now()
    quizzes = others(Quiz.objects.listed_for(learner, now).with_counts())
    mine = with_progress(quizzes.order_by("-published_at", "pk"), learner)
    return due_context(learner, now) | {
        "to_do": to_do(learner, now),
        "page": Paginator(mine, PER_PAGE).get_page(request.GET.get("page")),
        "waiting": learner.attempts.open().select_related("quiz")[:5] if learner else [],
    }
