"""Practices, what is known, certificates, reminders: to be looked at by superusers, never touched."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from quizzes.admin.common import ReadOnly, ReadOnlyInline
from quizzes.models import Certificate, ConceptMemory, Practice, PracticeAnswer, Reminder


class PracticeAnswerInline(ReadOnlyInline):
    model = PracticeAnswer
    fields = ("position", "version", "concept", "mark", "max_mark", "confidence", "answered_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("version", "concept", "practice")


@admin.register(Practice)
class PracticeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("learner", "started_at", "finished_at", "planned")
    list_select_related = ("learner__user",)
    inlines = (PracticeAnswerInline,)
    exclude = ("seed",)
    list_per_page = 50
    show_full_result_count = False


@admin.register(ConceptMemory)
class ConceptMemoryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("learner", "concept", "stability", "difficulty", "seen_at", "due_at", "answers")
    list_select_related = ("learner__user", "concept")
    list_per_page = 50
    show_full_result_count = False


@admin.register(Certificate)
class CertificateAdmin(ReadOnly, admin.ModelAdmin):
    """To withdraw one, open its public page: it asks for the reason."""

    list_display = ("quiz_title", "attempt", "issued_at", "score", "max_score", "revoked_at")
    list_select_related = ("attempt__quiz", "attempt__learner__user")
    search_fields = ("code",)
    list_per_page = 50
    show_full_result_count = False


@admin.register(Reminder)
class ReminderAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("learner", "is_on", "not_before")
    list_select_related = ("learner__user",)
    list_per_page = 50
    show_full_result_count = False
