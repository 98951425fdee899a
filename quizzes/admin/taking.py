"""What learners did: to be looked at by superusers, never touched."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import ReadOnly, ReadOnlyInline
from quizzes.models import Attempt, Decision, Response
from quizzes.reviews.answers import given_in_words


class ResponseInline(ReadOnlyInline):
    model = Response
    fields = (
        "position",
        "version",
        "mark",
        "max_mark",
        "confidence",
        "article_opened",
        "answered_at",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        named = ("version", "attempt__quiz", "attempt__learner__user")
        return super().get_queryset(request).select_related(*named)


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, admin.ModelAdmin):
    list_display = (
        "quiz",
        "learner",
        "number",
        "started_at",
        "finished_at",
        "score",
        "max_score",
        "passed",
    )
    list_filter = (("quiz", admin.RelatedOnlyFieldListFilter), "passed", "finish_reason")
    list_select_related = ("quiz", "learner__user")
    inlines = (ResponseInline,)
    exclude = ("seed",)
    list_per_page = 50
    show_full_result_count = False


@admin.register(Response)
class ResponseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("attempt", "position", "version", "mark", "max_mark", "answered_at")
    list_select_related = ("attempt__quiz", "attempt__learner__user", "version")
    fields = (
        "attempt",
        "position",
        "version",
        "answer_given",
        "mark",
        "max_mark",
        "confidence",
        "article_opened",
        "flagged",
        "answered_at",
        "sequence",
    )
    readonly_fields = ("answer_given",)
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description=_("answer"))
    def answer_given(self, response: Response) -> str:
        return "; ".join(given_in_words(response)) or "–"


@admin.register(Decision)
class DecisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("at", "verb", "version", "quiz", "by_name", "reason", "note")
    list_select_related = ("version", "quiz")
    list_filter = ("verb", "reason")
    list_per_page = 50
