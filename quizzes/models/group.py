"""Groups: who learns together, who leads them. Leaders need no staff flag."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from quizzes.models.people import Learner, digest, valid_time_zone

if TYPE_CHECKING:
    from quizzes.models.people import User

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code read aloud can't confuse: no 0 and O, no 1, I and L."""


def new_code(length: int = 8) -> str:
    """A code that can be read from a wall and typed on a phone; 31 letters, so 8 of them hold 39 bits."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(length))


class GroupQuerySet(models.QuerySet["Group"]):
    def led_by(self, user: User) -> GroupQuerySet:
        """Those whose results a person may see; `Group.is_led_by` says the same of one."""
        groups = self.filter(archived_at__isnull=True)
        return groups if user.is_superuser else groups.filter(leaders__user=user)

    def of_learner(self, learner: Learner) -> GroupQuerySet:
        """Those that a learner belongs to now."""
        return self.filter(
            archived_at__isnull=True, members__learner=learner, members__left_at__isnull=True
        )


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


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> MemberQuerySet:
        """Those who have not left, whether they joined already or are only invited."""
        return self.filter(left_at__isnull=True)

    def joined(self) -> MemberQuerySet:
        """Those of the present whose learner is known."""
        return self.present().filter(learner__isnull=False)

    def of_return_code(self, code: str) -> Member | None:
        """Who comes back with a personal code, None where nobody has it."""
        return self.joined().filter(return_digest=digest(code.strip().upper())).first()


class Member(models.Model):
    """A person's place in a group: invited, joined, perhaps left. The leader's name for them."""

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
            models.CheckConstraint(
                condition=Q(learner__isnull=True) | Q(joined_at__isnull=False),
                name="member_joined_when_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.reference or str(self.learner)
