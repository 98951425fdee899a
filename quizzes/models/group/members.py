"""Members: a person's place in a group."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, models, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from quizzes.models.codes import new_code
from quizzes.models.errors import AddressTaken, AlreadyMember, NameTaken
from quizzes.models.group.codes import INVITE_LENGTH, RETURN_LENGTH, code_digest
from quizzes.models.group.groups import Group
from quizzes.models.people import Learner
from quizzes.tables.rosters import folded, one_line

INVITATION_LASTS = dt.timedelta(days=30)
INVITE_AGAIN_AFTER = dt.timedelta(days=1)
"""Nobody gets two invitations to a group on one day, however often a button is pressed."""

SENDING_TAKES = dt.timedelta(minutes=10)
"""An invitation that was asked for and is not sent after this was not sent at all."""


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> MemberQuerySet:
        """Those who have not left, whether they joined already or are only invited."""
        return self.filter(left_at__isnull=True)

    def left(self) -> MemberQuerySet:
        return self.filter(left_at__isnull=False)

    def joined(self) -> MemberQuerySet:
        """Those of the present whose learner is known."""
        return self.present().filter(learner__isnull=False)

    def awaited(self) -> MemberQuerySet:
        """Those of the present who have not joined yet."""
        return self.present().filter(learner__isnull=True)

    def invitable(self, now: dt.datetime) -> MemberQuerySet:
        """Whom an invitation may be sent to now; `Member.is_invitable` says it of one."""
        rested = Q(invited_at__isnull=True) | Q(invited_at__lte=now - INVITE_AGAIN_AFTER)
        asked = Q(invite_asked_at__isnull=True) | Q(invite_asked_at__lte=now - SENDING_TAKES)
        return self.awaited().exclude(email="").filter(rested & asked)

    def to_send(self, now: dt.datetime) -> MemberQuerySet:
        """Whose invitation was asked for and is not sent yet."""
        unsent = Q(invited_at__isnull=True) | Q(invited_at__lt=F("invite_asked_at"))
        return self.awaited().filter(unsent, invite_asked_at__gt=now - SENDING_TAKES)

    def counts(self) -> dict[str, int]:
        """How many are present, awaited among them, and left."""
        awaited = Q(left_at__isnull=True, learner__isnull=True)
        return self.aggregate(
            present=Count("pk", filter=Q(left_at__isnull=True)),
            awaited=Count("pk", filter=awaited),
            left=Count("pk", filter=Q(left_at__isnull=False)),
        )

    def search(self, words: str) -> MemberQuerySet:
        """Those in whose name, address or reference every word stands."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(name__icontains=word) | Q(email__icontains=word) | Q(reference__icontains=word)
            )
        return found

    def of_return_code(self, code: str) -> Member | None:
        """Who comes back with a personal code, None where nobody has it.

        Only a guest does: whoever has an account since signs in with it.
        """
        guests = self.joined().filter(learner__user__isnull=True, group__archived_at__isnull=True)
        return (
            guests.select_related("group", "learner")
            .filter(return_digest=code_digest(code))
            .first()
        )

    def of_invite_code(self, code: str, *, now: dt.datetime) -> Member | None:
        """Who was invited with a code that still counts, None where nobody was."""
        invited = self.awaited().filter(
            invited_at__gt=now - INVITATION_LASTS, group__archived_at__isnull=True
        )
        return invited.select_related("group").filter(invite_digest=code_digest(code)).first()

    def named(self, name: str) -> set[int]:
        """The ids of those who have this name or one that people would take for it."""
        # In Python: SQLite folds ASCII letters alone.
        wanted = folded(name)
        return {pk for pk, other in self.values_list("pk", "name") if folded(other) == wanted}

    @transaction.atomic
    def hand_over(self, guest: Learner, own: Learner) -> None:
        """Give a guest's places to the learner of an account that the guest made or signed in to.

        Where the account has a place in the group already, the two become one.
        """
        for place in self.filter(learner=guest).select_for_update():
            there = self.filter(learner=own, group=place.group_id).first()
            if there:
                there.absorb(place)
            else:
                place.learner, place.return_digest = own, None
                place.save(update_fields=["learner", "return_digest"])


