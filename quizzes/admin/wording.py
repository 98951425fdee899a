"""The form of a question: its wording, and the sentences that prove its key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import EditedOnceForm
from quizzes.generation import structure
from quizzes.items import Item, Kind, NumberKey
from quizzes.models import (
    Article,
    QuestionVersion,
)


class LinesField(forms.CharField):
    """Text in lines; browsers end them otherwise than we store them, which is no change."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, (data or "").replace("\r\n", "\n"))


class VersionForm(EditedOnceForm):
    """A question's wording, and the article's sentences that prove its key."""

    article = forms.ModelChoiceField(
        Article.objects.all(),
        label=_("Article"),
        required=False,
        help_text=_("Leave empty for a question that leans on no article."),
    )
    quotes = LinesField(
        label=_("Evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The article's sentence that proves the right answer, word for word; each passage on a line of its own."
        ),
    )

    class Meta:
        model = QuestionVersion
        fields = (
            "kind", "level", "stem", "explanation", "number_value", "tolerance", "unit", "language",
        )  # fmt: skip
        widgets = {
            "stem": forms.Textarea(attrs={"rows": 3}),
            "explanation": forms.Textarea(attrs={"rows": 3}),
            "kind": forms.HiddenInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "article" in self.fields:
            self.fields["article"].initial = self.instance.question.article_id
            self.fields["article"].disabled = True
            self.fields["quotes"].initial = "\n".join(
                e.text.replace("\n", " ") for e in self.instance.evidence.select_related("revision")
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        article = cleaned.get("article")
        if article and cleaned.get("language") == article.language:
            cleaned["language"] = ""  # so that it follows the article
        if "quotes" in self.changed_data:
            cleaned["passages"] = self._passages(cleaned)
        if cleaned.get("kind") == Kind.NUMERIC and cleaned.get("number_value") is not None:
            key = NumberKey(
                cleaned["number_value"], cleaned.get("tolerance") or 0, cleaned.get("unit", "")
            )
            for fault in structure(
                Item(kind=Kind.NUMERIC, stem=cleaned.get("stem") or "?", key=key)
            ):
                self.add_error("number_value", _now(fault.template) % fault.params)
        return cleaned

    def _passages(self, cleaned: dict[str, Any]) -> list[tuple[int, int]]:
        article: Article | None = cleaned.get("article")
        lines = [line.strip() for line in cleaned.get("quotes", "").splitlines() if line.strip()]
        if lines and (article is None or article.current is None):
            self.add_error("quotes", _("Choose the article that this evidence is from."))
            return []
        text = article.current.text if article and article.current else ""
        places = [find_passage(text, line) for line in lines]
        lost = [line[:80] for line, place in zip(lines, places, strict=True) if place is None]
        for line in lost:
            told = _(
                "“%(line)s” does not stand in the article; copy the sentence from it, word for word."
            )
            self.add_error("quotes", told % {"line": line})
        return [place for place in places if place]


def find_passage(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, spaces and line breaks aside; None where it does not."""
    squeezed, places = [], []
    for i, char in enumerate(text):
        char = " " if char.isspace() else char
        if char == " " and squeezed and squeezed[-1] == " ":
            continue
        squeezed.append(char)
        places.append(i)
    wanted = " ".join(quote.split())
    at = "".join(squeezed).find(wanted) if wanted else -1
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None
