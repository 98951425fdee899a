"""Who may see an assignment and its results: the leaders of its group; for all others there is none."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from quizzes.models import Assignment, Group
from quizzes.views.groups.access import of_leader


def of_leaders_assignment(view: Any) -> Any:
    """Hand a view one assignment of the group that the person leads; 404 for everybody else."""

    @wraps(view)
    def inner(request: HttpRequest, group: Group, assignment: int, **kwargs: Any) -> HttpResponse:
        found: Assignment = get_object_or_404(
            group.assignments.select_related("quiz"), pk=assignment
        )
        found.group = group
        return view(request, found, **kwargs)  # type: ignore[no-any-return]

    return of_leader(inner)
