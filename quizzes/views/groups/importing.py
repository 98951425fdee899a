"""Bringing a list into a group: what would happen is shown before anything is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.forms.rosters import RosterForm
from quizzes.membership import Plan, apply_import, plan_import
from quizzes.models import ChangedMeanwhile, Group
from quizzes.views.groups.access import of_leader

MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@of_leader
def import_members(request: HttpRequest, group: Group) -> HttpResponse:
    """Paste or upload a list; look at what it would do; do it."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "groups/import.html", {"group": group, "form": form}, status=status)
    roster, is_whole = form.cleaned_data["roster"], form.cleaned_data["is_whole"]
    if not (seen := request.POST.get("seen")):
        return _show(request, group, form, plan_import(group, roster, is_whole=is_whole))
    try:
        plan = apply_import(group, roster, is_whole=is_whole, seen=seen, now=timezone.now())
    except ChangedMeanwhile as refusal:
        plan = plan_import(group, roster, is_whole=is_whole)
        return _show(request, group, form, plan, refusal=str(refusal), status=409)
    messages.success(request, _told(plan))
    return redirect("group", group=group.pk)


def _show(
    request: HttpRequest,
    group: Group,
    form: RosterForm,
    plan: Plan,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    faults = [(fault.number, _(fault.why.template) % fault.why.params) for fault in plan.faults]
    context: dict[str, Any] = {
        "group": group,
        "plan": plan,
        "faults": faults[:MOST_SHOWN],
        "text": form.cleaned_data["text"],
        "again": RosterForm(initial=form.cleaned_data),
        "is_whole": form.cleaned_data["is_whole"],
        "columns": form.columns,
        "most": MOST_SHOWN,
        "slice": f":{MOST_SHOWN}",
        "refusal": refusal,
    }
    return render(request, "groups/import_plan.html", context, status=422 if faults else status)


def _told(plan: Plan) -> str:
    return _(
        "Imported: %(joiners)d new, %(returning)d back, %(changed)d changed, %(leavers)d left."
    ) % {
        "joiners": len(plan.joiners),
        "returning": len(plan.returning),
        "changed": len(plan.changed),
        "leavers": len(plan.leavers),
    }
