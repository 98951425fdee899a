"""The group that edits content and sees nobody's answers, and what it may do.

An operator may take permissions away. So each is offered once, as soon as there is one to offer: when the
group is made, and after the migration that brought it.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.admin.models import LogEntry
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.models import Q, QuerySet

from quizzes.models import OfferedPermission

EDITORS = "Editors"
CONTENT_MODELS = [
    "article",
    "articlerevision",
    "questionversion",
    "question",
    "quiz",
    "quizstatistics",
    "assignment",
    "group",
    "generationrun",
    "problemreport",
    "conceptload",
    "concept",
    "behaviour",
    "misconception",
    "scenario",
    "source",
]
PART_MODELS = [
    "distractor",
    "option",
    "acceptedanswer",
    "pair",
    "step",
    "citation",
    "evidencepassage",
    "quizquestion",
    "leader",
]
"""What an editor may also delete: parts of something that stays."""


@transaction.atomic
def ensure_editors() -> Group:
    """The group of editors, made with all that it may do where it is not there yet."""
    group, is_new = Group.objects.get_or_create(name=EDITORS)
    if is_new:
        group.permissions.set(editors_permissions())
        _note_offered()
    return group


def editors_permissions() -> QuerySet[Permission]:
    """What editors may do as shipped."""
    whole = Q(content_type__model__in=CONTENT_MODELS) & ~Q(codename__startswith="delete_")
    part = Q(content_type__model__in=PART_MODELS)
    return Permission.objects.filter(whole | part, content_type__app_label="quizzes")


@transaction.atomic
def offer_new() -> None:
    """Give the group what it was never offered; what was taken from it stays away."""
    group = Group.objects.filter(name=EDITORS).first()
    if group is None:
        return
    if not OfferedPermission.objects.exists():
        _note_offered(_known_before(group))
    group.permissions.add(*editors_permissions().exclude(pk__in=_offered()))
    _note_offered()


def offer_after_migrate(
    app_config: AppConfig, using: str = "default", verbosity: int = 1, **_signal: Any
) -> None:
    """Do so once the database is as new as the code."""
    tables = set(connections[using].introspection.table_names())
    needed = {OfferedPermission._meta.db_table, LogEntry._meta.db_table, Group._meta.db_table}
    if needed <= tables:
        create_permissions(app_config, using=using, verbosity=verbosity)
        offer_new()


def _known_before(group: Group) -> QuerySet[Permission]:
    """What a group from before the offers were noted had, or had lost by somebody's will.

    Where somebody changed the group, all that it lacks was taken away, as far as anybody can tell. Else
    it knows the models of which it may do something; whatever it may do nothing with came later.
    """
    if LogEntry.objects.filter(_is_group, object_id=str(group.pk)).exists():
        return editors_permissions()
    known = group.permissions.values("content_type")
    return editors_permissions().filter(content_type__in=known)


_is_group = Q(content_type__app_label="auth", content_type__model="group") | Q(
    content_type__app_label="quizzes", content_type__model="permissiongroup"
)


def _offered() -> QuerySet[Any, Any]:
    return OfferedPermission.objects.values("permission")


def _note_offered(which: QuerySet[Permission] | None = None) -> None:
    found = editors_permissions() if which is None else which
    OfferedPermission.objects.bulk_create(
        (OfferedPermission(permission=p) for p in found.exclude(pk__in=_offered())),
        ignore_conflicts=True,
    )
