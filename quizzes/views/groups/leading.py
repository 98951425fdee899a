"""A group's pages for whoever leads it: who is in, how people come in, leaders, settings."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.drawings.qr import drawn
from quizzes.forms.groups import DoorForm, GroupForm, LeaderForm
from quizzes.mailing import inviting
from quizzes.models import DomainError, Group
from quizzes.models.group import shown
from quizzes.views.groups.access import of_leader

PER_PAGE = 50
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
NEW_CODE = gettext_lazy("There is a new code; the one before is no longer valid.")
FIRST_CODE = gettext_lazy("People can join with the code below now.")
SHOWN = {"": "present", "awaited": "awaited", "left": "left"}


@require_safe
@of_leader
def group(request: HttpRequest, group: Group) -> HttpResponse:
    """Who is in the group, or is awaited, or left; with a search."""
    words, which = request.GET.get("q", "")[:100], request.GET.get("show", "")
    people = getattr(group.members, SHOWN.get(which, "present"))().search(words)
    page = Paginator(people.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    for member in page:
        member.invitation_state = member.invitation(timezone.now())
    context = {
        "group": group,
        "page": page,
        "q": words,
        "show": which,
        "counts": group.members.counts(),
        "filters": urlencode({"q": words, "show": which}) + "&",
    }
    return render(request, "groups/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_leader
def door(request: HttpRequest, group: Group) -> HttpResponse:
    """The code by which people join: make one, a new one, none."""
    form = DoorForm(
        request.POST if "guests" in request.POST else None,
        initial={"guests": "yes" if group.guests_join else "no"},
    )
    if request.POST.get("act") == "close":
        group.close_door()
        messages.success(request, _("Nobody joins by code now. Who is in stays in."))
        return redirect("group-door", group=group.pk)
    if form.is_valid():
        replaces = bool(group.join_code)
        group.open_door(guests=form.cleaned_data["guests"])
        messages.success(request, NEW_CODE if replaces else FIRST_CODE)
        return redirect("group-door", group=group.pk)
    context = _joining(request, group) | {
        "form": form,
        "invitable_count": group.members.invitable(timezone.now()).count(),
    }
    return render(request, "groups/door.html", context, status=422 if form.is_bound else 200)


@require_safe
@of_leader
def poster(request: HttpRequest, group: Group) -> HttpResponse:
    """Address, code and QR code, for the wall or the projector."""
    if not group.join_code:
        return redirect("group-door", group=group.pk)
    return render(request, "groups/poster.html", _joining(request, group))


@require_POST
@of_leader
def invite(request: HttpRequest, group: Group) -> HttpResponse:
    """Invite by mail whoever is on the list and has not joined."""
    try:
        count = inviting.invite(group, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        told = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count)  # fmt: skip
        messages.success(request, told % {"count": count})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("group-door", group=group.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_leader
def group_settings(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's name and its time zone."""
    form = GroupForm(request.POST or None, instance=Group.objects.get(pk=group.pk))
    if form.is_valid():
        form.save()
        messages.success(request, _("The group's settings were saved."))
        return redirect("group-settings", group=group.pk)
    context = {
        "group": group,
        "form": form,
        "site_zone": settings.TIME_ZONE,
        "leaders": group.leaders.select_related("user"),
    }
    return render(request, "groups/settings.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@of_leader
def leaders(request: HttpRequest, group: Group) -> HttpResponse:
    """Who leads the group, and another one to do so."""
    form = LeaderForm(request.POST or None)
    if form.is_valid():
        group.add_leader(form.cleaned_data["account"])
        messages.success(
            request, _("%(name)s leads this group now.") % {"name": form.cleaned_data["account"]}
        )
        return redirect("group-leaders", group=group.pk)
    context = {"group": group, "form": form, "leaders": group.leaders.select_related("user")}
    return render(request, "groups/leaders.html", context, status=422 if form.is_bound else 200)


@require_POST
@of_leader
def remove_leader(request: HttpRequest, group: Group, leader: int) -> HttpResponse:
    """Let somebody lead the group no more."""
    found = get_object_or_404(group.leaders.select_related("user"), pk=leader)
    try:
        group.remove_leader(found)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    is_still_mine = group.is_led_by(request.user)  # type: ignore[arg-type]
    return redirect("group-leaders", group=group.pk) if is_still_mine else redirect("groups")


@require_http_methods(["GET", "HEAD", "POST"])
@of_leader
def archive(request: HttpRequest, group: Group) -> HttpResponse:
    """Put the group away, after a question."""
    if request.method == "POST":
        group.archive(now=timezone.now())
        messages.success(request, _("The group “%(name)s” was put away.") % {"name": group.name})
        return redirect("groups")
    return render(request, "groups/archive.html", {"group": group})


def _joining(request: HttpRequest, group: Group) -> dict[str, object]:
    if not group.join_code:
        return {"group": group}
    is_local = urlsplit(settings.SITE_URL).hostname in LOOPBACK
    site = request.build_absolute_uri("/").rstrip("/") if is_local else settings.SITE_URL
    address = site + reverse("join-code", args=[group.join_code])
    return {
        "group": group,
        "code": shown(group.join_code),
        "address": address,
        "door": site + reverse("join"),
        "qr": drawn(address),
        "is_only_here": is_local and request.get_host().split(":")[0] in LOOPBACK,
    }
