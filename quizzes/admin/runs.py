"""The generator's runs: watched, cancelled, started again; what they brought and why not more."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes import tasks
from quizzes.admin.common import BEYOND, ReadOnly, VerbsMixin
from quizzes.models import GenerationRun, QuestionVersion, WorkerSign
from quizzes.reviews import coverage, explaining, report
from quizzes.reviews.queue import Queue

PAGES = "admin/quizzes/generationrun"


@admin.register(GenerationRun)
class GenerationRunAdmin(VerbsMixin, ReadOnly, admin.ModelAdmin):
    list_display = (
        "article",
        "number",
        "state",
        "percent",
        "added",
        "known",
        "created_at",
        "started_by",
    )
    list_select_related = ("revision__article", "started_by")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).numbered()  # type: ignore[attr-defined]

    @admin.display(description=_("article"), ordering="revision__article__title")
    def article(self, run: GenerationRun) -> str:
        return str(run.revision.article)

    @admin.display(description=_("run"))
    def number(self, run: Any) -> int:
        return run.number  # type: ignore[no-any-return]

    def get_urls(self) -> list[Any]:
        def own(route: str, view: Any, name: str) -> Any:
            name = f"quizzes_generationrun_{name}"
            return path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=name)

        return [
            own("progress/", self.progress_view, "progress"),
            own("paragraphs/", self.paragraphs_view, "paragraphs"),
            own("reasons/<slug:code>/", self.places_view, "places"),
            *super().get_urls(),
        ]

    def verbs_for(self, request: HttpRequest, obj: GenerationRun) -> list[tuple[str, str]]:
        if not obj.is_over:
            return [("cancel", _now("Cancel this run"))]
        again = _now("Run it again") if obj.state == obj.State.FINISHED else _now("Try again")
        beyond = [] if obj.beyond else [("beyond", _now("Also ask beyond the article"))]
        return [*beyond, ("retry", again)]

    def may_do_verbs(self, request: HttpRequest) -> bool:
        # Runs are read-only as rows; what may be done with one are its verbs.
        return request.user.has_perm("quizzes.change_generationrun")

    def do_cancel(self, request: HttpRequest, obj: GenerationRun) -> None:
        obj.cancel(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Cancelled. The worker stops within seconds."))

    def do_retry(self, request: HttpRequest, obj: GenerationRun) -> HttpResponse:
        return self._again(request, obj, beyond=obj.beyond)

    def do_beyond(self, request: HttpRequest, obj: GenerationRun) -> HttpResponse:
        return self._again(request, obj, beyond=True)

    def _again(self, request: HttpRequest, obj: GenerationRun, *, beyond: bool) -> HttpResponse:
        newest = obj.revision.article.current or obj.revision
        run = tasks.start_generation(newest, by=request.user, beyond=beyond)  # type: ignore[arg-type]
        return redirect("admin:quizzes_generationrun_change", run.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        run = self._run(request, int(object_id) if object_id.isdigit() else 0)
        more = {"title": _("Questions for “%(article)s”") % {"article": run.revision.article}}
        return self._page(request, run, "run", **_about(run), **_by_hand(request, run), **more)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bar alone, which the page asks for again and again; at the end it asks for itself."""
        run = self._run(request, pk)
        answer = self._page(request, run, "_progress", **_queue(run))
        if run.is_over:
            answer.headers["HX-Refresh"] = "true"
        return answer

    def paragraphs_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        run, empty_only = self._run(request, pk), request.GET.get("show") == "empty"
        page = coverage.page_of(run, request.GET.get("page"), empty_only=empty_only)
        title = _("“%(article)s”, paragraph by paragraph") % {"article": run.revision.article}
        return self._page(request, run, "paragraphs", page=page, empty_only=empty_only, title=title)

    def places_view(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        run = self._run(request, pk)
        page = report.places_of(run, code, request.GET.get("page"))
        if not page.paginator.count:
            raise Http404
        rows = [(p.shown, [(f and explaining.family(f), told) for f, told in p.said]) for p in page]
        why = explaining.why(code, page[0].said[0][1])
        return self._page(request, run, "places", page=page, rows=rows, why=why, title=why.title)

    def _run(self, request: HttpRequest, pk: int) -> GenerationRun:
        if not self.has_view_permission(request):
            raise PermissionDenied
        runs = GenerationRun.objects.numbered().select_related("revision__article", "started_by")
        run = runs.defer("revision__text", "revision__original").filter(pk=pk).first()
        if run is None:
            raise Http404
        return run

    def _page(
        self, request: HttpRequest, run: GenerationRun, name: str, **context: Any
    ) -> TemplateResponse:
        verbs = _explained(self.verbs_for(request, run) if self.may_do_verbs(request) else [])
        context |= {"run": run, "opts": self.opts, "original": run, "verbs": verbs}
        context = self.admin_site.each_context(request) | context
        return TemplateResponse(request, f"{PAGES}/{name}.html", context)


def _explained(verbs: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Each verb with what would differ from this run."""
    helps = {
        "beyond": BEYOND,
        "retry": _(
            "Reads the article's newest text with what the concept base holds now. Where neither "
            "changed since, it brings the same questions; what is there is not added twice."
        ),
    }
    return [(name, label, str(helps.get(name, ""))) for name, label in verbs]


def _by_hand(request: HttpRequest, run: GenerationRun) -> dict[str, Any]:
    """The way to a question that a person writes about the article."""
    if not run.is_over or not request.user.has_perm("quizzes.add_questionversion"):
        return {}
    url = reverse("admin:quizzes_questionversion_add")
    help = _("Choose the kind of question; the words and the sentence that proves it are yours.")
    label = _("Write one yourself")
    to_write = {"url": f"{url}?article={run.revision.article_id}", "label": label, "help": help}
    return {"to_write": to_write}


def _reviewed_as(run: GenerationRun) -> Queue:
    """The run's own questions; those of the article where all were known before."""
    if run.versions.exists():
        return Queue(run=run.pk)
    return Queue(article=run.revision.article_id)


def _about(run: GenerationRun) -> dict[str, Any]:
    """What the page of a run shows beside its progress."""
    of_article = QuestionVersion.objects.candidates().filter(
        question__article=run.revision.article_id
    )
    asked = _reviewed_as(run)
    waiting, of_article_waiting = run.versions.candidates().count(), of_article.count()
    return {
        "waiting": waiting,
        "waiting_of_article": of_article_waiting,
        "none_waits": not waiting and not of_article_waiting,
        "queue": asked,
        "accepted": asked.accepted.count(),
        "reasons": report.reasons_of(run),
        "questions": run.versions.count(),
        **_queue(run),
    }


def _queue(run: GenerationRun) -> dict[str, Any]:
    """Why a run still waits."""
    if run.state != run.State.WAITING:
        return {}
    before = GenerationRun.objects.going().filter(pk__lt=run.pk).count()
    return {"before": before, "worker_is_there": WorkerSign.is_fresh(now=timezone.now())}