class Member(models.Model):
    """A person's place in a group: awaited, joined, perhaps left. The leader's name for them.

    `joined_at` is when they joined the last time. Whoever leaves stays as a row with `left_at`,
    so that what a group did can still be told; joining again empties it. Who has neither address
    nor reference is told apart by the name alone.
    """

    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="members", verbose_name=_("group")
    )
    learner = models.ForeignKey(
        Learner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("learner"),
        help_text=_("Empty: invited, not joined yet."),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    reference = models.CharField(
        _("reference"),
        max_length=60,
        blank=True,
        help_text=_("What your own lists call the person: a number of staff or pupil."),
    )
    invite_digest = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    return_digest = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    invite_asked_at = models.DateTimeField(
        _("invitation asked for at"), null=True, blank=True, editable=False
    )
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    joined_at = models.DateTimeField(_("joined at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "learner"],
                condition=Q(learner__isnull=False),
                name="member_learner_once",
            ),
            models.UniqueConstraint(
                "group",
                Lower("email"),
                condition=~Q(email=""),
                name="member_email_once",
                violation_error_message=_("This address is in the group already."),
            ),
            models.UniqueConstraint(
                fields=["group", "reference"],
                condition=~Q(reference=""),
                name="member_reference_once",
                violation_error_message=_("This reference is in the group already."),
            ),
            models.UniqueConstraint(
                "group",
                Lower("name"),
                condition=Q(email="", reference="", left_at__isnull=True) & ~Q(name=""),
                name="member_nickname_once",
                violation_error_message=_("This name is in the group already."),
            ),
            models.CheckConstraint(
                condition=Q(learner__isnull=True) | Q(joined_at__isnull=False),
                name="member_joined_when_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.reference or str(self.learner)

    @property
    def is_told_by_name(self) -> bool:
        """Whether only the name tells this member from the others."""
        return not self.email and not self.reference

    def is_invitable(self, now: dt.datetime) -> bool:
        """Whether an invitation may be sent now; `MemberQuerySet.invitable` says it of many."""
        if self.left_at or self.learner_id or not self.email:
            return False
        rested = self.invited_at is None or self.invited_at <= now - INVITE_AGAIN_AFTER
        asked = self.invite_asked_at
        return rested and (asked is None or asked <= now - SENDING_TAKES)

    @transaction.atomic
    def edit(self, *, name: str, email: str, reference: str) -> None:
        """Let the leader's list say this of the person.

        Raises NameTaken or AddressTaken where somebody else of the group is listed so.
        """
        self.group.lock()
        self.name, self.email, self.reference = one_line(name), email.strip(), one_line(reference)
        if self.is_told_by_name and not self.left_at:
            self.group.refuse_name(self.name, but=self)
        self._save("name", "email", "reference")

    @transaction.atomic
    def rename(self, name: str) -> None:
        """Give the member another name. Raises NameTaken."""
        self.edit(name=name, email=self.email, reference=self.reference)

    @transaction.atomic
    def leave(self, *, now: dt.datetime) -> None:
        """Belong to the group no more; doing it twice is harmless. Codes of theirs end with it."""
        place = Member.objects.select_for_update().get(pk=self.pk)
        self.left_at = place.left_at or now
        self.invite_digest = self.return_digest = None
        self._save("left_at", "invite_digest", "return_digest")

    @transaction.atomic
    def come_back(self, *, now: dt.datetime) -> None:
        """Belong to the group again. Raises NameTaken where somebody goes by the name meanwhile."""
        self.group.lock()
        if self.is_told_by_name:
            self.group.refuse_name(self.name, but=self)
        self.left_at = None
        self.joined_at = now if self.learner_id else None
        self._save("left_at", "joined_at")

    @property
    def may_have_return_code(self) -> bool:
        """Whether the person comes back by a personal code: a guest who is in the group."""
        return bool(self.learner and self.learner.user_id is None and self.left_at is None)

    def has_return_code(self, code: str) -> bool:
        """Whether this is the person's code; `MemberQuerySet.of_return_code` finds who has it."""
        return self.return_digest is not None and self.return_digest == code_digest(code)

    @transaction.atomic
    def new_return_code(self) -> str:
        """A personal code to come back with, told once; the one before counts no more."""
        code = new_code(RETURN_LENGTH)
        self.return_digest = code_digest(code)
        self._save("return_digest")
        return code

    @transaction.atomic
    def new_invite_code(self, *, now: dt.datetime) -> str | None:
        """A code for one invitation; None where it was sent, joined or called off meanwhile."""
        code = new_code(INVITE_LENGTH)
        sent = Member.objects.to_send(now).filter(pk=self.pk)
        if not sent.update(invite_digest=code_digest(code), invited_at=now):
            return None
        self.refresh_from_db()
        return code

    def invitation(self, now: dt.datetime) -> str:
        """Where the invitation by mail stands: "", "waiting" for the worker, "failed" or "sent"."""
        asked, sent = self.invite_asked_at, self.invited_at
        if asked is None or (sent and sent >= asked):
            return "sent" if sent else ""
        return "waiting" if asked > now - SENDING_TAKES else "failed"

    def invitation_failed(
        self, digest: str | None, invited_at: dt.datetime | None, *, now: dt.datetime
    ) -> None:
        """Note that the mail could not be sent: what counted before counts again."""
        Member.objects.filter(pk=self.pk).update(
            invite_digest=digest, invited_at=invited_at, invite_asked_at=now - SENDING_TAKES
        )

    @transaction.atomic
    def accept(self, learner: Learner, *, now: dt.datetime) -> Member:
        """Let an awaited member be this learner; the place that the learner has then.

        Raises AlreadyMember where somebody else accepted meanwhile.
        """
        place = Member.objects.select_for_update().get(pk=self.pk)
        if place.learner_id not in {None, learner.pk} or place.left_at:
            raise AlreadyMember
        there = Member.objects.filter(group=self.group_id, learner=learner).exclude(pk=self.pk)
        if mine := there.first():
            mine.absorb(place)
            mine.left_at, mine.joined_at = None, now if mine.left_at else mine.joined_at
            mine._save("left_at", "joined_at")
            return mine
        place.learner, place.joined_at, place.invite_digest = learner, now, None
        place._save("learner", "joined_at", "invite_digest")
        return place

    @transaction.atomic
    def absorb(self, other: Member) -> None:
        """Take over what another place of the same person says, where this one says nothing."""
        told = {name: getattr(other, name) for name in ("name", "email", "reference")}
        own = set(self.extensions.values_list("assignment_id", flat=True))
        other.extensions.exclude(assignment__in=own).update(member=self)
        other.delete()
        for name, text in told.items():
            if not getattr(self, name):
                setattr(self, name, text)
        if other.left_at is None and self.left_at is not None:
            self.left_at = None
        self._save(*told, "left_at")

    def _save(self, *names: str) -> None:
        """Save these columns. Raises NameTaken or AddressTaken for what the database refuses."""
        try:
            with transaction.atomic():
                self.save(update_fields=names)
        except IntegrityError as error:
            raise _taken(error) from error


def _taken(error: IntegrityError) -> NameTaken | AddressTaken:
    """Which of a person's marks somebody else of the group has already."""
    return NameTaken() if "member_nickname_once" in str(error) else AddressTaken()
