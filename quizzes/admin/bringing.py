"""Bring a text, look at what was understood of it, and only then store it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.articleforms import TextForm
from quizzes.content import bringing
from quizzes.generation import Reading
from quizzes.models import Article, ArticleDraft, DraftGone

MOST_BLOCKS_SHOWN = MOST_CHANGES_SHOWN = 300
MOST_LEFT_OUT_SHOWN, LONGEST_LEFT_OUT = 60, 160


class BringsTexts:
    """The pages of ArticleAdmin on which a text comes in."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<int:object_id>/text/", wrap(self.text_view), name="quizzes_article_text"),
            path("draft/<int:object_id>/", wrap(self.draft_view), name="quizzes_article_draft"),
        ]
        return own + super().get_urls()  # type: ignore[misc,no-any-return]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """An article begins with its text."""
        return self._bring(request, None)

    def text_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """A new text for an article that is there."""
        article = Article.objects.filter(pk=object_id).first()
        if article is None:
            raise Http404
        return self._bring(request, article)

    def draft_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The preview; nothing of it is stored before the editor says so."""
        draft = ArticleDraft.objects.of(request.user).filter(pk=object_id).first()  # type: ignore[arg-type]
        if draft is None:
            return self._gone(request)
        self._check(request, draft.article)
        if request.method == "POST" and "_discard" in request.POST:
            draft.delete()
            messages.info(request, _("The text was discarded; nothing was stored."))
            return redirect("admin:quizzes_article_changelist")
        understood = bringing.preview(draft)
        form = self._about_form(request, draft, understood.reading)
        if request.method == "POST" and form.is_valid():
            return self._store(request, draft, form)
        return self._show(request, understood, form)

    def _check(self, request: HttpRequest, article: Article | None) -> None:
        may = self.has_change_permission if article else self.has_add_permission  # type: ignore[attr-defined]
        if not may(request):
            raise PermissionDenied

    def _bring(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        self._check(request, article)
        form = TextForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            brought = form.cleaned_data["brought"]
            draft = ArticleDraft.objects.bring(request.user, article=article, **brought)  # type: ignore[arg-type]
            return redirect("admin:quizzes_article_draft", draft.pk)
        fieldsets = [(None, {"fields": list(form.fields)})]
        context = self._context(request, article) | {
            "title": _("Bring a new text") if article else _("Bring an article"),
            "adminform": AdminForm(form, fieldsets, {}),
            "errors": [*form.non_field_errors(), *form.errors.values()],
        }
        return TemplateResponse(request, "admin/quizzes/article/bring.html", context)

    def _about_form(self, request: HttpRequest, draft: ArticleDraft, reading: Reading) -> Any:
        article = draft.article or Article()
        made = self.get_form(request, draft.article, change=bool(draft.article))  # type: ignore[attr-defined]
        initial = None if draft.article else bringing.guessed(reading, draft)
        return made(request.POST or None, instance=article, initial=initial)

    def _store(self, request: HttpRequest, draft: ArticleDraft, form: Any) -> HttpResponse:
        article = form.save(commit=False)
        article.edit_number += 1
        try:
            revision = bringing.store(draft, article, by=request.user)  # type: ignore[arg-type]
        except DraftGone:
            return self._gone(request)
        self.log_change(request, article, [_now("Text stored.")])  # type: ignore[attr-defined]
        told = (
            _(
                "Stored. Next: “Generate questions”, below its title. Nobody sees a question before you accept it."
            )
            if revision.number == 1
            else _("Stored as revision %(number)d.") % {"number": revision.number}
        )
        messages.success(request, told)
        if self.to_look_at(article):  # type: ignore[attr-defined]
            return redirect("admin:quizzes_article_evidence", article.pk)
        return redirect("admin:quizzes_article_change", article.pk)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, str(DraftGone()))
        return redirect("admin:quizzes_article_changelist")

    def _show(self, request: HttpRequest, seen: bringing.Preview, form: Any) -> HttpResponse:
        article = seen.draft.article
        fieldsets = self.get_fieldsets(request)  # type: ignore[attr-defined]
        context = (
            self._context(request, article)
            | {
                "title": _("Look at it before it is stored"),
                "preview": seen,
                "adminform": AdminForm(form, fieldsets, {}),
                "media": self.media + form.media,  # type: ignore[attr-defined]
                "errors": [*form.non_field_errors(), *form.errors.values()],
                **understood(seen.reading),
                **left_out(seen.reading),
                "changes": seen.changes[:MOST_CHANGES_SHOWN],
                "more_changes": max(0, len(seen.changes) - MOST_CHANGES_SHOWN),
            }
        )
        return TemplateResponse(request, "admin/quizzes/article/draft.html", context)

    def _context(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": article,
            "has_view_permission": True,
            "add": article is None,
        }


def understood(reading: Reading) -> dict[str, Any]:
    """The blocks for a page, each with why nothing is asked of it; a long text is cut."""
    document = reading.document
    blocks = [
        {
            "kind": block.kind.value,
            "level": min(block.level, 4),
            "mark": block.mark,
            "text": document.block_text(number),
            "why": _now(reading.apart[number].template) if number in reading.apart else "",
        }
        for number, block in enumerate(document.blocks[:MOST_BLOCKS_SHOWN])
    ]
    return {"blocks": blocks, "more_blocks": max(0, len(document.blocks) - MOST_BLOCKS_SHOWN)}


def left_out(reading: Reading) -> dict[str, Any]:
    """What of the page is not in the text at all, by reason."""
    rows = [
        {"why": _now(left.why.template), "text": left.text[:LONGEST_LEFT_OUT]}
        for left in reading.left_out[:MOST_LEFT_OUT_SHOWN]
    ]
    reasons = Counter(reading.apart.values())
    return {
        "left_out": rows,
        "more_left_out": max(0, len(reading.left_out) - MOST_LEFT_OUT_SHOWN),
        "apart": [(_now(why.template), count) for why, count in reasons.most_common()],
    }
