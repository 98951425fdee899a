"""The forms of the concept base: what an editor wrote is put into the base and judged there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes import entries
from quizzes.admin.common import EditedOnceForm
from quizzes.generation import judge
from quizzes.models import Entry
from quizzes.models.flattening import flat
from quizzes.models.naming import first_free
from quizzes.models.topics import topic_name

OWN = "ours_"
"""Begins the id of every entry that is written here, so that none is ever that of a shipped one."""

Choices = list[tuple[str, Any]]


def known_to(request: HttpRequest) -> entries.Stored | None:
    """The stored base, asked for once in a request."""
    if not hasattr(request, "known_base"):
        request.known_base = entries.stored()  # type: ignore[attr-defined]
    return request.known_base  # type: ignore[attr-defined,no-any-return]


def entries_of(section: str, request: HttpRequest) -> Choices:
    """The entries of a section as choices."""
    known = known_to(request)
    found = getattr(known.whole, section).values() if known else ()
    named = sorted((f"{entries.text_of(entry)} ({entry.id})", entry.id) for entry in found)
    return [(key, text) for text, key in named]


def topics(request: HttpRequest) -> Choices:
    """The topics of the base."""
    known = known_to(request)
    found = {entry.topic for entry in known.whole.concepts.values()} if known else set()
    return [(topic, topic_name(topic)) for topic in sorted(found)]


class LinesField(forms.CharField):
    """Each line is one of several texts; spaces at its ends and empty lines are no part of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["widget"] = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return value
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        return tuple(line for line in lines if line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python("\n".join(initial or ())) != self.to_python(data)


class PhrasesField(LinesField):
    """Each line is a name and its text: "channel: by email"."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{name}: {text}" for name, text in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        found = {}
        for line in super().to_python(value):
            name, colon, text = (part.strip() for part in line.partition(":"))
            if not (name and colon and text):
                told = _(
                    "“%(line)s”: write a part, a colon and a phrase, such as “channel: by email”."
                )
                raise ValidationError(told, params={"line": line})
            found[name] = text
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or {})
        except ValidationError:
            return True


class TwoLists(FilteredSelectMultiple):
    """What is chosen beside what can be; without JavaScript one list in which several are marked."""

    class Media:
        js = ("admin/js/SelectFilter2.js", "quizzes/filters.js")  # in this order


class KeysField(forms.MultipleChoiceField):
    """Some entries of a section; those that were chosen before keep their order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["widget"] = TwoLists(kwargs["label"], is_stacked=False)
        super().__init__(*args, **kwargs)


class EntryForm(EditedOnceForm):
    """An entry as a form. What is refused is refused with the sentence of the rule that it breaks."""

    checked = forms.BooleanField(
        label=_("I have checked this entry"),
        required=False,
        help_text=_(
            "What is written here brings no questions before somebody ticks this: that it is true, that the sources "
            "say it, and that every wrong option is wrong. Your name and the time are kept."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, field in self.fields.items():
            before = getattr(self.instance, name, None)
            if name not in cleaned or name == "edit_seen":
                continue
            if self.instance.pk and name not in self.changed_data and name != "checked":
                cleaned[name] = before  # exactly as it was, spaces and order included
            elif isinstance(field, forms.MultipleChoiceField):
                chosen = cleaned[name]
                kept = [key for key in before or () if key in chosen]
                cleaned[name] = (*kept, *(key for key in chosen if key not in kept))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.instance.is_sound = not self.errors
        if not self.instance.key and not self.errors:
            self.instance.key = free_key(self.instance)
        if not self.errors and not self.instance.children:
            for sentence in faults_of(self.instance, self.instance.to_entry()):
                self.add_error(*self._placed(sentence))

    def _placed(self, sentence: str) -> tuple[str | None, str]:
        """A sentence that names a field of the form, put there."""
        place, _colon, rest = sentence.partition(": ")
        name = place.removeprefix(f"{self.instance.key}.").replace(".", "_")
        return (name, rest) if rest and name in self.fields else (None, sentence)


class DistractorFormSet(BaseInlineFormSet):
    """The wrong options; with them the scenario is whole, so here it is judged."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or not getattr(self.instance, "is_sound", False):
            return
        kept = [f for f in self.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
        wrong = tuple(form.instance.to_value() for form in kept)
        if faults := faults_of(self.instance, self.instance.to_entry(wrong)):
            raise ValidationError(faults)


def faults_of(row: Any, entry: Any) -> list[str]:
    """What has to be mended in an entry before it is stored; the row keeps it where that is nothing."""
    known = entries.stored()
    if known is None:
        return [_now("Load the concept base first: python3 manage.py load_concepts.")]
    verdict = judge(known.whole, row.section, entry)
    row.judged, row.warnings = entry, verdict.warnings
    return [_now(error.template) % error.params for error in verdict.errors]


def free_key(row: Entry) -> str:
    """An id made of an entry's words that no other entry has."""
    words = flat(row.to_entry(()) if row.children else row.to_entry())
    names = ("label", "forms_imperative", "claim", "stem", "title")
    text = next(words[name] for name in names if words.get(name))
    stem = OWN + (slugify(text).replace("-", "_")[:50].strip("_") or "entry")
    taken = set(type(row).objects.filter(key__startswith=stem).values_list("key", flat=True))
    return first_free(stem, taken, between="_")
