"""Coming into a group: by its code, by an invitation, or back again by a personal code."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes import membership
from quizzes.forms.groups import CodeForm, JoinForm, ReturnForm
from quizzes.models import (
    DomainError,
    Group,
    Learner,
    Member,
    NameTaken,
    TooManyGuesses,
    UnknownCode,
    User,
)
from quizzes.models.group import INVITE_LENGTH, RETURN_LENGTH, as_typed
from quizzes.views.groups.belonging import places_of
from quizzes.views.groups.cards import remember_card
from quizzes.views.person import learner_of, learner_or_new, next_of, remember_guest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Type a code from a wall or out of an invitation."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("join-code", code=form.cleaned_data["code"])
    return render(request, "groups/join.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_code(request: HttpRequest, code: str) -> HttpResponse:
    """What a code opens: the way into a group, or an invitation; asking for it records nothing."""
    typed = as_typed(code)
    if len(typed) == RETURN_LENGTH:
        messages.info(request, _("That is a personal code: it belongs here."))
        return redirect("join-return")
    try:
        if len(typed) == INVITE_LENGTH:
            invited = membership.invited_by_code(typed, asker(request), now=timezone.now())
            return _invitation(request, invited, typed)
        group = membership.group_by_code(typed, asker(request), now=timezone.now())
        return _way_in(request, group, typed)
    except (UnknownCode, TooManyGuesses) as refusal:
        return _refused(request, CodeForm({"code": code}), "code", refusal, "groups/join.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_return(request: HttpRequest) -> HttpResponse:
    """Come back with a personal code; the browser that was this person before is so no longer."""
    form = ReturnForm(request.POST or None)
    if isinstance(request.user, User) or not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "next": next_of(request, "groups")}
        return render(request, "groups/return.html", context, status=status)
    try:
        member = membership.returning_by_code(
            form.cleaned_data["code"], asker(request), now=timezone.now()
        )
    except (UnknownCode, TooManyGuesses) as refusal:
        return _refused(request, form, "code", refusal, "groups/return.html")
    response = redirect(next_of(request, "groups"))
    remember_guest(response, member.learner.new_guest_key())  # type: ignore[union-attr]
    messages.success(request, _("Welcome back, %(name)s.") % {"name": member})
    return response


def asker(request: HttpRequest) -> membership.Asker:
    """Who types a code: the account, or else the address as django-axes sees it."""
    account = request.user.pk if request.user.is_authenticated else None
    return membership.Asker(str(get_client_ip_address(request) or ""), account)


def _way_in(request: HttpRequest, group: Group, code: str) -> HttpResponse:
    context = _about(request, group, code)
    if not context["may_join"]:
        return render(request, "groups/way_in.html", context)
    initial = {} if context["is_guest"] else {"name": _name_of(request.user)}
    form = JoinForm(request.POST or None, places=context["places"], initial=initial)
    here = next((place for place in context["known"] if place.group_id == group.pk), None)
    if here and "as" not in request.GET:
        return render(request, "groups/way_in.html", context | {"here": here})
    if form.is_valid():
        try:
            return _joined(request, group, form)
        except NameTaken as refusal:
            form.add_error("name", str(refusal))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.is_bound else 200
    return render(request, "groups/way_in.html", context | {"form": form}, status=status)


def _joined(request: HttpRequest, group: Group, form: JoinForm) -> HttpResponse:
    with transaction.atomic():  # a guest is made only where somebody joins
        learner, key = _whoever(request, is_new=form.is_somebody_else)
        member, code = membership.join_group(
            group,
            learner,
            name=form.cleaned_data["name"],
            asker=asker(request),
            now=timezone.now(),
        )
    response = redirect("my-card" if code else "groups")
    remember_guest(response, key)
    if code:
        remember_card(response, member, code)
    messages.success(request, _("You are in the group “%(group)s”.") % {"group": group})
    return response


def _invitation(request: HttpRequest, invited: Member, code: str) -> HttpResponse:
    context = _about(request, invited.group, code) | {"invited": invited}
    if request.method != "POST" or not context["may_join"]:
        return render(request, "groups/invitation.html", context)
    try:
        with transaction.atomic():
            learner, key = _whoever(request, is_new=request.POST.get("person") == "new")
            member = invited.accept(learner, now=timezone.now())
            personal = member.new_return_code() if member.may_have_return_code else None
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("groups")
    response = redirect("my-card" if personal else "groups")
    remember_guest(response, key)
    if personal:
        remember_card(response, member, personal)
    messages.success(request, _("You are in the group “%(group)s”.") % {"group": invited.group})
    return response


def _about(request: HttpRequest, group: Group, code: str) -> dict[str, Any]:
    is_guest = not isinstance(request.user, User)
    learner = learner_of(request)
    known = list(places_of(learner)) if learner else []
    return {
        "group": group,
        "code": code,
        "leaders": group.leaders.select_related("user"),
        "is_guest": is_guest,
        "may_join": group.guests_join or not is_guest,
        "known": known,
        "places": known if is_guest else [],
    }


def _whoever(request: HttpRequest, *, is_new: bool) -> tuple[Learner, str | None]:
    return Learner.objects.new_guest() if is_new else learner_or_new(request)


def _name_of(user: Any) -> str:
    return str(user.get_full_name() or user.get_username())


def _refused(
    request: HttpRequest, form: Any, field: str, refusal: DomainError, template: str
) -> HttpResponse:
    form.is_valid()
    form.add_error(field, str(refusal))
    status = 429 if isinstance(refusal, TooManyGuesses) else 404
    return render(request, template, {"form": form, "next": next_of(request, "")}, status=status)
