"""Rows of a question: options, pairs, steps, accepted answers, sources; judged as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _now

from quizzes.generation import structure
from quizzes.items import Item, Kind, MatchingKey, OrderingKey, TextKey
from quizzes.items import Option as ItemOption
from quizzes.items import Pair as ItemPair
from quizzes.models import (
    AcceptedAnswer,
    Citation,
    Option,
    Pair,
    QuestionVersion,
    Step,
)


class PartForm(forms.ModelForm):
    """A place may be left empty: the rows then keep the order in which they were written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place := self.fields.get("position"):
            place.required = False
            place.initial = None if self.instance.pk else ""  # an untouched row stays untouched

    def has_changed(self) -> bool:
        # A row that was filled in for the editor counts as written.
        return super().has_changed() or (
            self.instance.pk is None and bool(self.initial.get("text"))
        )


class PartFormSet(BaseInlineFormSet):
    """Says what is wrong with the options (pairs, steps, accepted answers) as a whole."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = [f for f in self.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
        self._number(kept)
        rows = [f.cleaned_data for f in kept]
        places = [row.get("position") for row in rows]
        if self.instance.kind == Kind.ORDERING and len(set(places)) < len(places):
            raise ValidationError(
                _now("Give each step a place of its own; the places are the right order.")
            )
        # The stem has errors of its own; here only the parts are judged.
        item = _item_of_rows(Kind(self.instance.kind), self.instance.stem or "?", rows)
        if faults := [f for f in structure(item) if f.place != "stem"]:
            raise ValidationError([_now(f.template) % f.params for f in faults])

    def _number(self, kept: list[Any]) -> None:
        """Put rows without a place behind the others, in the order in which they were written."""
        last = max(
            (f.cleaned_data.get("position") or f.instance.position or 0 for f in kept), default=0
        )
        for form in kept:
            asked = "position" in form.fields
            if form.cleaned_data.get("position") is None if asked else form.instance.pk is None:
                last += 1
                form.cleaned_data["position"] = form.instance.position = last


def _item_of_rows(kind: Kind, stem: str, rows: list[dict[str, Any]]) -> Item:
    if kind.has_options:
        options = tuple(
            ItemOption(r["text"], bool(r.get("correct")), r.get("feedback", "")) for r in rows
        )
        return Item(kind=kind, stem=stem, options=options)
    if kind == Kind.MATCHING:
        return Item(
            kind=kind,
            stem=stem,
            key=MatchingKey(tuple(ItemPair(r["left"], r["right"]) for r in rows)),
        )
    if kind == Kind.ORDERING:
        ordered = sorted(rows, key=lambda r: r.get("position") or 0)
        return Item(kind=kind, stem=stem, key=OrderingKey(tuple(r["text"] for r in ordered)))
    return Item(kind=kind, stem=stem, key=TextKey(tuple(r["text"] for r in rows)))


class PartInline(admin.StackedInline):
    """Rows of a version; they can be touched only while it is a candidate."""

    form = PartForm
    formset = PartFormSet
    extra = 0
    classes = ("parts",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and _is_open(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_open(obj)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        # Without JavaScript there is no "add another": leave room for one more, four in a new question.
        return 1 if obj else 2 if request.GET.get("kind") == Kind.TRUE_FALSE else 4


def _is_open(obj: QuestionVersion | None) -> bool:
    return obj is None or obj.is_editable


class OptionInline(PartInline):
    model = Option
    fields = ("position", "text", "correct", "feedback")


class AcceptedAnswerInline(PartInline):
    model = AcceptedAnswer
    fields = ("text",)


class PairInline(PartInline):
    model = Pair
    fields = ("left", "right")


class StepInline(PartInline):
    model = Step
    fields = ("position", "text")


class CitationInline(PartInline):
    model = Citation
    formset = BaseInlineFormSet
    fields = ("org", "title", "url")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


INLINES = {
    Kind.SHORT_TEXT: AcceptedAnswerInline,
    Kind.MATCHING: PairInline,
    Kind.ORDERING: StepInline,
    Kind.NUMERIC: None,
}
