"""For whom a quiz is: everybody, whoever has the link, members of groups, or those who were asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.group import Group

if TYPE_CHECKING:
    from quizzes.models.people import Learner


class Audience(models.TextChoices):
    PUBLIC = "public", _("everybody; it is listed on the home page")
    LINK = "link", _("whoever has its address; it is listed nowhere")
    GROUPS = "groups", _("members of the groups chosen below")
    ASSIGNED = "assigned", _("only those to whom it is assigned")


SHORTLY = {
    Audience.PUBLIC: _("everybody"),
    Audience.LINK: _("with the address"),
    Audience.GROUPS: _("some groups"),
    Audience.ASSIGNED: _("when assigned"),
}
"""The audiences in a word or two, for lists and filters."""

FOR_EVERYBODY = (Audience.PUBLIC, Audience.LINK)
LISTED = (Audience.PUBLIC, Audience.GROUPS)
"""Those that are offered to whoever may take them; assigned ones stand with their due dates."""


class ReachableQuerySet(models.QuerySet[Any]):
    """What a learner may come to. None is somebody who has not answered anything yet."""

    def open(self, now: dt.datetime) -> Self:
        """Those that are not closed to all at this moment; `Quiz.is_open` says the same of one."""
        return self.visible().filter(
            Q(opens_at__isnull=True) | Q(opens_at__lte=now),
            Q(closes_at__isnull=True) | Q(closes_at__gt=now),
        )

    def visible(self) -> Self:
        """Published ones, open or not; `Quiz.is_visible` says the same of one."""
        return self.filter(published_at__isnull=False, archived_at__isnull=True)

    def visible_to(self, learner: Learner | None) -> Self:
        """Those whose page a learner may see, open or not; `Quiz.is_visible_to` says the same of one."""
        return self.visible().filter(_reached_by(learner))

    def open_to(self, learner: Learner | None, now: dt.datetime) -> Self:
        """Those in which a learner may begin an attempt now; `Quiz.is_open_to` says the same of one.

        What is only assigned opens with its assignment.
        """
        return self.open(now).filter(_reached_by(learner, now))

    def listed_for(self, learner: Learner | None, now: dt.datetime) -> Self:
        """Those that the home page offers to the learner."""
        return self.open_to(learner, now).filter(audience__in=LISTED)

    def assignable_to(self, group: Group) -> Self:
        """Published ones that a group's leaders may assign to it: not those that an editor keeps for
        other groups."""
        own = _in_groups().filter(group=group).values("quiz")
        return self.visible().filter(~Q(audience=Audience.GROUPS) | Q(pk__in=own))


def _in_groups() -> models.QuerySet[Any]:
    return apps.get_model("quizzes", "Quiz").groups.through.objects.all()


def _reached_by(learner: Learner | None, now: dt.datetime | None = None) -> Q:
    """By audience, by group, or because it was assigned, whatever its audience."""
    anybody = Q(audience__in=FOR_EVERYBODY)
    if learner is None:
        return anybody
    # By subqueries: a join would give a quiz twice to a member of two groups.
    shared = _in_groups().filter(group__in=Group.objects.of_learner(learner))
    asked = apps.get_model("quizzes", "Assignment").objects.for_learner(learner)
    if now is not None:
        asked = asked.filter(Q(opens_at__isnull=True) | Q(opens_at__lte=now))
    in_group = Q(audience=Audience.GROUPS, pk__in=shared.values("quiz"))
    return anybody | in_group | Q(pk__in=asked.order_by().values("quiz"))
