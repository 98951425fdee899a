"""Questions whose evidence an article's new text changed: side by side, and what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from quizzes.admin.wording import find_passage
from quizzes.generation import differences
from quizzes.models import (
    Article,
    ArticleRevision,
    DomainError,
    EvidencePlace,
    QuestionVersion,
)
from quizzes.models.place import where

PER_PAGE = 20
BEFORE = 160
"""So many characters before a passage are shown with it."""


class LostEvidenceFilter(admin.SimpleListFilter):
    title = _("evidence")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("lost", _("needs a look after a new text"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.with_lost_evidence() if self.value() == "lost" else queryset


def evidence_now(version: QuestionVersion) -> str:
    """Where a question's evidence stands in the newest text, if that is not the one it is from."""
    last = (
        EvidencePlace.objects.filter(evidence__version=version)
        .select_related("revision")
        .defer("revision__original", "revision__text")
        .order_by("evidence", "pk")
    )
    places = {place.evidence_id: place for place in last}.values()
    lines = format_html_join(
        "",
        "<p>{}</p>",
        (
            (
                _("In revision %(number)d: %(fate)s.")
                % {"number": place.revision.number, "fate": place.get_fate_display()},
            )
            for place in places
        ),
    )
    waiting = next((place for place in places if place.is_flagged), None)
    if waiting is None:
        return lines
    page = reverse("admin:quizzes_article_evidence", args=[waiting.revision.article_id])
    return lines + format_html('<p><a href="{}">{}</a></p>', page, _("Look at old and new text"))


class FollowsEvidence:
    """The page of ArticleAdmin on which flagged questions are settled."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.evidence_view)  # type: ignore[attr-defined]
        own = [path("<int:object_id>/evidence/", view, name="quizzes_article_evidence")]
        return own + super().get_urls()  # type: ignore[misc,no-any-return]

    def evidence_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The flagged questions of one article, and one act on one of them."""
        article = Article.objects.filter(pk=object_id).first()
        if article is None:
            raise Http404
        may_edit = request.user.has_perm("quizzes.change_questionversion")  # type: ignore[union-attr]
        if not (self.has_change_permission(request) and may_edit):  # type: ignore[attr-defined]
            raise PermissionDenied
        typed = _Typed(request) if request.method == "POST" else None
        if typed and (answer := self._act(request, article, typed)):
            return answer
        return TemplateResponse(
            request,
            "admin/quizzes/article/evidence.html",
            self._context(request, article)  # type: ignore[attr-defined]
            | {"title": _("Questions to look at"), **flagged(article, request, typed)},
        )

    def _act(self, request: HttpRequest, article: Article, typed: _Typed) -> HttpResponse | None:
        """Do it and say where to go; None where the page is shown again with what was typed."""
        page = redirect("admin:quizzes_article_evidence", article.pk)
        places = EvidencePlace.objects.in_article(article).flagged()
        place = (
            places.filter(pk=typed.place).select_related("evidence__version", "revision").first()
        )
        questions = self.admin_site.get_model_admin(QuestionVersion)  # type: ignore[attr-defined]
        try:
            if place is None:
                messages.error(request, _("Somebody settled this question meanwhile."))
            elif typed.act == "keep":
                return page if self._keep(request, place, typed) else None
            elif typed.act == "retire":
                questions.do_retire(request, place.evidence.version)
            elif typed.act == "edit":
                version = place.evidence.version
                if version.is_editable:
                    return redirect(questions.url_of(version))
                return questions.do_revise(request, version)  # type: ignore[no-any-return]
        except DomainError as error:
            messages.error(request, str(error))
        return page

    def _keep(self, request: HttpRequest, place: EvidencePlace, typed: _Typed) -> bool:
        found = find_passage(place.revision.text, typed.quote)
        if found is None:
            typed.error = str(
                _("This does not stand in the new text; copy the sentence from it, word for word.")
            )
            return False
        place.keep(*found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Kept, with its evidence in the new text."))
        return True

    def to_look_at(self, article: Article) -> int:
        """How many passages of evidence wait for a person."""
        return EvidencePlace.objects.in_article(article).flagged().count()


class _Typed:
    """What an editor sent about one place, and what is wrong with it."""

    def __init__(self, request: HttpRequest) -> None:
        sent = request.POST.get("place", "")
        self.place = int(sent) if sent.isdecimal() and len(sent) < 19 else 0
        self.act = request.POST.get("act", "")
        self.quote = request.POST.get("quote", "").replace("\x00", "")
        self.error = ""


def flagged(article: Article, request: HttpRequest, typed: _Typed | None) -> dict[str, Any]:
    """A page of flagged places, each with the old words and the nearest new ones."""
    places = (
        EvidencePlace.objects.in_article(article)
        .flagged()
        .select_related("evidence__version")
        .prefetch_related("evidence__places")
        .order_by("pk")
    )
    page = Paginator(places, PER_PAGE).get_page(request.GET.get("page"))
    standing = {place.pk: where(place.evidence) for place in page}
    ids = {s.revision_id for s in standing.values()} | {p.revision_id for p in page}
    revisions = article.revisions.only("number", "text").in_bulk(ids)
    rows = [_row(place, standing[place.pk], revisions, typed) for place in page]
    return {"page": page, "rows": rows}


def _row(
    place: EvidencePlace, held: Any, revisions: dict[int, ArticleRevision], typed: _Typed | None
) -> dict[str, Any]:
    before, after = revisions[held.revision_id], revisions[place.revision_id]
    old = before.text[held.start : held.end]
    new = "" if place.start is None else after.text[place.start : place.end]
    own = typed if typed and typed.place == place.pk else None
    return {
        "place": place,
        "version": place.evidence.version,
        "old_number": before.number,
        "new_number": after.number,
        "old_lead": _lead(before.text, held.start),
        "new_lead": "" if place.start is None else _lead(after.text, place.start),
        "words": differences(old, new),
        "old": old,
        "new": new,
        "quote": own.quote if own else new,
        "error": own.error if own else "",
    }


def _lead(text: str, start: int) -> str:
    """The end of what stands before a passage, from the beginning of a word."""
    if start <= BEFORE:
        return text[:start]
    return "… " + text[start - BEFORE : start].partition(" ")[2]
