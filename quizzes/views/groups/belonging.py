"""A learner's own groups: which they are, what leaders see, leaving one, a new card."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.models import Group, Learner, User
from quizzes.views.groups.access import may_make_groups
from quizzes.views.groups.cards import card_of, remember_card
from quizzes.views.person import learner_of
from quizzes.views.taking import of_learner

PER_PAGE = 20


@require_safe
@never_cache
def groups(request: HttpRequest) -> HttpResponse:
    """The groups that one leads, those that one belongs to, and the way into another."""
    learner = learner_of(request)
    context = {
        **_led_groups(request),
        "places": list(places_of(learner)[:PER_PAGE]) if learner else [],
    }
    return render(request, "groups/groups.html", context)


def _led_groups(request: HttpRequest) -> dict[str, Any]:
    """The groups that one leads, those that one sees as a superuser, and whether one makes more."""
    led = others = Group.objects.none()
    user = request.user
    if isinstance(user, User):
        led = Group.objects.naming(user)
        others = Group.objects.not_naming(user) if user.is_superuser else others
    pages = {"page": led, "others": others}
    return {"may_make": isinstance(user, User) and may_make_groups(user)} | {
        name: Paginator(found.with_counts().order_by("name", "pk"), PER_PAGE).get_page(
            request.GET.get(name)
        )
        for name, found in pages.items()
    }


@require_http_methods(["GET", "HEAD", "POST"])
@of_learner
def leave(request: HttpRequest, learner: Learner, group: int) -> HttpResponse:
    """Leave a group, after a question."""
    place = get_object_or_404(places_of(learner), group=group)
    if request.method == "POST":
        place.leave(now=timezone.now())
        messages.success(request, _("You left the group “%(name)s”.") % {"name": place.group})
        return redirect("groups")
    return render(request, "groups/leave.html", {"place": place, "group": place.group})


@require_POST
@of_learner
def my_new_card(request: HttpRequest, learner: Learner, group: int) -> HttpResponse:
    """A new personal code, for a guest who lost the card and still has the browser."""
    place = get_object_or_404(places_of(learner), group=group)
    if not place.may_have_return_code:
        return redirect("groups")
    response = redirect("my-card")
    remember_card(response, place, place.new_return_code())
    return response


@require_safe
@of_learner
def my_card(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The card with one's personal code, shortly after it was made."""
    for place in places_of(learner)[:PER_PAGE]:
        if code := card_of(request, place):
            context = {"place": place, "member": place, "group": place.group, "code": code}
            return render(request, "groups/card.html", context)
    return redirect("groups")


def places_of(learner: Learner) -> Any:
    """The learner's places in groups that go on."""
    there = learner.memberships.present().filter(group__archived_at__isnull=True)
    people = there.select_related("group", "learner").prefetch_related("group__leaders__user")
    return people.order_by("group__name", "pk")
