"""The words of a question in one short form, for the review; it returns an item."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.generation import structure
from quizzes.items import Item, Kind, MatchingKey, NumberKey, Option, OrderingKey, Pair, TextKey

MOST_OPTIONS = 8


class LinesField(forms.CharField):
    """Texts, one a line: a tuple."""

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(*args, widget=forms.Textarea(attrs={"rows": 5}), **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        for line in lines:
            if len(line) > self.longest:
                told = _("“%(line)s …” is longer than %(n)d characters.")
                raise forms.ValidationError(told, params={"line": line[:40], "n": self.longest})
        return tuple(filter(None, lines))


class WordingForm(forms.Form):
    """Stem, options or key, and explanation of an item; `item` is what the editor made of it."""

    edit_seen = forms.IntegerField(widget=forms.HiddenInput)
    stem = forms.CharField(
        label=_("Question"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, before: Item, *args: Any, **kwargs: Any) -> None:
        self.before = before
        kwargs.setdefault("initial", {})
        kwargs["initial"] |= {"stem": before.stem, "explanation": before.explanation}
        super().__init__(*args, label_suffix="", **kwargs)
        _ADD.get(before.kind, _add_options)(self, before)
        self.fields["explanation"] = forms.CharField(
            label=_("Explanation"),
            max_length=5000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Why the right answer is right; shown after answering."),
        )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as they are drawn: those of one option or pair together."""
        groups: dict[str, list[forms.BoundField]] = {}
        for field in self.visible_fields():
            stem, _dot, number = field.name.rpartition("_")
            groups.setdefault(number if stem and number.isdigit() else field.name, []).append(field)
        return list(groups.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.item = _READ.get(self.before.kind, _read_options)(self, cleaned)
        for fault in structure(self.item):
            self.add_error(None, _now(fault.template) % fault.params)
        return cleaned


def _line(label: Any, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **more)


def _add_options(form: WordingForm, before: Item) -> None:
    fixed = before.kind == Kind.TRUE_FALSE
    count = len(before.options) if fixed else min(len(before.options) + 1, MOST_OPTIONS)
    for i in range(count):
        option = before.options[i] if i < len(before.options) else Option("")
        number = {"n": i + 1}
        form.fields[f"text_{i}"] = _line(_now("Option %(n)d") % number, 500, initial=option.text)
        form.fields[f"correct_{i}"] = forms.BooleanField(
            label=_now("Option %(n)d is right") % number, required=False, initial=option.correct
        )
        form.fields[f"feedback_{i}"] = _line(
            _now("Feedback on option %(n)d") % number,
            500,
            initial=option.feedback,
            widget=forms.Textarea(attrs={"rows": 2}),
        )


def _read_options(form: WordingForm, cleaned: dict[str, Any]) -> Item:
    count = sum(name.startswith("text_") for name in form.fields)
    entries = [*(option.entry for option in form.before.options), ""]  # what is added has none
    options = tuple(
        Option(cleaned[f"text_{i}"], cleaned[f"correct_{i}"], cleaned[f"feedback_{i}"], entry)
        for i, entry in zip(range(count), entries, strict=False)
        if cleaned[f"text_{i}"]
    )
    return _with_words(form, cleaned, options=options)


def _add_pairs(form: WordingForm, before: Item) -> None:
    pairs = before.key.pairs if isinstance(before.key, MatchingKey) else ()
    for i in range(min(len(pairs) + 1, MOST_OPTIONS)):
        pair = pairs[i] if i < len(pairs) else Pair("", "")
        number = {"n": i + 1}
        form.fields[f"left_{i}"] = _line(_now("Pair %(n)d, left") % number, 300, initial=pair.left)
        form.fields[f"right_{i}"] = _line(
            _now("Pair %(n)d, right") % number, 300, initial=pair.right
        )


def _read_pairs(form: WordingForm, cleaned: dict[str, Any]) -> Item:
    count = sum(name.startswith("left_") for name in form.fields)
    rows = [(cleaned[f"left_{i}"], cleaned[f"right_{i}"]) for i in range(count)]
    pairs = tuple(Pair(left, right) for left, right in rows if left or right)
    return _with_words(form, cleaned, key=MatchingKey(pairs))


def _add_lines(label: Any, longest: int) -> Any:
    def add(form: WordingForm, before: Item) -> None:
        key = before.key
        lines = key.accepted if isinstance(key, TextKey) else getattr(key, "order", ())
        form.fields["lines"] = LinesField(label=label, initial="\n".join(lines), longest=longest)

    return add


def _add_number(form: WordingForm, before: Item) -> None:
    key = before.key if isinstance(before.key, NumberKey) else NumberKey(Decimal(0))
    about: dict[str, Any] = {"max_digits": 20, "decimal_places": 6}
    number, tolerance = _plain(key.value), _plain(key.tolerance)
    form.fields["number"] = forms.DecimalField(label=_("Number"), initial=number, **about)
    form.fields["tolerance"] = forms.DecimalField(
        label=_("How far off still counts as right"), min_value=0, initial=tolerance, **about
    )
    form.fields["unit"] = _line(_("Unit"), 40, initial=key.unit)


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")


def _read_number(form: WordingForm, cleaned: dict[str, Any]) -> Item:
    key = NumberKey(cleaned["number"], cleaned["tolerance"], cleaned["unit"])
    return _with_words(form, cleaned, key=key)


def _with_words(form: WordingForm, cleaned: dict[str, Any], **changes: Any) -> Item:
    # Browsers end lines otherwise than we store them, which is no change.
    stem, explanation = (cleaned[name].replace("\r\n", "\n") for name in ("stem", "explanation"))
    return replace(form.before, stem=stem, explanation=explanation, **changes)


_ADD = {
    Kind.NUMERIC: _add_number,
    Kind.SHORT_TEXT: _add_lines(_("Accepted answers, one a line"), 200),
    Kind.MATCHING: _add_pairs,
    Kind.ORDERING: _add_lines(_("Steps in their right order, one a line"), 300),
}
_READ = {
    Kind.NUMERIC: _read_number,
    Kind.SHORT_TEXT: lambda form, cleaned: _with_words(
        form, cleaned, key=TextKey(cleaned["lines"])
    ),
    Kind.MATCHING: _read_pairs,
    Kind.ORDERING: lambda form, cleaned: _with_words(
        form, cleaned, key=OrderingKey(cleaned["lines"])
    ),
}
