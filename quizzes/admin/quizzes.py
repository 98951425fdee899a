"""Quizzes: choose approved questions, set the rules, publish."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import EditedOnceForm, HouseHistory, NoBulkDelete, VerbsMixin
from quizzes.admin.composing import ComposesQuizzes
from quizzes.admin.statistics import ShowsStatistics
from quizzes.composing import copy_quiz, free_slug, is_made_from
from quizzes.models import Audience, Quiz
from quizzes.models.audience import SHORTLY


class QuizForm(EditedOnceForm):
    """A quiz's rules; its questions have a page of their own."""

    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of its web address; empty: made from the title."),
    )

    class Meta:
        model = Quiz
        exclude = ("key",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens_at", "closes_at"):
            field = self.fields[name]
            for widget, part in zip(
                field.widget.widgets, (_now("date"), _now("time")), strict=True
            ):  # type: ignore[attr-defined]
                widget.attrs["aria-label"] = f"{field.label}, {part}"
            field.help_text = _now("In the time zone %(zone)s.") % {
                "zone": timezone.get_current_timezone_name()
            }

    def clean_time_limit(self) -> dt.timedelta | None:
        limit: dt.timedelta | None = self.cleaned_data["time_limit"]
        if limit is not None and limit < dt.timedelta(minutes=1):
            told = _(
                "That would be %(seconds)d seconds. Write hours:minutes:seconds, such as 0:20:00."
            )
            raise forms.ValidationError(told, params={"seconds": limit.total_seconds()})
        return limit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("audience") == Audience.GROUPS and not cleaned.get("groups"):
            self.add_error("groups", _("Choose the groups whose members may take it."))
        return cleaned

    def clean_slug(self) -> str:
        slug, title = (
            self.cleaned_data["slug"] or self.instance.slug,
            self.cleaned_data.get("title"),
        )
        if slug and not self._follows(slug, title):
            return slug
        return free_slug(title or "")

    def _follows(self, slug: str, title: str | None) -> bool:
        """Whether the address goes with the new title: nobody was given it, and nobody chose it."""
        quiz = self.instance
        if quiz.pk is None or quiz.published_at or slug != quiz.slug or not title:
            return False
        return title != quiz.title and is_made_from(slug, quiz.title)


class ByAudience(admin.SimpleListFilter):
    """For whom, in a word or two; the form says it at length."""

    title = _("for whom")
    parameter_name = "audience"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return list(SHORTLY.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(audience=self.value()) if self.value() else queryset


@admin.register(Quiz)
class QuizAdmin(ShowsStatistics, ComposesQuizzes, VerbsMixin, NoBulkDelete, HouseHistory):
    form = QuizForm
    list_display = ("title", "status", "question_count", "for_whom", "opens_at", "closes_at")
    list_filter = (ByAudience, "feedback")
    search_fields = ("title", "slug")
    list_per_page = 50
    readonly_fields = ("status",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "description", "status", "edit_seen")}),
        (
            _("Content"),
            {
                "fields": (
                    "articles",
                    "draw_count",
                    "shuffle_questions",
                    "shuffle_options",
                )
            },
        ),
        (
            _("For whom"),
            {"fields": ("audience", "groups", "guests_allowed", "opens_at", "closes_at")},
        ),
        (
            _("Rules"),
            {
                "fields": (
                    "feedback",
                    "article_access",
                    "ask_confidence",
                    "time_limit",
                    "pauses_allowed",
                    "attempts_allowed",
                    "grading",
                    "pass_percent",
                )
            },
        ),
        (_("Privacy"), {"fields": ("keep_days",)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_counts()  # type: ignore[attr-defined]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"articles", "groups"}:
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Quiz, form: Any, change: bool) -> None:
        obj.edit_number += 1
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Quiz | None = None) -> bool:
        return False

    @admin.display(description=_("status"))
    def status(self, quiz: Quiz) -> Any:
        if quiz.pk is None or quiz.published_at is None:
            return _("draft")
        if quiz.archived_at:
            return _("archived")
        label = _("open") if quiz.is_open(timezone.now()) else _("published, not open now")
        return format_html('<a href="{}">{}</a>', reverse("quiz", args=[quiz.slug]), label)

    @admin.display(description=_("questions"))
    def question_count(self, quiz: Any) -> int:
        return quiz.size

    @admin.display(description=_("for whom"), ordering="audience")
    def for_whom(self, quiz: Quiz) -> Any:
        return SHORTLY[Audience(quiz.audience)]

    def verbs_for(self, request: HttpRequest, obj: Quiz) -> list[tuple[str, str]]:
        copy = [("copy", _("Copy"))] if self.has_add_permission(request) else []
        if not obj.is_visible:
            return [("publish", _("Check and publish")), *copy]
        now, rest = timezone.now(), [("archive", _("Take it off the site")), *copy]
        if obj.is_open(now):
            return [("close", _("Close it now")), *rest]
        has_closed = obj.closes_at is not None and obj.closes_at <= now
        return [("reopen", _("Open it again")), *rest] if has_closed else rest

    def do_archive(self, request: HttpRequest, obj: Quiz) -> None:
        obj.archive(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Taken off the site. Scores stay; open attempts may finish."))

    def do_close(self, request: HttpRequest, obj: Quiz) -> None:
        obj.close(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Closed: nobody begins any more; open attempts may finish."))

    def do_reopen(self, request: HttpRequest, obj: Quiz) -> None:
        obj.reopen(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Open again, without a closing date."))

    def do_copy(self, request: HttpRequest, obj: Quiz) -> HttpResponse:
        copy = copy_quiz(obj)
        messages.success(
            request, _("This is the copy, not published, with an address of its own and no dates.")
        )
        return redirect(self.url_of(copy))

    def response_add(self, request: HttpRequest, obj: Quiz, *args: Any, **kw: Any) -> HttpResponse:
        """A new quiz wants questions next."""
        if {"_continue", "_addanother", "_popup"} & set(request.POST):
            return super().response_add(request, obj, *args, **kw)
        messages.success(request, _("Stored. Now choose its questions."))
        return redirect("admin:quizzes_quiz_questions", obj.pk)

    def response_change(self, request: HttpRequest, obj: Quiz) -> HttpResponse:
        """So does a draft that was just made of questions, once its rules are saved."""
        is_new = obj.published_at is None and obj.edit_number == 1
        if not is_new or {"_continue", "_addanother", "_popup"} & set(request.POST):
            return super().response_change(request, obj)
        messages.success(request, _("Stored. Look through its questions, then check and publish."))
        return redirect("admin:quizzes_quiz_questions", obj.pk)
