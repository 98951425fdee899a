"""What an editor says of a question that was at fault, and of a learner's report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.items import Kind
from quizzes.models import QuestionVersion, Ruling
from quizzes.models.report import ReportState
from quizzes.remarking import Wish

MOST_FORMS = 50


class RemarkForm(forms.Form):
    """The ruling, the key that holds under it, and why."""

    ruling = forms.ChoiceField(label=_("What shall hold?"), widget=forms.RadioSelect)
    options = forms.MultipleChoiceField(
        label=_("What is right"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("As it counts now. Change it where another answer is right."),
    )
    texts = forms.CharField(
        label=_("Accepted answers, one on a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=20_000,
    )
    number = forms.DecimalField(label=_("Number"), required=False, max_digits=20, decimal_places=6)
    tolerance = forms.DecimalField(
        label=_("Tolerance"), required=False, min_value=0, max_digits=20, decimal_places=6
    )
    reason = forms.CharField(
        label=_("Why? Learners read this on their result"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    retire = forms.BooleanField(
        label=_("Ask this question no more in new attempts"), required=False
    )

    def __init__(self, *args: Any, version: QuestionVersion, held: Wish, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.held = version, held
        self.kind = Kind(version.kind)
        self._keep_what_fits()
        rulings = [choice for choice in Ruling.choices if choice[0] != Ruling.BACK]
        if self.kind in {Kind.MATCHING, Kind.ORDERING}:
            rulings = [choice for choice in rulings if choice[0] != Ruling.KEY]
        self.fields["ruling"].choices = rulings  # type: ignore[attr-defined]

    def _keep_what_fits(self) -> None:
        if self.kind.has_options:
            rows = list(self.version.options.all())
            self.fields["options"].choices = [(str(o.pk), o.text) for o in rows]  # type: ignore[attr-defined]
            stored = {o.pk for o in rows if o.correct}
            self.fields["options"].initial = [str(pk) for pk in self.held.options or stored]
        else:
            del self.fields["options"]
        if self.kind == Kind.SHORT_TEXT:
            stored_texts = [row.text for row in self.version.accepted_answers.all()]
            self.fields["texts"].initial = "\n".join(self.held.texts or stored_texts)
        else:
            del self.fields["texts"]
        if self.kind == Kind.NUMERIC:
            is_held = self.held.number is not None
            held, version = self.held, self.version
            self.fields["number"].initial = _plain(held.number if is_held else version.number_value)
            self.fields["tolerance"].initial = _plain(
                held.tolerance if is_held else version.tolerance
            )
        else:
            del self.fields["number"], self.fields["tolerance"]

    def clean_texts(self) -> tuple[str, ...]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines()]
        texts = tuple(dict.fromkeys(line for line in lines if line))
        if any(len(text) > 500 for text in texts):
            raise forms.ValidationError(_("An accepted answer has at most 500 characters."))
        if len(texts) > MOST_FORMS:
            raise forms.ValidationError(
                _("At most %(n)d answers can be accepted.") % {"n": MOST_FORMS}
            )
        return texts

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, told in [
            ("options", _("Choose at least one option that is right.")),
            ("texts", _("Write at least one answer that is accepted.")),
        ]:
            if name in self.fields and name not in self.errors and not cleaned.get(name):
                self.add_error(name, told)
        if "number" in self.fields and "number" not in self.errors and cleaned["number"] is None:
            self.add_error("number", _("Give the number that is right."))
        return cleaned

    def to_wish(self) -> Wish:
        """From a valid form. The key that holds is kept with every ruling, so that pages can show it."""
        given = self.cleaned_data
        return Wish(
            given["ruling"],
            options=frozenset(int(pk) for pk in given.get("options", ())),
            texts=given.get("texts", ()),
            number=given.get("number"),
            tolerance=given.get("tolerance") or Decimal(0),
        )


class BackForm(forms.Form):
    """Why a re-marking is taken back."""

    reason = forms.CharField(
        label=_("Why? Learners read this on their result"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettleForm(forms.Form):
    """Whether a report was right, in a sentence to the learner."""

    state = forms.ChoiceField(
        label=_("Was it right?"),
        choices=[
            (ReportState.ACCEPTED, _("Yes, something was wrong, and it is mended or will be")),
            (ReportState.DECLINED, _("No, the question stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("A sentence to the learner"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it on the result and where they told you."),
    )


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
