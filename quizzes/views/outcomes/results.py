"""Results on pages: the group's, one assignment's, one person's where the person was told so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from quizzes.drawings import charts
from quizzes.models import Assignment, Attempt, Group
from quizzes.models.assignment import zone_of
from quizzes.models.response import Confidence
from quizzes.models.series import Role
from quizzes.models.standing import asked_in, members_of, places_of
from quizzes.outcomes import group_result, learned_by, people_of
from quizzes.tables.sheets import xlsx_is_possible
from quizzes.views.assignments.access import of_leaders_assignment
from quizzes.views.assignments.progress import counts_of
from quizzes.views.feedback import lines_of
from quizzes.views.groups.access import of_leader
from quizzes.views.results import SHOWN_OF_MISSED

PER_PAGE = 50
ASSIGNMENTS_PER_PAGE = 10
"""Each shows how far the whole group is."""
MOST_SLOPES = 60
ROLES = {Role.PRE: _("Before"), Role.POST: _("After"), Role.LATER: _("Later")}


@require_safe
@of_leader
def group_results(request: HttpRequest, group: Group) -> HttpResponse:
    """What is assigned with how far it is, what was gained, what is left after months."""
    found = group.assignments.select_related("quiz", "group").order_by("-created_at", "-pk")
    page = Paginator(found, ASSIGNMENTS_PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    asked = asked_in(list(page), places_of(group), now)
    gains, curves = learned_by(group, now)
    context = {
        "group": group,
        "zone": zone_of(group),
        "page": page,
        "rows": [{"assignment": a, "counts": counts_of(asked, a)} for a in page],
        "gains": [{"title": g.title, "steps": [_step(s) for s in g.steps]} for g in gains],
        "has_xlsx": xlsx_is_possible(),
        "curves": [{"curve": c, "drawing": charts.curve(c.points)} for c in curves],
    }
    return render(request, "outcomes/group.html", context)


@require_safe
@of_leaders_assignment
def assignment_results(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """One assignment: score, topics, beliefs, sure and wrong, questions, and people by name."""
    result = group_result(assignment)
    people = people_of(assignment, members_of(assignment.group))
    context = {
        "assignment": assignment,
        "group": assignment.group,
        "zone": assignment.zone,
        "result": result,
        "has_xlsx": xlsx_is_possible(),
        "score": charts.whisker(result.score),
        "topics": [{"topic": t, "bar": charts.whisker(t.figure)} for t in result.topics],
        "questions": Paginator(result.questions, PER_PAGE).get_page(request.GET.get("page")),
        "people": Paginator(people, PER_PAGE).get_page(request.GET.get("people")),
    }
    return render(request, "outcomes/assignment.html", context)


@require_safe
@of_leaders_assignment
def person_results(request: HttpRequest, assignment: Assignment, member: int) -> HttpResponse:
    """What one member answered; 404 unless the member was told so before the first question."""
    people = assignment.group.members.joined().select_related("learner__user")
    found = get_object_or_404(people, pk=member)
    seen = Attempt.objects.finished().seen_one_by_one(assignment)
    attempts = list(seen.filter(learner=found.learner_id).order_by("-number")[:PER_PAGE])
    number = request.GET.get("attempt", "")
    shown = next(
        (a for a in attempts if str(a.number) == number), attempts[0] if attempts else None
    )
    if shown is None:
        return render(request, "404.html", status=404)
    context = {
        "assignment": assignment,
        "group": assignment.group,
        "zone": assignment.zone,
        "member": found,
        "attempts": attempts,
        "attempt": shown,
        **_answers(shown),
    }
    return render(request, "outcomes/person.html", context)


def _answers(attempt: Attempt) -> dict[str, Any]:
    responses = list(attempt.responses.select_related("version__question__article"))
    for response in responses:
        response.attempt = attempt  # the same one, so that no statement fetches it again
    missed = [response for response in responses if not response.is_right]
    prefetch_related_objects(missed, *SHOWN_OF_MISSED)
    rows = [
        {
            "response": response,
            "lines": lines_of(response, is_prefetched=True),
            "is_sure_and_wrong": response.confidence == Confidence.CERTAIN,
        }
        for response in missed
    ]
    return {
        "missed": sorted(rows, key=lambda row: not row["is_sure_and_wrong"]),
        "right": [response for response in responses if response.is_right],
    }


def _step(step: Any) -> dict[str, Any]:
    pairs: Sequence[tuple[float, float]] = step.pairs if len(step.pairs) <= MOST_SLOPES else ()
    return {
        "step": step,
        "bar": charts.whisker(step.gain.gain, -1.0, 1.0),
        "slopes": charts.slopes(pairs) if pairs else None,
        "first": ROLES[step.start],
        "second": ROLES[step.end],
    }
