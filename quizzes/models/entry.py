"""What every entry of the concept base has as a row: where it is from, and whether it is asked."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from quizzes.generation.concepts import Review
from quizzes.generation.concepts.entries import EDITOR
from quizzes.items import entry_name
from quizzes.models.errors import NotAnEntry
from quizzes.models.flattening import checksum, flat, parts, plain, put_together

if TYPE_CHECKING:
    from quizzes.models.people import User


class Origin(models.TextChoices):
    SHIPPED = "shipped", _("shipped")
    OWN = "own", _("our own")


class EntryState(models.TextChoices):
    ACTIVE = "active", _("active")
    RETIRED = "retired", _("retired")
    WITHDRAWN = "withdrawn", _("retired, since it is shipped no more")


NEEDS_TICK = ~Q(sha256=F("shipped_sha256"))


class EntryQuerySet(models.QuerySet[Any]):
    def entries(self) -> Self:
        """Whole entries; a concept that only gives a question its name is none."""
        return self.exclude(sha256="")

    def changed(self) -> Self:
        """Those that say something else than was shipped; `Entry.is_changed` says it of one."""
        return self.entries().filter(NEEDS_TICK)

    def askable(self) -> Self:
        """Those that may bring questions by themselves; `Entry.is_askable` says it of one."""
        checked = ~NEEDS_TICK | Q(checked_at__isnull=False)
        return self.entries().filter(checked, state=EntryState.ACTIVE)

    def reviewed(self) -> Self:
        """Those of `askable` whose review, where they need one, was passed."""
        return self.askable()

    def whole(self) -> Self:
        """With everything that `to_entry` reads, in a constant number of statements."""
        return self


class Entry(models.Model):
    """One entry: what it says, where it is from, who checked it. Entries are never deleted."""

    value_class: ClassVar[Any]
    section: ClassVar[str]
    children: ClassVar[str] = ""
    """The field whose values are rows of their own."""

    key = models.SlugField(_("id"), max_length=80, unique=True, editable=False)
    origin = models.CharField(
        _("origin"), max_length=8, choices=Origin.choices, default=Origin.SHIPPED, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=EntryState.choices,
        default=EntryState.ACTIVE,
        editable=False,
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    shipped_sha256 = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("The shipped form that was last taken over."),
    )
    offered_sha256 = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("The shipped form that the last load found; empty: none."),
    )
    more = models.JSONField(
        default=dict,
        editable=False,
        help_text=_("Fields of the entry that have no column of their own."),
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_by_name = models.CharField(max_length=150, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    edit_number = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = EntryQuerySet.as_manager()
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EntryState.values), name="%(class)s_state_known"
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.SHIPPED)
                | Q(origin=Origin.OWN, shipped_sha256="", offered_sha256=""),
                name="%(class)s_own_is_not_shipped",
            ),
        ]

    @property
    def is_entry(self) -> bool:
        """Whether it says something; a concept that only gives a question its name does not."""
        return self.sha256 != ""

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than was shipped; `EntryQuerySet.changed` says it of many."""
        return self.is_entry and self.sha256 != self.shipped_sha256

    @property
    def is_askable(self) -> bool:
        """Whether it may bring questions by itself; `EntryQuerySet.askable` says it of many.

        What was shipped had its review; what was written here needs an editor's tick.
        """
        checked = not self.is_changed or self.checked_at is not None
        return self.is_entry and checked and self.state == EntryState.ACTIVE

    @property
    def name(self) -> str:
        """How questions refer to it."""
        return entry_name(str(self._meta.model_name), self.key)

    def to_entry(self, children: tuple[Any, ...] | None = None) -> Any:
        """The row as a value; with `whole()` it asks the database nothing.

        `children` stand in for those that are stored.
        """
        columns = {name: getattr(self, name) for name in columns_of(type(self))}
        columns |= self.more | {"id": self.key}
        if self.children and children is None:
            children = tuple(child.to_value() for child in getattr(self, self.children).all())
        if self.children:
            columns[self.children] = children
        return put_together(self.value_class, columns)

    def put(self, entry: Any) -> None:
        """Let the row say what the entry says; children and saving are the caller's."""
        fields, self.more = columns_of(type(self)), {}
        for name, value in flat(entry).items():
            if name in fields:
                field: Any = self._meta.get_field(name)
                empty = value is None and not field.null
                setattr(self, name, field.get_default() if empty else value)
            elif name not in {"id", self.children}:
                self.more[name] = plain(value)
        self.key, self.sha256 = entry.id, checksum(entry)

    def take(self, entry: Any, *, now: dt.datetime) -> None:
        """Take the shipped form over; children and saving are the caller's."""
        self.put(entry)
        self.shipped_sha256 = self.offered_sha256 = self.sha256
        self.checked_at, self.checked_by, self.checked_by_name = None, None, ""
        self.touch(now)

    def touch(self, now: dt.datetime) -> None:
        """Count a change, so that an open page and the base that was built see that they are stale."""
        self.edit_number, self.changed_at = self.edit_number + 1, now

    @transaction.atomic
    def edit(self, entry: Any, *, checked: bool, by: User | None, now: dt.datetime) -> None:
        """Store what an editor wrote, with the editor's tick or without.

        What the tick said of the old words it does not say of new ones, and neither does a review.
        """
        old = self._locked().to_entry() if self.pk else None
        is_new = old is None or _unreviewed(old) != _unreviewed(entry)
        if is_new:
            entry = _unreviewed(entry)
            self.checked_at, self.checked_by, self.checked_by_name = None, None, ""
        if self.pk is None:
            self.origin = Origin.OWN
        self.put(entry)
        if checked and (is_new or not self.is_askable or not _passed(entry)):
            if hasattr(entry, "review"):
                today = timezone.localdate(now)
                self.put(dataclasses.replace(entry, review=Review(1, EDITOR, 1, today)))
            self.checked_at, self.checked_by, self.checked_by_name = now, by, str(by or "")
        self._store(entry, by=by, now=now, why="edited")

    @transaction.atomic
    def retire(self, *, by: User | None, now: dt.datetime) -> None:
        """Let it bring no more questions; doing it twice is harmless."""
        self._become(EntryState.RETIRED, by=by, now=now, why="retired")

    @transaction.atomic
    def bring_back(self, *, by: User | None, now: dt.datetime) -> None:
        """Let it bring questions again; doing it twice is harmless. Raises NotAnEntry."""
        if not self.is_entry:
            raise NotAnEntry
        self._become(EntryState.ACTIVE, by=by, now=now, why="brought back")

    @transaction.atomic
    def take_shipped(self, entry: Any, *, by: User | None, now: dt.datetime) -> None:
        """Give up what was written here for the shipped form."""
        self._refresh()
        self.take(entry, now=now)
        self.edit_number -= 1  # `_store` counts it
        self._store(entry, by=by, now=now, why="shipped text taken")

    def _become(self, state: EntryState, *, by: User | None, now: dt.datetime, why: str) -> None:
        self._refresh()
        if self.state != state:
            self.state = state
            self._record(by, now, why)

    def _store(self, entry: Any, *, by: User | None, now: dt.datetime, why: str) -> None:
        self._record(by, now, why)
        if self.children:
            self.store_children(getattr(entry, self.children), by=by)

    def _record(self, by: User | None, now: dt.datetime, why: str) -> None:
        self.touch(now)
        self._history_user, self._change_reason = by, why
        self.save()

    def store_children(self, values: Any, *, by: User | None) -> None:
        """Write the rows of `children`; where there are some, the model says how."""
        raise NotImplementedError

    @property
    def is_reviewed(self) -> bool:
        """Whether it brings questions; `EntryQuerySet.reviewed` says it of many."""
        return self.is_askable

    def _locked(self) -> Any:
        return type(self).objects.select_for_update().get(pk=self.pk)

    def _refresh(self) -> None:
        """The row as it is now, held until the transaction ends."""
        self._locked()
        self.refresh_from_db()


@lru_cache
def columns_of(model: type[Entry]) -> frozenset[str]:
    """The fields of the entry that have a column of their own."""
    own = {field.name for field in model._meta.local_concrete_fields}
    return frozenset(own & {*_names(model.value_class)} - {"id", model.children})


def _names(cls: Any) -> list[str]:
    return [
        name
        for part in parts(cls)
        for name in ([f"{part.name}_{p.name}" for p in part.inner] if part.inner else [part.name])
    ]


def _unreviewed(entry: Any) -> Any:
    return dataclasses.replace(entry, review=None) if hasattr(entry, "review") else entry


def _passed(entry: Any) -> bool:
    return not hasattr(entry, "review") or (entry.review is not None and entry.review.passed)
