"""Groups: who learns together, who leads them. Leaders need no staff flag."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.codes import as_typed, new_code
from quizzes.models.errors import (
    GroupArchived,
    GroupFull,
    LastLeader,
    NameTaken,
    TooManyInvitations,
)
from quizzes.models.group.codes import JOIN_LENGTH
from quizzes.models.people import Learner, valid_time_zone
from quizzes.tables.rosters import one_line

if TYPE_CHECKING:
    from quizzes.models.group.members import Member
    from quizzes.models.people import User

MOST_MEMBERS = 5000
"""As many as a group may have, those who left included: a bound for whoever would flood it."""

MOST_INVITATIONS = 200
INVITATIONS_WINDOW = dt.timedelta(hours=1)
"""So many mails an hour for one group: what mail servers take for a list and not for a flood."""


class GroupQuerySet(models.QuerySet["Group"]):
    def led_by(self, user: User) -> GroupQuerySet:
        """Those whose results a person may see; `Group.is_led_by` says the same of one."""
        groups = self.filter(archived_at__isnull=True)
        return groups if user.is_superuser else groups.filter(leaders__user=user)

    def naming(self, user: User) -> GroupQuerySet:
        """Those that have a person among their leaders; a superuser may see others besides."""
        return self.led_by(user).filter(leaders__user=user)

    def not_naming(self, user: User) -> GroupQuerySet:
        """Those that a person may see without being one of their leaders."""
        return self.led_by(user).exclude(leaders__user=user)

    @transaction.atomic
    def make(self, *, name: str, time_zone: str, by: User) -> Group:
        """A new group, led by whoever makes it."""
        made = self.create(name=one_line(name), time_zone=time_zone)
        made.add_leader(by)
        return made

    def of_learner(self, learner: Learner) -> GroupQuerySet:
        """Those that a learner belongs to now."""
        return self.filter(
            archived_at__isnull=True, members__learner=learner, members__left_at__isnull=True
        )

    def with_counts(self) -> GroupQuerySet:
        """With `joined_count` and `present_count`."""
        present = Q(members__left_at__isnull=True)
        return self.annotate(
            present_count=Count("members", filter=present, distinct=True),
            joined_count=Count(
                "members", filter=present & Q(members__learner__isnull=False), distinct=True
            ),
        )

    def of_join_code(self, code: str) -> Group | None:
        """The group that is joined by a code, None where there is none."""
        return self.filter(archived_at__isnull=True, join_code=as_typed(code)).first()


class Group(models.Model):
    """People who learn together: a class, a department, a club."""

    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[valid_time_zone],
        help_text=_("In which its due dates are meant, such as Europe/Berlin; empty: the site's."),
    )
    join_code = models.CharField(
        _("code to join"),
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Empty: nobody joins by code."),
    )
    guests_join = models.BooleanField(
        _("join without an account"),
        default=False,
        help_text=_(
            "For a class in a room: a nickname is enough, and a personal code to come back."
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def is_led_by(self, user: User) -> bool:
        """Whether a person may see its results; `GroupQuerySet.led_by` says the same of many."""
        if self.archived_at is not None:
            return False
        return user.is_superuser or self.leaders.filter(user=user).exists()

    def lock(self) -> None:
        """Let nobody else change who belongs to it until the transaction ends. Raises GroupArchived."""
        fresh = Group.objects.select_for_update().get(pk=self.pk)
        if fresh.archived_at is not None:
            raise GroupArchived

    def refuse_name(self, name: str, *, but: Member | None = None) -> None:
        """Raise NameTaken where somebody present goes by the name."""
        if self.members.present().named(name) - {but and but.pk}:
            raise NameTaken

    @transaction.atomic
    def admit(self, learner: Learner, *, name: str, now: dt.datetime) -> Member:
        """Let a learner join under a name of their own choice; twice is once.

        Raises NameTaken, GroupFull or GroupArchived.
        """
        self.lock()
        there = self.members.filter(learner=learner).first()
        if there and there.left_at is None:
            return there
        self.refuse_name(name, but=there)
        if there:
            there.name = one_line(name)
            there.save(update_fields=["name"])
            there.come_back(now=now)
            return there
        return self._add(learner=learner, name=one_line(name), joined_at=now)

    @transaction.atomic
    def await_member(self, *, name: str, email: str, reference: str) -> Member:
        """Put somebody on the list who has not joined yet.

        Raises NameTaken, AddressTaken, GroupFull or GroupArchived.
        """
        self.lock()
        member = self._add()
        member.edit(name=name, email=email, reference=reference)
        return member

    def _add(self, **columns: object) -> Member:
        if self.members.count() >= MOST_MEMBERS:
            raise GroupFull
        return self.members.create(**columns)

    @transaction.atomic
    def ask_invitations(self, *, now: dt.datetime, only: Member | None = None) -> int:
        """Note who is to be invited by mail: all who may be, or one of them; how many.

        Raises TooManyInvitations where the group has used up its hour, or GroupArchived.
        """
        self.lock()
        people = self.members.invitable(now)
        people = people.filter(pk=only.pk) if only else people
        used = self.members.filter(invite_asked_at__gt=now - INVITATIONS_WINDOW).count()
        chosen = list(people.order_by("pk").values_list("pk", flat=True)[:MOST_INVITATIONS])
        allowed = chosen[: max(0, MOST_INVITATIONS - used)]
        if chosen and not allowed:
            raise TooManyInvitations
        return self.members.filter(pk__in=allowed).update(invite_asked_at=now)

    @transaction.atomic
    def open_door(self, *, guests: bool) -> None:
        """Let people join by a code, a new one: whoever knows an old one can't use it any more."""
        self.join_code, self.guests_join = new_code(JOIN_LENGTH), guests
        self.save(update_fields=["join_code", "guests_join"])

    @transaction.atomic
    def close_door(self) -> None:
        """Let nobody join by code; who is in stays."""
        self.join_code = None
        self.save(update_fields=["join_code"])

    @transaction.atomic
    def archive(self, *, now: dt.datetime) -> None:
        """Put the group away; nothing of it is lost. Doing it twice is harmless."""
        fresh = Group.objects.select_for_update().get(pk=self.pk)
        self.archived_at, self.join_code = fresh.archived_at or now, None
        self.save(update_fields=["archived_at", "join_code"])

    @transaction.atomic
    def bring_back(self) -> None:
        """Let a group that was put away go on; doing it twice is harmless."""
        self.archived_at = None
        self.save(update_fields=["archived_at"])

    def see_to_a_leader(self, user: User) -> None:
        """Let a person lead the group where nobody does."""
        if not self.leaders.exists():
            self.add_leader(user)

    def add_leader(self, user: User) -> None:
        """Let somebody lead the group, too; twice is once."""
        self.leaders.get_or_create(user=user)

    @transaction.atomic
    def remove_leader(self, leader: Leader) -> None:
        """Let somebody lead the group no more. Raises LastLeader."""
        self.lock()
        if not self.leaders.exclude(pk=leader.pk).exists():
            raise LastLeader
        leader.delete()


class Leader(models.Model):
    """Somebody who sees a group's results, and nobody else's."""

    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="leaders", verbose_name=_("group")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="led",
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")
        ordering = ["group_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="leader_once")]

    def __str__(self) -> str:
        return str(self.user)
