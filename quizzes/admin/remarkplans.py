"""Large re-markings in the admin: the worker looks, the page shows how far it is and what would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes import marking_tasks
from quizzes.models import DomainError, QuestionVersion, Remarking, WorkerSign
from quizzes.remarking import Wish, large

PER_PAGE = 50


class PlansRemarking:
    """The pages of RemarkingAdmin on re-markings that were not carried out yet."""

    def plan_urls(self, at: Any) -> list[Any]:
        return [
            at("<int:pk>/progress/", self.progress, "progress"),
            at("<int:pk>/mark/", require_POST(self.mark), "mark"),
            at("<int:pk>/again/", require_POST(self.again), "again"),
            at("<int:pk>/drop/", require_POST(self.drop), "drop"),
        ]

    def prepare(
        self, request: HttpRequest, version: QuestionVersion, wish: Wish, given: dict[str, Any]
    ) -> HttpResponse:
        """Let the worker look at it."""
        with transaction.atomic():
            row = large.prepare(
                version, wish, reason=given["reason"], retires=given["retire"],
                by=request.user, now=timezone.now(),  # type: ignore[arg-type]
            )  # fmt: skip
            _look_at(row)
        return redirect("admin:quizzes_remarking_change", row.pk)

    def prepare_back(self, request: HttpRequest, held: Remarking, reason: str) -> HttpResponse:
        """The same for taking one back."""
        try:
            with transaction.atomic():
                row = large.prepare_back(held, reason=reason, by=request.user, now=timezone.now())  # type: ignore[arg-type]
                _look_at(row)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:quizzes_remarking_change", held.pk)
        return redirect("admin:quizzes_remarking_change", row.pk)

    def plan_page(self, request: HttpRequest, row: Remarking) -> HttpResponse:
        """How far it is, and, once that is known, what would change."""
        context = {"title": _("Mark a question anew"), "row": row, "version": row.version}
        context |= {"key": self._key(row)} | _queue(row)  # type: ignore[attr-defined]
        if row.state == row.State.LOOKED:
            changed = row.attempts.select_related("attempt__quiz", "attempt__learner__user")
            page = Paginator(changed, PER_PAGE).get_page(request.GET.get("page"))
            changes = [(change, change.attempt) for change in page.object_list]
            context |= {"page": page, "changes": changes, "counts": large.counts_of(row)}
        return self._page(request, "plan", **context)  # type: ignore[attr-defined,no-any-return]

    def progress(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bar alone, which the page asks for again and again; at the end it asks for itself."""
        row = self._row(request, pk)
        answer = self._page(request, "_progress", row=row, **_queue(row))  # type: ignore[attr-defined]
        if not row.is_going:
            answer.headers["HX-Refresh"] = "true"
        return answer  # type: ignore[no-any-return]

    def mark(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry it out."""
        row = self._row(request, pk)
        with transaction.atomic():
            if not marking_tasks.carry_out(row):
                messages.info(request, _("It is under way already, or has to be looked at again."))
        return redirect("admin:quizzes_remarking_change", pk)

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Look anew at what would change."""
        row = self._row(request, pk)
        with transaction.atomic():
            marking_tasks.look_again(row)
        return redirect("admin:quizzes_remarking_change", pk)

    def drop(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave everything as it is."""
        row = self._row(request, pk)
        version = row.version_id
        if large.drop(row):
            messages.success(request, _("Dropped. No mark was changed."))
            return redirect("admin:quizzes_questionversion_change", version)
        messages.error(request, _("It is being carried out, or was. It can be taken back afterwards."))  # fmt: skip
        return redirect("admin:quizzes_remarking_change", pk)

    def _row(self, request: HttpRequest, pk: int) -> Remarking:
        self._check(request)  # type: ignore[attr-defined]
        return get_object_or_404(Remarking.objects.select_related("version"), pk=pk)


def _look_at(row: Remarking) -> None:
    """Let the worker begin, unless somebody's is prepared already."""
    if row.is_going and not row.percent:
        marking_tasks.look_at(row)


def _queue(row: Remarking) -> dict[str, Any]:
    """Why it still waits."""
    waits = row.is_going and row.seen_at is None
    return {"worker_is_there": WorkerSign.is_fresh(now=timezone.now())} if waits else {}
