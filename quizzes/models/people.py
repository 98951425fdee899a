"""Who uses the site: accounts, and learners (an account or a guest with a random key)."""

from __future__ import annotations

import hashlib
import secrets
import zoneinfo
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.auth.models import Group as AuthGroup
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def valid_time_zone(name: str) -> None:
    """Refuse what the zone database does not know, with an example of what it does."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("There is no time zone “%(name)s”; write one such as Europe/Berlin."),
            params={"name": name},
        )


class PeopleManager(UserManager["User"]):
    """Finds a name however it is written: Anna and anna are one person."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)

    def of_confirmed_address(self, address: str) -> models.QuerySet[User]:
        """The accounts whose owners proved that they read mail at this address."""
        return self.filter(email__iexact=address, confirmed_email__iexact=address).exclude(email="")


class User(AbstractUser):
    """An account."""

    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[valid_time_zone],
        help_text=_("Such as Europe/Berlin; empty: the site's."),
    )
    # An address and not a tick: another address, however it came, is not confirmed.
    confirmed_email = models.EmailField(
        _("confirmed e-mail address"), blank=True, default="", db_default="", editable=False
    )

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_once",
                violation_error_message=_("That name is taken; choose another."),
            )
        ]

    @property
    def has_confirmed_address(self) -> bool:
        """Whether it was proved that the account's owner reads mail at its address of now."""
        return bool(self.email) and self.email.casefold() == self.confirmed_email.casefold()

    def confirm_address(self) -> bool:
        """Whoever holds the account reads mail at its address; False where that changed meanwhile."""
        same = User.objects.filter(pk=self.pk, email=self.email).exclude(email="")
        done = bool(same.update(confirmed_email=self.email))
        self.confirmed_email = self.email if done else self.confirmed_email
        return done


class PermissionGroup(AuthGroup):
    """Django's group of permissions, under a name that nobody takes for a group of learners."""

    class Meta:
        proxy = True
        verbose_name = _("permission group")
        verbose_name_plural = _("permission groups")


class LearnerQuerySet(models.QuerySet["Learner"]):
    def of_user(self, user: User) -> Learner:
        """The account's learner, made when it is first needed."""
        return self.get_or_create(user=user)[0]

    def of_guest_key(self, key: str) -> Learner | None:
        """The guest who holds the key, or None."""
        return self.filter(guest_digest=digest(key)).first()

    def lock(self, *learners: Learner) -> list[Learner]:
        """Let nobody else begin an attempt of these or hand one over, until the transaction ends.

        One who was merged into an account meanwhile is missing from what is returned.
        """
        keys = [learner.pk for learner in learners]
        return list(self.select_for_update().filter(pk__in=keys).order_by("pk"))

    def new_guest(self) -> tuple[Learner, str]:
        """A new guest and the key that only the guest's browser keeps."""
        key = secrets.token_urlsafe(24)
        return self.create(guest_digest=digest(key)), key


class Learner(models.Model):
    """Whoever answers. Erasing a person empties both columns and leaves the responses nameless."""

    user = models.OneToOneField(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="learner",
        verbose_name=_("account"),
    )
    guest_digest = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    extra_time_percent = models.PositiveSmallIntegerField(
        _("extra time"),
        default=0,
        help_text=_("Percent that is added to every time limit for this person."),
    )
    assignment_mail = models.BooleanField(
        _("mail about assignments"),
        default=True,
        help_text=_("Whether this person is written to about what is assigned."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(guest_digest__isnull=True),
                name="learner_account_or_guest",
            ),
            models.CheckConstraint(
                condition=models.Q(extra_time_percent__lte=400), name="learner_extra_time_bounded"
            ),
        ]

    def __str__(self) -> str:
        if self.user_id:
            return str(self.user)
        return (
            str(_("Guest %(id)s")) % {"id": self.pk}
            if self.guest_digest
            else str(_("Erased person %(id)s")) % {"id": self.pk}
        )

    def new_guest_key(self) -> str:
        """Another key for a guest who comes back elsewhere; the browser with the old one is nobody then."""
        key = secrets.token_urlsafe(24)
        self.guest_digest = digest(key)
        self.save(update_fields=["guest_digest"])
        return key


def digest(key: str) -> str:
    """What the database keeps of a guest's key, so that a copy of it opens nobody's attempts."""
    return hashlib.sha256(key.encode()).hexdigest()
