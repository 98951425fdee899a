"""The generator's runs, to be watched."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import ReadOnly
from quizzes.models import GenerationRun


@admin.register(GenerationRun)
class GenerationRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("revision", "state", "percent", "added", "known", "created_at", "started_by")
    list_select_related = ("revision__article", "started_by")
    fields = (
        "revision",
        "beyond",
        "progress",
        "message",
        "outcome",
        "asked_by",
        "created_at",
        "report",
    )
    readonly_fields = fields
    list_per_page = 50

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        response = super().change_view(request, object_id, form_url, extra_context)
        run = GenerationRun.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        if run and not run.is_over and response.status_code == 200:
            response.headers["Refresh"] = "2"  # the page loads itself anew until the run is over
        return response

    @admin.display(description=_("started by"))
    def asked_by(self, run: GenerationRun) -> str:
        # A name and no link: editors may not open accounts.
        return str(run.started_by or "–")

    @admin.display(description=_("progress"))
    def progress(self, run: GenerationRun) -> str:
        return format_html(
            '<progress max="100" value="{}">{}%</progress> <strong role="status">{}, {}%</strong>',
            run.percent,
            run.percent,
            run.get_state_display(),
            run.percent,
        )

    @admin.display(description=_("result"))
    def outcome(self, run: GenerationRun) -> str:
        if run.state != GenerationRun.State.FINISHED:
            return "–"
        url = (
            reverse("admin:quizzes_questionversion_changelist")
            + f"?state__exact=candidate&question__article__id__exact={run.revision.article_id}"
        )
        told = _("%(added)d new candidates, %(known)d known before.") % {
            "added": run.added,
            "known": run.known,
        }
        return format_html('{} <a href="{}">{}</a>', told, url, _("Review the candidates"))

    @admin.display(description=_("what was dropped, and why"))
    def report(self, run: GenerationRun) -> str:
        text = run.revision.text
        rows = (
            (text[n.start : n.end][:200], n.family or "–", n.message) for n in run.notes.all()[:500]
        )
        body = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows)
        head = format_html(
            "<tr><th>{}</th><th>{}</th><th>{}</th></tr>",
            _("Sentence or paragraph"),
            _("Way of asking"),
            _("Why there is no question"),
        )
        return (
            format_html("<table><thead>{}</thead><tbody>{}</tbody></table>", head, body)
            if body
            else "–"
        )
