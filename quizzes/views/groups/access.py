"""Who may see a group's pages: its leaders; for all others there is no such page."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from quizzes.models import Group, Member, User


def may_make_groups(user: User) -> bool:
    """Whether a person may make groups, in the admin and on the site's pages alike."""
    return (user.is_staff or user.is_superuser) and user.has_perm("quizzes.add_group")


def of_leader(view: Any) -> Any:
    """Hand a view the group that the person leads; 404 for everybody else."""

    @wraps(view)
    @never_cache
    def inner(request: HttpRequest, group: int, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            raise Http404
        found = get_object_or_404(Group.objects.led_by(request.user), pk=group)
        return view(request, found, **kwargs)  # type: ignore[no-any-return]

    return inner


def of_leaders_member(view: Any) -> Any:
    """Hand a view one member of the group that the person leads; 404 for everybody else."""

    @wraps(view)
    def inner(request: HttpRequest, group: Group, member: int, **kwargs: Any) -> HttpResponse:
        people = group.members.select_related("learner__user")
        found: Member = get_object_or_404(people, pk=member)
        found.group = group
        return view(request, found, **kwargs)  # type: ignore[no-any-return]

    return of_leader(inner)
