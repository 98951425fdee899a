"""The pages on what the answers say: a quiz's, one question's in it, and a question's versions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from quizzes import statistics
from quizzes.analysis import SHOWN
from quizzes.drawings import charts
from quizzes.models import (
    ItemFinding,
    ItemStatistics,
    Quiz,
    QuizStatistics,
    WorkerSign,
)
from quizzes.statistics import refreshing
from quizzes.statistics.findings import of_the_whole
from quizzes.statistics.sheet import OPTIONS
from quizzes.tables.sheets import as_csv

PER_PAGE = 25
MOST_PLOTTED = 1000
PAGES = "admin/quizzes/statistics"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class ShowsStatistics:
    """The statistics pages of QuizAdmin."""

    def get_urls(self) -> list[Any]:
        def own(route: str, view: Any, name: str) -> Any:
            route = f"<int:object_id>/statistics/{route}"
            return path(route, self.admin_site.admin_view(view), name=f"quizzes_quiz_{name}")  # type: ignore[attr-defined]

        return [
            own("", self.statistics_view, "statistics"),
            own("refresh/", self.refresh_view, "statistics_refresh"),
            own("figures.csv", self.statistics_csv_view, "statistics_csv"),
            own("<int:version>/", self.item_view, "statistics_item"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def statistics_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The whole quiz: its figures, what they warn of, the drawings, and its questions."""
        quiz, row = _quiz(request, object_id)
        title = _("What the answers to “%(quiz)s” say") % {"quiz": quiz}
        context = {"quiz": quiz, "row": row, "title": title, "least": SHOWN, **_state(row)}
        if row and row.n >= SHOWN:
            context |= _whole(row) | _questions(request, row)
        return self._statistics_page(request, "quiz", context)

    def refresh_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask the worker for new figures."""
        quiz, _row = _quiz(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if refreshing.ask(quiz, now=timezone.now()):
            messages.success(request, _("New figures are being computed. Open this page again soon."))  # fmt: skip
        else:
            messages.info(request, _("New figures are on their way already."))
        return redirect("admin:quizzes_quiz_statistics", quiz.pk)

    def statistics_csv_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """All figures as a sheet."""
        quiz, row = _quiz(request, object_id)
        if row is None or row.as_of is None:
            raise Http404
        content = as_csv([str(name) for name in statistics.HEAD], statistics.rows_of(row))
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        name = f"{_('statistics')}-{slugify(quiz.slug)}-{row.as_of:%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def item_view(self, request: HttpRequest, object_id: int, version: int) -> HttpResponse:
        """One question of the quiz: its figures, its options by thirds, what was typed."""
        quiz, row = _quiz(request, object_id)
        found = ItemStatistics.objects.filter(statistics=row, version=version)
        item = found.select_related("version").prefetch_related(OPTIONS).first() if row else None
        if row is None or item is None:
            raise Http404
        title = _("Question %(place)d of “%(quiz)s”") % {"place": item.place, "quiz": quiz}
        context = {"quiz": quiz, "row": row, "item": item, "title": title, "least": SHOWN}
        if row.n >= SHOWN and item.n >= SHOWN:
            context |= _item(item)
        return self._statistics_page(request, "item", context)

    def _statistics_page(
        self, request: HttpRequest, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | context | {"opts": Quiz._meta}  # type: ignore[attr-defined]
        return TemplateResponse(request, f"{PAGES}/{name}.html", context)


def may_see(request: HttpRequest) -> bool:
    """Whether this person may look at statistics."""
    return request.user.has_perm("quizzes.view_quizstatistics")


def versions_of(question: int, page: str | None) -> Any:
    """The figures of a question's versions in every quiz, the newest version first."""
    found = ItemStatistics.objects.filter(version__question=question, statistics__n__gte=SHOWN)
    ordered = found.select_related("version", "statistics__quiz").order_by(
        "-version__number", "statistics__quiz__title", "pk"
    )
    return Paginator(ordered, PER_PAGE).get_page(page)


def lines(items: Any) -> list[dict[str, Any]]:
    """Questions as lines of a table, each with its facility as a drawing."""
    return [
        {
            "item": item,
            "facility": (facility := item.figure("facility", item.n)),
            "bar": charts.whisker(facility),
            "r": item.figure("discrimination", item.n),
        }
        for item in items
    ]


def _quiz(request: HttpRequest, pk: int) -> tuple[Quiz, QuizStatistics | None]:
    if not may_see(request):
        raise PermissionDenied
    quiz = Quiz.objects.filter(pk=pk).select_related("statistics").first()
    if quiz is None:
        raise Http404
    return quiz, getattr(quiz, "statistics", None)


def _state(row: QuizStatistics | None) -> dict[str, Any]:
    now: dt.datetime = timezone.now()
    waits = row is not None and row.is_awaited
    return {"worker_is_there": WorkerSign.is_fresh(now=now)} if waits else {}


def _whole(row: QuizStatistics) -> dict[str, Any]:
    flagged = Exists(ItemFinding.objects.filter(item=OuterRef("pk"), is_grave=True))
    known = row.items.filter(n__gte=SHOWN, discrimination__isnull=False).annotate(flagged=flagged)
    points = known.values_list("place", "facility", "discrimination", "flagged")[:MOST_PLOTTED]
    bands = list(row.bands.all())
    mean, alpha = row.figure("mean", row.n), row.figure("alpha", row.n)
    return {
        "mean": mean,
        "mean_bar": charts.whisker(mean),
        "alpha": alpha,
        "whole_finding": of_the_whole(alpha.high),
        "bands": [{"start": b.start, "end": b.start + 10, "count": b.count} for b in bands],
        "distribution": statistics.bars([(band.start, band.count) for band in bands]),
        "scatter": statistics.scatter(points),
        "plotted": len(points),
    }


def _questions(request: HttpRequest, row: QuizStatistics) -> dict[str, Any]:
    items = Paginator(row.items.select_related("version"), PER_PAGE)
    page = items.get_page(request.GET.get("page"))
    found = ItemFinding.objects.filter(item__statistics=row, item__n__gte=SHOWN)
    told = found.select_related("item__version", "option__option")
    findings = Paginator(told, PER_PAGE).get_page(request.GET.get("findings"))
    rows = lines(page)
    timed = [
        (i.place, i.seconds_low, i.seconds, i.seconds_high)
        for i in page
        if i.timed >= SHOWN and i.n >= SHOWN
    ]
    return {
        "page": page,
        "lines": rows,
        "findings_page": findings,
        "findings": [statistics.told(finding) for finding in findings],
        "times": statistics.boxes(timed) if timed else None,
    }


def _item(item: ItemStatistics) -> dict[str, Any]:
    uses = item.uses()
    letters = [LETTERS[i % len(LETTERS)] for i in range(len(uses))]
    found = item.findings.select_related("item__version", "option__option")
    return {
        **lines([item])[0],
        "uses": [
            {"letter": letter, "row": option, "use": use}
            for letter, (option, use) in zip(letters, uses, strict=True)
        ],
        "plot": statistics.thirds([use for _option, use in uses], letters) if uses else None,
        "findings": [statistics.told(finding) for finding in found],
        "typed": list(item.typed.all()),
    }
