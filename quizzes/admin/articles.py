"""Articles: paste or upload, see what was understood, generate candidates and watch it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes import actions, tasks
from quizzes.admin.common import EditedOnceForm, HouseHistory, NoBulkDelete, VerbsMixin
from quizzes.generation import LIMIT, Format, UnreadableArticle, format_of, read
from quizzes.models import Article, QuestionVersion

UPLOADABLE = (".txt", ".md", ".markdown", ".html", ".htm")
MOST_BLOCKS_SHOWN = 300


class ArticleForm(EditedOnceForm):
    """An article's data, and its text pasted or as a file. A new text makes a new revision."""

    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of its web address; empty: made from the title."),
    )
    pasted = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        help_text=_("Up to about 900,000 characters; upload anything longer as a file."),
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
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

    class Meta:
        model = Article
        fields = (
            "title",
            "slug",
            "authors",
            "published_on",
            "source_url",
            "licence",
            "note",
            "language",
        )

    def clean_slug(self) -> str:
        slug = (
            self.cleaned_data["slug"]
            or slugify(self.cleaned_data.get("title", ""))[:80].strip("-")
            or "article"
        )
        taken = Article.objects.exclude(pk=self.instance.pk)
        if self.cleaned_data["slug"] and taken.filter(slug=slug).exists():
            raise ValidationError(_("Another article has this address; choose another."))
        number, free = 1, slug
        while taken.filter(slug=free).exists():
            number += 1
            free = f"{slug[:76]}-{number}"
        return free

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
        cleaned = super().clean()
        upload, pasted = cleaned.get("upload"), cleaned.get("pasted", "")
        if upload and pasted.strip():
            raise ValidationError(_("Paste a text or upload a file, not both."))
        if not upload and not pasted.strip():
            if self.instance.pk is None and "upload" not in self.errors:
                self.add_error("pasted", _("Paste the article's text, or upload a file."))
            return cleaned
        source = upload.read() if upload else pasted.encode("utf-8", "surrogatepass")
        format = (
            format_of(upload.name)
            if upload
            else Format(cleaned.get("pasted_format") or Format.TEXT)
        )
        try:
            document = read(source, format=format)
        except UnreadableArticle as error:
            self.add_error("upload" if upload else "pasted", str(_(error.template)) % error.params)
            return cleaned
        cleaned["text"] = {"source": source, "format": format.value, "document": document}
        return cleaned


@admin.register(Article)
class ArticleAdmin(VerbsMixin, NoBulkDelete, HouseHistory):
    form = ArticleForm
    list_display = ("title", "authors", "language", "created_at")
    search_fields = ("title", "authors")
    list_per_page = 50
    actions = ("generate_selected",)
    readonly_fields = ("waiting", "understood")

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        about = (
            *(["waiting"] if obj else []),
            "title",
            "slug",
            "authors",
            "published_on",
            "source_url",
            "licence",
            "note",
            "language",
            "edit_seen",
        )
        text = (
            _("A new text") if obj else _("Text"),
            {
                "fields": ("pasted", "pasted_format", "upload"),
                "description": _(
                    "A changed text makes a new revision; the old one stays for the attempts that were made on it."
                )
                if obj
                else "",
            },
        )
        seen = [(_("The text as it was understood"), {"fields": ("understood",)})] if obj else []
        return [(None, {"fields": about}), text, *seen]

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        obj.edit_number += 1
        if text := form.cleaned_data.get("text"):
            actions.store_article(obj, by=request.user, **text)  # type: ignore[arg-type]
        else:
            super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    @admin.display(description=_("to be reviewed"))
    def waiting(self, obj: Article) -> str:
        count = QuestionVersion.objects.candidates().filter(question__article=obj).count()
        if not count:
            return _now("No candidate waits.")
        told = ngettext(
            "%(n)d candidate waits: review it", "%(n)d candidates wait: review them", count
        )
        url = f"{reverse('admin:quizzes_questionversion_next')}?article={obj.pk}"
        return format_html('<a href="{}">{}</a>', url, told % {"n": count})

    @admin.display(description=_("blocks"))
    def understood(self, obj: Article) -> str:
        revision = obj.current
        if revision is None:
            return "–"
        blocks = list(revision.blocks.all()[: MOST_BLOCKS_SHOWN + 1])
        rows = format_html_join(
            "",
            '<p class="block block-{}">{}</p>',
            ((b.kind, revision.text[b.start : b.end]) for b in blocks[:MOST_BLOCKS_SHOWN]),
        )
        more = format_html("<p>{}</p>", _("… and more.")) if len(blocks) > MOST_BLOCKS_SHOWN else ""
        return format_html('<div class="understood">{}{}</div>', rows, more)

    def verbs_for(self, request: HttpRequest, obj: Article) -> list[tuple[str, str]]:
        if not obj.current:
            return []
        return [
            ("generate", _("Generate candidate questions")),
            ("generate_beyond", _("Generate, and also ask beyond the article")),
        ]

    def do_generate(self, request: HttpRequest, obj: Article) -> HttpResponse:
        run = tasks.start_generation(obj.current, by=request.user)  # type: ignore[arg-type]
        return redirect("admin:quizzes_generationrun_change", run.pk)

    def do_generate_beyond(self, request: HttpRequest, obj: Article) -> HttpResponse:
        run = tasks.start_generation(obj.current, by=request.user, beyond=True)  # type: ignore[arg-type]
        return redirect("admin:quizzes_generationrun_change", run.pk)

    @admin.action(description=_("Generate candidate questions"), permissions=["change"])
    def generate_selected(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        runs = [tasks.start_generation(a.current, by=request.user) for a in queryset if a.current]  # type: ignore[arg-type]
        if len(runs) == 1:
            return redirect("admin:quizzes_generationrun_change", runs[0].pk)
        messages.info(
            request,
            _("%(count)d runs were started; they are listed under “Generation runs”.")
            % {"count": len(runs)},
        )
        return None
