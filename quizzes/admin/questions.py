"""Questions: review with the evidence beside, edit, approve, retire."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizzes import actions
from quizzes.admin import review, statistics
from quizzes.admin.common import HouseHistory, NoBulkDelete, VerbsMixin
from quizzes.admin.evidence import LostEvidenceFilter, evidence_now
from quizzes.admin.kinds import kinds_told
from quizzes.admin.parts import INLINES, CitationInline, OptionInline
from quizzes.admin.pool import PoolFilter
from quizzes.admin.wording import VersionForm
from quizzes.analysis import SHOWN
from quizzes.composing import quiz_of, told_of_draft
from quizzes.items import Kind
from quizzes.models import (
    Decision,
    DomainError,
    Question,
    QuestionVersion,
    Quiz,
    Reason,
)
from quizzes.models.drawing import running_short
from quizzes.models.kinds import State
from quizzes.reviews.findings import with_findings


class NewestFilter(admin.SimpleListFilter):
    title = _("versions")
    parameter_name = "versions"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("all", _("all versions"))]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=["versions"]),
            "display": _("newest version"),
        }
        yield {
            "selected": self.value() == "all",
            "query_string": changelist.get_query_string({"versions": "all"}),
            "display": _("all versions"),
        }

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset if self.value() == "all" else queryset.newest()


@admin.register(QuestionVersion)
class QuestionVersionAdmin(VerbsMixin, NoBulkDelete, HouseHistory):
    form = VersionForm
    list_display = ("stem_short", "state_shown", "kind", "level", "article", "number")
    list_display_links = ("stem_short",)
    list_filter = (
        NewestFilter,
        "state",
        "kind",
        "level",
        ("question__article", admin.RelatedOnlyFieldListFilter),
        LostEvidenceFilter,
        PoolFilter,
    )
    list_select_related = ("question__article",)
    search_fields = ("stem", "options__text")
    list_per_page = 50
    actions = ("approve_selected", "retire_selected", "make_quiz_of_selected")
    readonly_fields = ("state", "kind_name", "evidence_beside", "findings", "origin", "decided")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.statistics_view)
        own = path("<int:object_id>/statistics/", view, name="quizzes_questionversion_statistics")
        return [*review.addresses(), own, *super().get_urls()]

    def statistics_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What the answers say of each version, quiz by quiz."""
        if not statistics.may_see(request):
            raise PermissionDenied
        version = get_object_or_404(QuestionVersion, pk=object_id)
        page = statistics.versions_of(version.question_id, request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "title": _now("What the answers to this question say"),
            "opts": self.opts,
            "original": version,
            "page": page,
            "lines": statistics.lines(page),
            "least": SHOWN,
        }
        return TemplateResponse(request, f"{statistics.PAGES}/question.html", context)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_last_verb()  # type: ignore[attr-defined]

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, obj: QuestionVersion) -> str:
        return obj.state_in_words()

    def get_inlines(self, request: HttpRequest, obj: QuestionVersion | None) -> list[Any]:
        kind = Kind(obj.kind) if obj else self._kind_asked(request)
        part = INLINES.get(kind, OptionInline) if kind else None
        return [part, CitationInline] if part else [CitationInline]

    def get_fieldsets(self, request: HttpRequest, obj: QuestionVersion | None = None) -> Any:
        kind = Kind(obj.kind) if obj else self._kind_asked(request)
        number = ["number_value", "tolerance", "unit"] if kind == Kind.NUMERIC else []
        seen = ["state", "kind_name", "evidence_beside", "findings"] if obj else []
        if obj and not obj.is_editable:
            return [
                (
                    None,
                    {
                        "fields": [
                            *seen,
                            "level",
                            "stem",
                            *number,
                            "explanation",
                            *(["language"] if obj.language else []),
                            "origin",
                            "decided",
                        ]
                    },
                )
            ]
        words = ["article", "level", "stem", *number, "explanation", "quotes", "kind", "edit_seen"]
        return [
            (None, {"fields": [*seen, *words]}),
            (
                _("Language"),
                {"fields": ["language"], "classes": [] if obj and obj.language else ["collapse"]},
            ),
            *([(_("Origin"), {"fields": ["origin", "decided"]})] if obj else []),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: QuestionVersion | None = None) -> Any:
        if obj and not obj.is_editable:
            return (
                *self.readonly_fields,
                "level",
                "stem",
                "number_value",
                "tolerance",
                "unit",
                "explanation",
                "language",
            )
        return self.readonly_fields

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"kind": request.GET.get("kind"), "article": request.GET.get("article")}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """First the kind, then the form that this kind needs."""
        if self._kind_asked(request) is None and self.has_add_permission(request):
            context = self.admin_site.each_context(request) | {
                "title": _("Which kind of question?"),
                "opts": self.opts,
                "article": asked if (asked := request.GET.get("article", "")).isdecimal() else "",
                "kinds": kinds_told(),
            }
            return TemplateResponse(
                request, "admin/quizzes/questionversion/choose_kind.html", context
            )
        return super().add_view(request, form_url, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Where somebody decided on the version while it was edited, give back what was typed."""
        obj = self.get_object(request, object_id) if request.method == "POST" else None
        if obj and not obj.is_editable and self.has_change_permission(request, obj):
            return self._decided_meanwhile(request, obj)
        return super().change_view(request, object_id, form_url, extra_context)

    def _decided_meanwhile(self, request: HttpRequest, obj: QuestionVersion) -> HttpResponse:
        typed = {
            name: value
            for name, value in request.POST.items()
            if value.strip()
            and re.search(r"(stem|explanation|quotes|text|feedback|left|right)$", name)
        }
        context = self.admin_site.each_context(request) | {
            "title": _("Your changes were not stored"),
            "opts": self.opts,
            "original": obj,
            "decision": obj.decisions.first(),
            "typed": typed,
        }
        template = "admin/quizzes/questionversion/decided_meanwhile.html"
        return TemplateResponse(request, template, context, status=409)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj and not obj.is_editable:  # nothing on the page can be saved
            names = ("show_save", "show_save_and_continue", "show_save_and_add_another")
            context |= dict.fromkeys(names, False)
        return super().render_change_form(request, context, *args, **kwargs)

    def _kind_asked(self, request: HttpRequest) -> Kind | None:
        asked = request.GET.get("kind")
        return Kind(asked) if asked in set(Kind) else None

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None and (kind := self._kind_asked(request)):
            # The formset below asks the unsaved question for its kind before the form was cleaned.
            form = type("NewVersionForm", (form,), {"__init__": _with_kind(form, kind)})
        return form

    def save_model(
        self, request: HttpRequest, obj: QuestionVersion, form: Any, change: bool
    ) -> None:
        if not change:
            obj.question = Question.objects.create(article=form.cleaned_data.get("article"))
            obj.created_by = request.user  # type: ignore[assignment]
        obj.edit_number += 1
        super().save_model(request, obj, form, change)
        if "quotes" in form.changed_data:
            actions.set_evidence(obj, form.cleaned_data["passages"], by=request.user)  # type: ignore[arg-type]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and (form.has_changed() or any(f.has_changed() for f in formsets)):
            edited, by = Decision.Verb.EDITED, request.user
            Decision.objects.record(edited, version=form.instance, by=by, now=timezone.now())  # type: ignore[arg-type]

    def has_delete_permission(
        self, request: HttpRequest, obj: QuestionVersion | None = None
    ) -> bool:
        return False  # rejected candidates are retired, which keeps the reason

    def response_post_save_change(self, request: HttpRequest, obj: QuestionVersion) -> HttpResponse:
        if "_approve" in request.POST:
            self._try_approve(request, obj)
            return redirect(self.url_of(obj))
        return super().response_post_save_change(request, obj)

    def _try_approve(self, request: HttpRequest, obj: QuestionVersion) -> None:
        try:
            self.do_approve(request, obj)
        except DomainError as error:
            messages.error(request, str(error))

    def verbs_for(self, request: HttpRequest, obj: QuestionVersion) -> list[tuple[str, str]]:
        if obj.state == State.CANDIDATE:
            return [
                ("approve", _("Approve as stored")),
                ("review", _("Review it: accept, edit or reject with a reason")),
                ("retire", _("Reject without a reason")),
            ]
        again = [("revise", _("Edit as a new version")), ("remark", _("Mark it anew …"))]
        return [*again, ("retire", _("Retire"))] if obj.state == State.APPROVED else again

    def do_approve(self, request: HttpRequest, obj: QuestionVersion) -> None:
        obj.approve(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Approved: new attempts may draw it."))

    def do_remark(self, request: HttpRequest, obj: QuestionVersion) -> HttpResponse:
        return redirect("admin:quizzes_remarking_choose", obj.pk)

    def do_review(self, request: HttpRequest, obj: QuestionVersion) -> HttpResponse:
        return redirect("admin:quizzes_questionversion_review", obj.pk)

    def do_retire(self, request: HttpRequest, obj: QuestionVersion) -> None:
        self._retire(request, [obj])
        messages.success(
            request, _("Retired: attempts that hold it keep it, new ones don't get it.")
        )

    def _retire(self, request: HttpRequest, versions: Iterable[QuestionVersion]) -> int:
        """Retire what was approved, reject candidates, say which quizzes lose a question; how many."""
        versions = [v for v in versions if v.state != State.RETIRED]
        served = [v.question_id for v in versions if v.state == State.APPROVED]
        by, now = request.user, timezone.now()
        for version in versions:
            if version.is_editable:
                version.reject(by=by, now=now, reason=Reason.OTHER)  # type: ignore[arg-type]
            else:
                version.retire(by=by, now=now)  # type: ignore[arg-type]
        quizzes = Quiz.objects.filter(quiz_questions__question__in=served).distinct()
        if names := ", ".join(map(str, quizzes)):
            lost = _("These quizzes lose a question: %(names)s.") % {"names": names}
            messages.warning(request, lost)
        drawn = [v for v in versions if v.question_id in served]
        if names := ", ".join(map(str, running_short(drawn) if drawn else [])):
            short = _("Rules of these quizzes find too few questions now: %(names)s.")
            messages.warning(request, short % {"names": names})
        return len(versions)

    def do_revise(self, request: HttpRequest, obj: QuestionVersion) -> HttpResponse:
        candidate = obj.successor(by=request.user)  # type: ignore[arg-type]
        messages.info(
            request, _("This is a new version. The old one serves until you approve this one.")
        )
        return redirect(self.url_of(candidate))

    @admin.action(description=_("Approve the selected candidates"), permissions=["change"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[QuestionVersion]) -> None:
        done = 0
        for version in queryset.order_by("pk"):
            try:
                version.approve(by=request.user, now=timezone.now())  # type: ignore[arg-type]
                done += 1
            except DomainError as error:
                messages.error(request, f"{version}: {error}")
        messages.success(
            request,
            ngettext("%(n)d question approved.", "%(n)d questions approved.", done) % {"n": done},
        )

    @admin.action(description=_("Reject or retire the selected questions"), permissions=["change"])
    def retire_selected(self, request: HttpRequest, queryset: QuerySet[QuestionVersion]) -> None:
        done = self._retire(request, queryset)
        messages.success(
            request,
            ngettext("%(n)d question retired.", "%(n)d questions retired.", done) % {"n": done},
        )

    @admin.action(
        description=_("Make a quiz of the selected approved questions"), permissions=["change"]
    )
    def make_quiz_of_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        if not request.user.has_perm("quizzes.add_quiz"):
            raise PermissionDenied
        versions = list(queryset.approved().select_related("question__article").order_by("pk"))
        if not versions:
            messages.error(
                request, _("Approve the questions first; a quiz takes approved ones only.")
            )
            return None
        quiz = quiz_of(versions)
        messages.success(request, told_of_draft(len(versions)))
        return redirect("admin:quizzes_quiz_change", quiz.pk)

    @admin.display(description=_("question"), ordering="stem")
    def stem_short(self, obj: QuestionVersion) -> str:
        return str(obj)

    @admin.display(description=_("article"), ordering="question__article__title")
    def article(self, obj: QuestionVersion) -> Any:
        return obj.question.article or "–"

    @admin.display(description=_("kind"))
    def kind_name(self, obj: QuestionVersion) -> str:
        return obj.get_kind_display()

    @admin.display(description=_("proof in the article (evidence)"))
    def evidence_beside(self, obj: QuestionVersion) -> str:
        rows = ((e.before, e.passage, e.after) for e in obj.evidence.with_paragraph())  # type: ignore[attr-defined]
        seen = format_html_join("", '<p class="evidence">{}<mark>{}</mark>{}</p>', rows)
        return seen + evidence_now(obj) if seen else "–"

    @admin.display(description=_("findings"))
    def findings(self, obj: QuestionVersion) -> str:
        (_same, found), *_rest = with_findings(
            [QuestionVersion.objects.without_texts().get(pk=obj.pk)]
        )
        rows = ((f.severity, f.label, f.message, f.code) for f in found)
        listed = format_html_join(
            "",
            '<li class="finding-{}"><strong>{}:</strong> {} <small translate="no">({})</small></li>',
            rows,
        )
        return format_html("<ul>{}</ul>", listed) if listed else _now("Nothing stands against it.")

    @admin.display(description=_("origin"))
    def origin(self, obj: QuestionVersion) -> str:
        if not obj.family:
            return _now("written by hand")
        made = _now("generated (%(family)s)") % {"family": obj.family}
        if obj.question.practice_of:
            made += "; " + _now("of the practice pool, proved by the cited sources")
        elif obj.beyond:
            made += "; " + _now("asks beyond the article, which only names what this is about")
        return made

    @admin.display(description=_("decisions"))
    def decided(self, obj: QuestionVersion) -> str:
        rows = (
            (
                d.get_verb_display(),
                d.by_name or _now("shipped content"),
                date_format(timezone.localtime(d.at), "SHORT_DATETIME_FORMAT"),
                " ".join(filter(None, [d.get_reason_display(), d.note])),
            )
            for d in obj.decisions.all()
        )
        return format_html_join("", "<p>{}: {}, {} {}</p>", rows) or "–"


def _with_kind(form: Any, kind: Kind) -> Any:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        super(type(self), self).__init__(*args, **kwargs)
        self.instance.kind = kind.value

    return init
