"""What learners say is wrong, without who said it: read, answered, and where it leads."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import ReadOnly
from quizzes.admin.remarkforms import SettleForm
from quizzes.models import DomainError, ProblemReport
from quizzes.models.report import ReportState
from quizzes.reviews.answers import given_in_words, lines_of_key


@admin.register(ProblemReport)
class ProblemReportAdmin(ReadOnly, admin.ModelAdmin):
    """The list, and one report with the answer that was given."""

    list_display = ("created_at", "version", "reason", "note", "state")
    list_filter = ("state", "reason")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        where = ("response__version", "practised__version")
        return super().get_queryset(request).select_related(*where)

    @admin.display(description=_("question"))
    def version(self, report: ProblemReport) -> Any:
        version = report.answered.version
        url = reverse("admin:quizzes_questionversion_change", args=[version.pk])
        return format_html('<a href="{}">{}</a>', url, version)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The question, its key, the answer, what was said; POST answers it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).filter(pk=object_id) if object_id.isdecimal() else None
        if found is None or not (report := found.first()):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[no-any-return]
        may_answer = request.user.has_perm("quizzes.change_problemreport")
        form = SettleForm(request.POST if request.method == "POST" and may_answer else None)
        if form.is_valid():
            return self._settle(request, report, form)
        version = report.answered.version
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _now("Report of a problem"),
            "report": report,
            "version": version,
            "given": given_in_words(report.answered),
            "key": lines_of_key(version),
            "form": form if may_answer and report.state == ReportState.NEW else None,
            "waiting": ProblemReport.objects.waiting().exclude(pk=report.pk).count(),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/quizzes/problemreport/report.html", context, status=status
        )

    def _settle(
        self, request: HttpRequest, report: ProblemReport, form: SettleForm
    ) -> HttpResponse:
        try:
            report.settle(**form.cleaned_data, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("Answered; the learner reads it with the question."))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:quizzes_problemreport_change", report.pk)
