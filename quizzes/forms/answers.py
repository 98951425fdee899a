"""The learner's answer: one form class a kind of question, each handing on an `Answer`.

What travels are the places *as shown* (1, 2, 3 ...), never row ids: those rise in the order of
writing and would give away which option was written first.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.formats import get_format, number_format
from django.utils.functional import lazystr
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.forms.speaking import marks_of
from quizzes.items import Answer, Chosen, Kind, Matched, Number, Ordered, Typed
from quizzes.models.answering import Answered, Confidence
from quizzes.models.version import QuestionVersion

MAX_TYPED = 300
MIN_NUMBER, MAX_NUMBER = Decimal("-1e13"), Decimal("1e13")
_POINTS_AND_COMMAS = str.maketrans(".,", ",.")


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class AnswerForm(forms.Form):
    """What all kinds share. `to_answer()` is the domain value; `sequence` tells a stale page."""

    sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    confidence = forms.TypedChoiceField(
        label=_("How sure are you? (optional)"),
        choices=Confidence.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    # Built once: a helper per request is what makes crispy slow.
    helper: ClassVar[FormHelper] = _helper()
    field_order: ClassVar[list[str] | None] = ["answer"]

    def __init__(self, response: Answered, data: Any = None, **kwargs: Any) -> None:
        self.response = response
        self.version: QuestionVersion = response.version
        initial = {"sequence": response.sequence, "confidence": response.confidence} | kwargs.pop(
            "initial", {}
        )
        super().__init__(data, initial=initial, **kwargs)
        if not response.sitting.ask_confidence:
            del self.fields["confidence"]
        self.prepare()

    def prepare(self) -> None:
        """Fill the fields with what this response shows, and with the stored answer."""

    def to_answer(self) -> Answer:
        """The answer, from a valid form."""
        raise NotImplementedError

    def _parts(self, name: str) -> list[Any]:
        """The version's options, pairs or steps; kept on it, as marking and storing read them again."""
        prefetch_related_objects([self.version], name)
        return list(getattr(self.version, name).all())

    @property
    def confidence_value(self) -> int | None:
        return self.cleaned_data.get("confidence")

    def _stored(self) -> Answer | None:
        return (
            self.response.stored_answer()
            if self.response.is_answered and not self.is_bound
            else None
        )


class _ChoiceForm(AnswerForm):
    def prepare(self) -> None:
        self.parts = self._parts("options")
        self.shown = self.response.shown(self.parts)
        field = self.fields["answer"]
        field.choices = [(str(i), option.text) for i, option in enumerate(self.shown, start=1)]  # type: ignore[attr-defined]
        stored = self._stored()
        if isinstance(stored, Chosen):
            chosen = [str(self.shown.index(self.parts[i]) + 1) for i in sorted(stored.options)]
            field.initial = (
                chosen if self.version.kind == Kind.MULTIPLE else next(iter(chosen), None)
            )

    def to_answer(self) -> Answer:
        given = self.cleaned_data["answer"]
        places = given if isinstance(given, list) else [given]
        return Chosen(frozenset(self.parts.index(self.shown[int(place) - 1]) for place in places))


class SingleForm(_ChoiceForm):
    answer = forms.ChoiceField(
        label=_("Choose one answer"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers that are shown."),
        },
    )


class MultipleForm(_ChoiceForm):
    answer = forms.MultipleChoiceField(
        label=_("Choose all that apply"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one of the answers."),
            "invalid_choice": _("Choose only answers that are shown."),
        },
    )


class NumericForm(AnswerForm):
    answer = forms.CharField(
        label=_("Your number"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Type a number.")},
    )

    def prepare(self) -> None:
        if self.version.unit:
            unit = escape(self.version.unit)  # help texts are HTML
            self.fields["answer"].help_text = _("In %(unit)s.") % {"unit": unit}
        stored = self._stored()
        if isinstance(stored, Number):
            self.fields["answer"].initial = number_format(stored.value.normalize())

    def clean_answer(self) -> Decimal:
        return parse_number(self.cleaned_data["answer"], self.version.unit)

    def to_answer(self) -> Answer:
        return Number(self.cleaned_data["answer"])


class ShortTextForm(AnswerForm):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=MAX_TYPED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type an answer.")},
    )

    def prepare(self) -> None:
        stored = self._stored()
        if isinstance(stored, Typed):
            self.fields["answer"].initial = stored.text

    def to_answer(self) -> Answer:
        return Typed(self.cleaned_data["answer"])


