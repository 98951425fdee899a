"""The forms of an article: what is said about it, and the text that an editor brings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes import sources
from quizzes.admin.common import EditedOnceForm
from quizzes.content.bringing import free_slug
from quizzes.generation import Format, UnreadableArticle, examine
from quizzes.models import Article


class ArticleForm(EditedOnceForm):
    """What is said about an article. Where it is from and what one may do with it must be said."""

    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of its web address; empty: made from the title."),
    )

    class Meta:
        model = Article
        fields = (
            "title",
            "slug",
            "authors",
            "published_on",
            "language",
            "source_url",
            "note",
            "source_is_unknown",
            "licence",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if licence := self.fields.get("licence"):
            licence.required = True
            licence.error_messages["required"] = _("Name the licence, or write “unknown”.")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not slug:
            return free_slug(self.cleaned_data.get("title", ""), besides=self.instance)
        if Article.objects.exclude(pk=self.instance.pk).filter(slug=slug).exists():
            raise ValidationError(_("Another article has this address; choose another."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        known = cleaned.get("source_url") or cleaned.get("note")
        if not known and not cleaned.get("source_is_unknown") and "source_url" not in self.errors:
            told = _(
                "Give the web address of the source, say below where else the article is from, or tick that this is unknown."
            )
            self.add_error("source_url", told)
        return cleaned


class TextForm(forms.Form):
    """A text, pasted, as a file or by its address; `brought` is what a draft keeps of it."""

    pasted = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        help_text=_("Up to about 900,000 characters; upload anything longer as a file."),
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
    )
    pasted_format = forms.ChoiceField(
        label=_("The pasted text is"),
        choices=[
            (Format.TEXT.value, _("plain text")),
            (Format.MARKDOWN.value, "Markdown"),
            (Format.HTML.value, "HTML"),
        ],
        required=False,
    )
    upload = forms.FileField(
        label=_("Or upload a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(sources.UPLOADABLE)}),
        help_text=_(
            "A .txt, .md or .html file of at most 2 MB, or a .docx or .pdf file of at most 10 MB."
        ),
    )
    address = forms.URLField(
        label=_("Or fetch a web page"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
        help_text=_("Its public address. Only the page itself is asked for, as any visitor would."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.FETCH_ARTICLES:
            del self.fields["address"]

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload and upload.size > (most := sources.limit_of(upload.name)):
            raise ValidationError(
                _(
                    "The file is larger than %(limit)d MB; upload a shorter one, or paste the part that matters."
                ),
                params={"limit": most // 1_000_000},
            )
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in self._ways() if self._is_given(cleaned.get(name))]
        if len(given) > 1:
            raise ValidationError(_("Bring one text in one way, not both or all."))
        if not given and not self.errors:
            self.add_error("pasted", _("Paste the article's text, or upload a file."))
        if given and not self.errors:
            self._read(cleaned, given[0])
        return cleaned

    def _ways(self) -> tuple[str, ...]:
        return tuple(name for name in ("pasted", "upload", "address") if name in self.fields)

    @staticmethod
    def _is_given(value: Any) -> bool:
        return bool(value.strip() if isinstance(value, str) else value)

    def _read(self, cleaned: dict[str, Any], way: str) -> None:
        """Take the text and see that it can be read; what can't is refused here, with the reason."""
        try:
            brought = getattr(self, f"_{way}")(cleaned)
            if brought.extract is None:
                examine(brought.original, format=brought.format)
            else:
                examine(brought.extract, format=brought.extract_format)
        except UnreadableArticle as error:
            self.add_error(way, _now(error.template) % error.params)
        else:
            cleaned["brought"] = asdict(brought)

    def _pasted(self, cleaned: dict[str, Any]) -> sources.Brought:
        text = cleaned["pasted"].encode("utf-8", "surrogatepass")
        return sources.Brought(text, cleaned.get("pasted_format") or Format.TEXT.value)

    def _upload(self, cleaned: dict[str, Any]) -> sources.Brought:
        upload = cleaned["upload"]
        name = upload.name.encode("utf-8", "replace").decode()[-200:]
        return sources.from_file(name, upload.read())

    def _address(self, cleaned: dict[str, Any]) -> sources.Brought:
        return sources.from_web(cleaned["address"])
