"""One person on a group's list, for whoever leads the group."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.forms.groups import MemberForm, NewMemberForm
from quizzes.mailing import inviting
from quizzes.models import AddressTaken, DomainError, Group, Member, NameTaken
from quizzes.views.groups.access import of_leader, of_leaders_member
from quizzes.views.groups.cards import card_of, remember_card


@require_http_methods(["GET", "HEAD", "POST"])
@of_leader
def add(request: HttpRequest, group: Group) -> HttpResponse:
    """Put one person on the list."""
    form = NewMemberForm(request.POST or None)
    if form.is_valid():
        try:
            member = group.await_member(**form.cleaned_data)
        except DomainError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": member})
            return redirect("group-add", group=group.pk)
    context = {"group": group, "form": form}
    return render(request, "groups/add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@of_leaders_member
def member(request: HttpRequest, member: Member) -> HttpResponse:
    """What the list says of one person, and what can be done."""
    form = MemberForm.of(member, request.POST or None)
    if form.is_valid():
        try:
            member.edit(**form.cleaned_data)
        except DomainError as refusal:
            member.refresh_from_db()
            _tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("group", group=member.group_id)
    member.invitation_state = member.invitation(timezone.now())
    context = {
        "group": member.group,
        "member": member,
        "form": form,
        "is_invitable": member.is_invitable(timezone.now()),
    }
    return render(request, "groups/member.html", context, status=422 if form.is_bound else 200)


@require_POST
@of_leaders_member
def remove(request: HttpRequest, member: Member) -> HttpResponse:
    """Let somebody belong to the group no more; nothing is deleted."""
    member.leave(now=timezone.now())
    messages.success(request, _("%(name)s is no longer in the group.") % {"name": member})
    return redirect("group", group=member.group_id)


@require_POST
@of_leaders_member
def bring_back(request: HttpRequest, member: Member) -> HttpResponse:
    """Let somebody who left belong to the group again."""
    try:
        member.come_back(now=timezone.now())
        messages.success(request, _("%(name)s is in the group again.") % {"name": member})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("group-member", group=member.group_id, member=member.pk)


@require_POST
@of_leaders_member
def new_code(request: HttpRequest, member: Member) -> HttpResponse:
    """A new personal code for a guest who lost the card."""
    if not member.may_have_return_code:
        messages.error(request, _("Only who joined without an account comes back by a code."))
        return redirect("group-member", group=member.group_id, member=member.pk)
    response = redirect("group-card", group=member.group_id, member=member.pk)
    remember_card(response, member, member.new_return_code())
    return response


@require_POST
@of_leaders_member
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    """Invite one person by mail, or once more."""
    try:
        by = request.user
        if inviting.invite(member.group, by=by, now=timezone.now(), only=member):  # type: ignore[arg-type]
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": member.email})  # fmt: skip
        else:
            messages.warning(request, _("Nobody is invited twice on one day. Try again tomorrow."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("group-member", group=member.group_id, member=member.pk)


@require_safe
@of_leaders_member
def card(request: HttpRequest, member: Member) -> HttpResponse:
    """The card with the code that was just made."""
    code = card_of(request, member)
    if code is None:
        return redirect("group-member", group=member.group_id, member=member.pk)
    context = {"group": member.group, "member": member, "code": code}
    return render(request, "groups/card_for.html", context)


def _tell(form: MemberForm, refusal: DomainError) -> None:
    field = {NameTaken: "name", AddressTaken: None}.get(type(refusal))
    form.add_error(field, str(refusal))