class _Marked(forms.Select):
    """A select whose entries are in the question's language, all but the one that asks to choose."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if not value and "lang" in self.attrs:
            option["attrs"]["lang"] = get_language()
        return option


class _SelectsForm(AnswerForm):
    """A plain select for each left side or step."""

    field_order = None

    def _add_selects(
        self,
        labels: list[str],
        choices: list[tuple[str, str]],
        initial: dict[int, str],
        spoken: str = "",
    ) -> None:
        self.names = [f"answer_{i}" for i in range(1, len(labels) + 1)]
        selects = {
            name: forms.ChoiceField(label=lazystr(label), choices=[("", _("Choose …")), *choices], widget=_Marked(attrs=marks_of(spoken)), initial=initial.get(i), error_messages={"required": _("Choose something for each line."), "invalid_choice": _("Choose one of the entries that are shown.")})
            for i, (name, label) in enumerate(zip(self.names, labels, strict=True))
        }  # fmt: skip
        self.fields = selects | self.fields

    def _places(self) -> list[int]:
        return [int(self.cleaned_data[name]) - 1 for name in self.names]


class MatchingForm(_SelectsForm):
    def prepare(self) -> None:
        self.parts = self._parts("pairs")
        # Two pairs may share a right side: it is offered once, as the first pair that has it.
        first = {pair.right: pair for pair in reversed(self.parts)}
        self.rights = [
            pair for pair in self.response.shown(self.parts) if first[pair.right] is pair
        ]
        stored, initial = self._stored(), {}
        if isinstance(stored, Matched):
            initial = {
                left: str(self.rights.index(first[self.parts[right].right]) + 1)
                for left, right in stored.pairs
            }
        choices = [(str(i), pair.right) for i, pair in enumerate(self.rights, start=1)]
        lefts = [pair.left for pair in self.parts]
        self._add_selects(lefts, choices, initial, self.version.spoken)

    def to_answer(self) -> Answer:
        return Matched(
            frozenset(
                (left, self.parts.index(self.rights[place]))
                for left, place in enumerate(self._places())
            )
        )


class OrderingForm(_SelectsForm):
    def prepare(self) -> None:
        self.parts = self._parts("steps")
        self.shown = self.response.shown(self.parts)
        stored, initial = self._stored(), {}
        if isinstance(stored, Ordered):
            initial = {
                self.shown.index(self.parts[i]): str(rank)
                for rank, i in enumerate(stored.order, start=1)
            }
        choices = [(str(i), str(i)) for i in range(1, len(self.parts) + 1)]
        self._add_selects([step.text for step in self.shown], choices, initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and len(set(self._places())) < len(self.parts):
            raise ValidationError(_("Give each line a place of its own; one place stands twice."))
        return cleaned

    def to_answer(self) -> Answer:
        by_place = dict(zip(self._places(), self.shown, strict=True))
        return Ordered(tuple(self.parts.index(by_place[place]) for place in sorted(by_place)))


FORMS: dict[str, type[AnswerForm]] = {
    Kind.SINGLE: SingleForm,
    Kind.TRUE_FALSE: SingleForm,
    Kind.CLOZE: SingleForm,
    Kind.MULTIPLE: MultipleForm,
    Kind.NUMERIC: NumericForm,
    Kind.SHORT_TEXT: ShortTextForm,
    Kind.MATCHING: MatchingForm,
    Kind.ORDERING: OrderingForm,
}


def form_for(response: Answered, data: Any = None, **kwargs: Any) -> AnswerForm:
    """The form for a response's kind of question."""
    return FORMS[response.version.kind](response, data, **kwargs)


def parse_number(typed: str, unit: str) -> Decimal:
    """The number that a person typed: a comma or a point for decimals, spaces or commas for thousands.

    The question's unit may stand behind it. "1,234" is read as 1234 and "1,5" as 1.5: a comma before
    exactly three digits separates thousands. Where the page's language has a comma for decimals, comma
    and point change their places. Raises ValidationError with an example.
    """
    text = unicodedata.normalize("NFKC", typed).replace("−", "-").strip()
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)]
    text = re.sub(r"[\s'’_]", "", text)
    if get_format("DECIMAL_SEPARATOR") == ",":
        text = text.translate(_POINTS_AND_COMMAS)
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d*,\d+", text):
        text = text.replace(",", ".")
    try:
        number = Decimal(text) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text) else None
    except InvalidOperation:
        number = None
    if number is None or not MIN_NUMBER < number < MAX_NUMBER:
        example = {"example": number_format(Decimal("3.5"))}
        raise ValidationError(_now("Type a number in digits, such as 42 or %(example)s.") % example)
    return number.quantize(Decimal("0.000001"))
