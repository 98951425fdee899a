"""Assigning for whoever leads a group: the list, a new one, its terms, more time, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.assignments import AssignForm, ExtendForm, TermsForm
from quizzes.models import Assignment, Group
from quizzes.models.assignment import zone_of
from quizzes.models.standing import asked_in, members_of, places_of
from quizzes.views.assignments.access import of_leaders_assignment
from quizzes.views.assignments.progress import counts_of, rows_of
from quizzes.views.groups.access import of_leader

PER_PAGE = 50
ASSIGNMENTS_PER_PAGE = 10
"""Each shows how far the whole group is."""


@require_safe
@of_leader
def assignments(request: HttpRequest, group: Group) -> HttpResponse:
    """What is assigned to the group, the newest first, with how far it is."""
    found = group.assignments.select_related("quiz", "group").order_by("-created_at", "-pk")
    page = Paginator(found, ASSIGNMENTS_PER_PAGE).get_page(request.GET.get("page"))
    asked = asked_in(list(page), places_of(group), timezone.now())
    rows = [{"assignment": a, "counts": counts_of(asked, a)} for a in page]
    context = {"group": group, "zone": zone_of(group), "page": page, "rows": rows}
    return render(request, "assignments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_leader
def assign(request: HttpRequest, group: Group) -> HttpResponse:
    """Assign a quiz to the group."""
    initial = {"quiz": request.GET.get("quiz")}
    form = AssignForm(request.POST or None, group=group, initial=initial)
    if form.is_valid() and (made := form.assign(by=_user(request), now=timezone.now())):
        messages.success(request, _("“%(quiz)s” is assigned.") % {"quiz": made.quiz})
        return redirect("assignment", group=group.pk, assignment=made.pk)
    return _form_page(request, form, {"group": group, "title": _("Assign a quiz")})


@require_safe
@of_leaders_assignment
def assignment(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Who has done it, who has not, who is late."""
    asked = asked_in([assignment], members_of(assignment.group), timezone.now())
    rows = rows_of(asked)
    context = _about(assignment) | {
        "counts": counts_of(asked, assignment),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "assignments/assignment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_leaders_assignment
def change(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Other dates, or another rule on who sees the answers."""
    form = TermsForm.of(assignment, request.POST or None)
    if form.is_valid() and form.change(assignment, by=_user(request)):
        messages.success(request, _("The assignment was changed."))
        return redirect("assignment", group=assignment.group_id, assignment=assignment.pk)
    return _form_page(request, form, _about(assignment) | {"title": _("Change the assignment")})


@require_http_methods(["GET", "HEAD", "POST"])
@of_leaders_assignment
def extend(request: HttpRequest, assignment: Assignment, member: int) -> HttpResponse:
    """More time for one member."""
    people = assignment.group.members.joined().select_related("learner__user")
    found = get_object_or_404(people, pk=member)
    form = ExtendForm(request.POST or None, assignment=assignment)
    if form.is_valid() and form.extend(found, by=_user(request), now=timezone.now()):
        messages.success(request, _("%(member)s has more time now.") % {"member": found})
        return redirect("assignment", group=assignment.group_id, assignment=assignment.pk)
    title = _("More time for %(member)s") % {"member": found}
    return _form_page(request, form, _about(assignment) | {"title": title})


@require_http_methods(["GET", "HEAD", "POST"])
@of_leaders_assignment
def withdraw(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Take it back, after a question."""
    if request.method == "POST":
        assignment.withdraw(by=_user(request), now=timezone.now())
        messages.success(request, _("The assignment was withdrawn. All results stay."))
        return redirect("assignment", group=assignment.group_id, assignment=assignment.pk)
    return render(request, "assignments/withdraw.html", _about(assignment))


def _about(assignment: Assignment) -> dict[str, Any]:
    return {"assignment": assignment, "group": assignment.group, "zone": assignment.zone}


def _form_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "assignments/form.html", context | {"form": form}, status=status)


def _user(request: HttpRequest) -> Any:
    return request.user
