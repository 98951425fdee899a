"""Quizzes: choose approved questions, set the rules, publish."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, OuterRef, Subquery, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.admin.common import EditedOnceForm, HouseHistory, NoBulkDelete, VerbsMixin
from quizzes.admin.questions import free_quiz_slug
from quizzes.models import Audience, Question, QuestionVersion, Quiz, QuizQuestion

MOST_OFFERED = 200


class StemChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, question: Any) -> str:
        return str(question.stem)


class QuizForm(EditedOnceForm):
    """A quiz's rules, and approved questions to add."""

    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of its web address; empty: made from the title."),
    )
    add_questions = StemChoices(
        Question.objects.none(),
        label=_("Add questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Approved questions that are not in the quiz yet, those on its articles first; 200 at most."
        ),
    )

    class Meta:
        model = Quiz
        exclude = ("key",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["add_questions"].queryset = self._offered()  # type: ignore[attr-defined]
        for name in ("opens_at", "closes_at"):
            field = self.fields[name]
            for widget, part in zip(
                field.widget.widgets, (_now("date"), _now("time")), strict=True
            ):  # type: ignore[attr-defined]
                widget.attrs["aria-label"] = f"{field.label}, {part}"
            field.help_text = _now("In the time zone %(zone)s.") % {
                "zone": timezone.get_current_timezone_name()
            }

    def _offered(self) -> Any:
        """Approved questions that are not in the quiz, those on its articles first, then the newest."""
        stem = QuestionVersion.objects.approved().filter(question=OuterRef("pk")).values("stem")[:1]
        offered = Question.objects.filter(versions__state="approved").annotate(stem=Subquery(stem))
        if self.instance.pk:
            articles = list(self.instance.articles.values_list("pk", flat=True))
            offered = offered.exclude(quiz_questions__quiz=self.instance).annotate(
                elsewhere=Case(When(article__in=articles, then=0), default=1)
            )
            offered = offered.order_by("elsewhere", "-pk")
        else:
            offered = offered.order_by("-pk")
        shown = list(offered.values_list("pk", flat=True)[:MOST_OFFERED])
        return offered.filter(pk__in=shown)

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
        slug = self.cleaned_data["slug"] or self.instance.slug
        return slug or free_quiz_slug(self.cleaned_data.get("title", ""))


class QuizQuestionInline(admin.StackedInline):
    model = QuizQuestion
    extra = 0
    fields = ("stem", "position", "max_mark")
    readonly_fields = ("stem",)
    max_num = 0  # added above, by ticking

    def get_queryset(self, request: HttpRequest) -> Any:
        stem = (
            QuestionVersion.objects.approved()
            .filter(question=OuterRef("question"))
            .values("stem")[:1]
        )
        return (
            super()
            .get_queryset(request)
            .select_related("question")
            .annotate(approved_stem=Subquery(stem))
        )

    @admin.display(description=_("question"))
    def stem(self, row: Any) -> str:
        missing = _now("%(question)s (no approved version: new attempts don't get it)")
        return row.approved_stem or missing % {"question": row.question}


@admin.register(Quiz)
class QuizAdmin(VerbsMixin, NoBulkDelete, HouseHistory):
    form = QuizForm
    inlines = (QuizQuestionInline,)
    list_display = ("title", "status", "question_count", "audience", "opens_at", "closes_at")
    search_fields = ("title",)
    list_per_page = 50
    readonly_fields = ("status",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "description", "status", "edit_seen")}),
        (
            _("Content"),
            {
                "fields": (
                    "articles",
                    "add_questions",
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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        quiz = form.instance
        last = max(quiz.quiz_questions.values_list("position", flat=True), default=0)
        for place, question in enumerate(form.cleaned_data["add_questions"], start=last + 1):
            QuizQuestion.objects.create(quiz=quiz, question=question, position=place)

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

    def verbs_for(self, request: HttpRequest, obj: Quiz) -> list[tuple[str, str]]:
        if not obj.is_visible:
            return [("publish", _("Publish"))]
        now, archive = timezone.now(), ("archive", _("Take it off the site"))
        if obj.is_open(now):
            return [("close", _("Close it now")), archive]
        has_closed = obj.closes_at is not None and obj.closes_at <= now
        return [("reopen", _("Open it again")), archive] if has_closed else [archive]

    def do_publish(self, request: HttpRequest, obj: Quiz) -> None:
        obj.publish(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(
            request,
            format_html(
                _('Published. <a href="{}">Look at it as a learner.</a>'),
                reverse("quiz", args=[obj.slug]),
            ),
        )

    def do_archive(self, request: HttpRequest, obj: Quiz) -> None:
        obj.archive(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Taken off the site. Scores stay; open attempts may finish."))

    def do_close(self, request: HttpRequest, obj: Quiz) -> None:
        obj.close(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Closed: nobody begins any more; open attempts may finish."))

    def do_reopen(self, request: HttpRequest, obj: Quiz) -> None:
        obj.reopen(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Open again, without a closing date."))
