"""The forms of an article: what is said about it, and the text that an editor brings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import EditedOnceForm
from quizzes.bringing import free_slug
from quizzes.generation import LIMIT, Format, UnreadableArticle, examine, format_of
from quizzes.models import Article

UPLOADABLE = (".txt", ".md", ".markdown", ".html", ".htm")


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
    """A text, pasted or as a file; `brought` is what a draft keeps of it."""

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
        widget=forms.FileInput(attrs={"accept": ",".join(UPLOADABLE)}),
        help_text=_("A .txt, .md or .html file of at most 2 MB."),
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload and not upload.name.lower().endswith(UPLOADABLE):
            raise ValidationError(
                _("Upload a .txt, .md or .html file; paste the text of any other.")
            )
        if upload and upload.size > LIMIT:
            raise ValidationError(
                _(
                    "The file is larger than 2 MB; upload a shorter one, or paste the part that matters."
                )
            )
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in self._ways() if self._is_given(cleaned.get(name))]
        if len(given) > 1:
            raise ValidationError(_("Bring one text: paste it or upload a file, not both."))
        if not given and not self.errors:
            self.add_error("pasted", _("Paste the article's text, or upload a file."))
        if given and not self.errors:
            self._read(cleaned, given[0])
        return cleaned

    def _ways(self) -> tuple[str, ...]:
        return ("pasted", "upload")

    @staticmethod
    def _is_given(value: Any) -> bool:
        return bool(value.strip() if isinstance(value, str) else value)

    def _read(self, cleaned: dict[str, Any], way: str) -> None:
        """Take the text and see that it can be read; what can't is refused here, with the reason."""
        try:
            brought = getattr(self, f"_{way}")(cleaned)
            examine(brought["original"], format=brought["format"])
        except UnreadableArticle as error:
            self.add_error(way, _now(error.template) % error.params)
        else:
            cleaned["brought"] = brought

    def _pasted(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {
            "original": cleaned["pasted"].encode("utf-8", "surrogatepass"),
            "format": cleaned.get("pasted_format") or Format.TEXT.value,
        }

    def _upload(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        upload = cleaned["upload"]
        name = upload.name.encode("utf-8", "replace").decode()[-200:]
        return {"original": upload.read(), "format": format_of(name).value, "name": name}
