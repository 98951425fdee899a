"""Articles: bring a text, see what was understood, generate candidates and watch it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes import tasks
from quizzes.admin.articleforms import ArticleForm
from quizzes.admin.bringing import MOST_BLOCKS_SHOWN, BringsTexts
from quizzes.admin.common import BEYOND, HouseHistory, NoBulkDelete, VerbsMixin
from quizzes.admin.evidence import FollowsEvidence
from quizzes.generation import reasons_apart
from quizzes.models import Article, QuestionVersion


@admin.register(Article)
class ArticleAdmin(BringsTexts, FollowsEvidence, VerbsMixin, NoBulkDelete, HouseHistory):
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
            "language",
            "edit_seen",
        )
        origin = ("source_url", "note", "source_is_unknown", "licence")
        seen = [(_("The text as it was understood"), {"fields": ("understood",)})] if obj else []
        return [
            (None, {"fields": about}),
            (_("Where it is from and what one may do with it"), {"fields": origin}),
            *seen,
        ]

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        obj.edit_number += 1
        super().save_model(request, obj, form, change)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        told = {"to_look_at": self.to_look_at(obj) if obj else 0, "beyond": BEYOND}
        return super().change_view(request, object_id, form_url, told | (extra_context or {}))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    @admin.display(description=_("to be reviewed"))
    def waiting(self, obj: Article) -> str:
        count = QuestionVersion.objects.candidates().filter(question__article=obj).count()
        if not count:
            return _now("Nothing waits. New questions come from “Generate questions”.")
        told = ngettext(
            "%(n)d candidate waits: review it", "%(n)d candidates wait: review them", count
        )
        url = f"{reverse('admin:quizzes_questionversion_next')}?article={obj.pk}"
        return format_html('<a href="{}">{}</a>', url, told % {"n": count})

    @admin.display(description=_("text"))
    def understood(self, obj: Article) -> str:
        revision = obj.current
        if revision is None:
            return "–"
        blocks = list(revision.blocks.all()[: MOST_BLOCKS_SHOWN + 1])
        whys = reasons_apart(revision.to_document())
        rows = format_html_join(
            "",
            '<p class="block block-{} level-{}{}{}">{}{}{}</p>',
            (
                (
                    b.kind,
                    min(b.level, 4),
                    " has-mark" if b.mark else "",
                    " is-apart" if b.position in whys else "",
                    _why(whys.get(b.position)),
                    format_html('<span class="mark">{}.</span> ', b.mark) if b.mark else "",
                    revision.text[b.start : b.end],
                )
                for b in blocks[:MOST_BLOCKS_SHOWN]
            ),
        )
        more = format_html("<p>{}</p>", _("… and more.")) if len(blocks) > MOST_BLOCKS_SHOWN else ""
        return format_html('<div class="understood">{}{}</div>', rows, more)

    def verbs_for(self, request: HttpRequest, obj: Article) -> list[tuple[str, str]]:
        if not obj.current:
            return []
        return [
            ("generate", _("Generate questions")),
            ("generate_beyond", _("Generate, and also ask beyond the article")),
        ]

    def do_generate(self, request: HttpRequest, obj: Article) -> HttpResponse:
        run = tasks.start_generation(obj.current, by=request.user)  # type: ignore[arg-type]
        return redirect("admin:quizzes_generationrun_change", run.pk)

    def do_generate_beyond(self, request: HttpRequest, obj: Article) -> HttpResponse:
        run = tasks.start_generation(obj.current, by=request.user, beyond=True)  # type: ignore[arg-type]
        return redirect("admin:quizzes_generationrun_change", run.pk)

    @admin.action(description=_("Generate questions"), permissions=["change"])
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


def _why(why: Any) -> str:
    """The mark of a block of which nothing is asked; empty for any other."""
    if why is None:
        return ""
    told = _now("Not asked about: %(why)s") % {"why": _now(why.template)}
    return format_html('<span class="why">{}</span> ', told)
