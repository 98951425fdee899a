"""Results as sheets: people, figures, and the dated record for auditors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quizzes.analysis import Figure
from quizzes.models import Assignment, Group
from quizzes.models.assignment import zone_of
from quizzes.models.standing import asked_in, members_of
from quizzes.outcomes import RECORD_HEAD, STATES, group_result, people_of, record_of
from quizzes.tables.sheets import SheetsMissing, as_csv, as_xlsx
from quizzes.views.assignments.access import of_leaders_assignment
from quizzes.views.assignments.progress import NOT_ASKED, NOT_JOINED, rows_of
from quizzes.views.groups.access import of_leader

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@of_leader
def record(request: HttpRequest, group: Group, form: str) -> HttpResponse:
    """Who was asked what and finished it when, as of now."""
    now = timezone.now()
    as_of = _local(now, zone_of(group))
    head = [_("As of (%(zone)s)") % {"zone": zone_of(group)}, *(_(name) for name in RECORD_HEAD)]
    rows = ([as_of, *row] for row in record_of(group, now))
    return _sheet(request, form, head, rows, [_("record"), group.name], as_of)


@require_safe
@of_leaders_assignment
def people(request: HttpRequest, assignment: Assignment, form: str) -> HttpResponse:
    """Each member with how it stands, and with results where the member was told so."""
    now, zone = timezone.now(), assignment.zone
    members = members_of(assignment.group)
    results = {row.member.pk: row for row in people_of(assignment, members)}
    head = [
        _("Person"), _("Reference"), _("State"), _("Completed (%(zone)s)") % {"zone": zone}, _("Due"),
        _("First score in percent"), _("Best score in percent"), _("Passed"), _("Sure and wrong"),
    ]  # fmt: skip
    rows = [
        [
            str(row.member),
            row.member.reference,
            _state(row.state),
            _local(row.asked.last_done, zone),
            _local(row.asked.current.occurrence.due_at if row.asked.current else None, zone),
            *_result_cells(results.get(row.member.pk)),
        ]
        for row in rows_of(asked_in([assignment], members, now))
    ]
    names = [_("people"), assignment.group.name, assignment.quiz.title]
    return _sheet(request, form, head, rows, names, _local(now, zone))


@require_safe
@of_leaders_assignment
def figures(request: HttpRequest, assignment: Assignment, form: str) -> HttpResponse:
    """The group's figures, each with its n and its interval."""
    result = group_result(assignment)
    head = [
        _("Figure"),
        _("Of"),
        _("People"),
        _("Percent"),
        _("From"),
        _("To"),
        _("Sure and wrong"),
    ]
    rows: list[list[Any]] = []
    if result.counted:
        rows.append([_("Mean score"), "", *_cells(result.score), ""])
    rows += [[_("Topic"), t.name, *_cells(t.figure), ""] for t in result.topics]
    rows += [[_("Belief"), b.belief.claim, *_cells(b.figure), ""] for b in result.beliefs]
    rows += [
        [_("Question right"), q.version.stem, *_cells(q.right), _count(q.sure_and_wrong)]
        for q in result.questions
    ]
    names = [_("figures"), assignment.group.name, assignment.quiz.title]
    as_of = _local(timezone.now(), assignment.zone)
    return _sheet(request, form, head, rows, names, as_of)


def _sheet(
    request: HttpRequest,
    form: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    names: Sequence[str],
    as_of: Any,
) -> HttpResponse:
    name = "-".join(slugify(part) or "x" for part in names)[:80] + f"-{as_of:%Y-%m-%d}.{form}"
    try:
        content = {"csv": as_csv, "xlsx": as_xlsx}[form](head, rows)
    except KeyError as error:
        raise Http404 from error
    except SheetsMissing as error:
        messages.error(request, str(error))
        return redirect("group-results", group=request.resolver_match.kwargs["group"])  # type: ignore[union-attr]
    kind = XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _result_cells(row: Any) -> list[Any]:
    if row is None:
        return ["", "", "", ""]
    passed = _("yes") if row.passed else _("no")
    return [_percent(row.first), _percent(row.best), passed, _count(row.sure_and_wrong)]


def _cells(figure: Figure) -> list[Any]:
    return [figure.n, *(_percent(v) for v in (figure.value, figure.low, figure.high))]


def _count(number: int | None) -> int | str:
    return "" if number is None else number


def _percent(share: float | None) -> float | str:
    return "" if share is None else round(100 * share, 1)


def _local(when: dt.datetime | None, zone: dt.tzinfo) -> Any:
    return when.astimezone(zone).replace(tzinfo=None, microsecond=0) if when else ""


def _state(state: str) -> str:
    others = {NOT_JOINED: _("not joined yet"), NOT_ASKED: _("joined after the date")}
    return others[state] if state in others else _(STATES[state])  # type: ignore[index]
