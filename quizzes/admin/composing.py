"""The page on which a quiz gets its questions: what is in it, what may come in, what is drawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes import readiness
from quizzes.admin.composeforms import LineForm, PickForm, RuleForm
from quizzes.composing import ASKED, add_questions, add_rule, arrange, lines_of
from quizzes.drawings.qr import drawn
from quizzes.models import Audience, DomainError, Question, QuestionVersion, Quiz
from quizzes.models.drawing import outlook

PER_PAGE = 20


class ComposesQuizzes:
    """The pages of QuizAdmin beside the form with its rules."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.questions_view)  # type: ignore[attr-defined]
        check = self.admin_site.admin_view(self.check_view)  # type: ignore[attr-defined]
        own = [
            path("<int:object_id>/questions/", view, name="quizzes_quiz_questions"),
            path("<int:object_id>/check/", check, name="quizzes_quiz_check"),
        ]
        return own + super().get_urls()  # type: ignore[misc,no-any-return]

    def questions_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        quiz = self._quiz(request, object_id)
        lines = lines_of(quiz)
        data = request.POST if "act" in request.POST else None
        forms = [LineForm(line, place, data) for place, line in enumerate(lines, start=1)]
        rule = RuleForm(request.POST if "_rule" in request.POST else None)
        if request.method == "POST" and (answer := self._change(request, quiz, forms, rule)):
            return answer
        return self._page(request, quiz, forms, rule)

    def check_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What stands against publishing, and the button that publishes."""
        quiz = self._quiz(request, object_id)
        found = readiness.look_at(quiz, timezone.now())
        told = _("“%(quiz)s” is on the site") if quiz.is_visible else _("Is “%(quiz)s” ready?")
        context = (
            self.admin_site.each_context(request)
            | {  # type: ignore[attr-defined]
                "title": told % {"quiz": quiz},
                "opts": self.opts,  # type: ignore[attr-defined]
                "quiz": quiz,
                "errors": [f for f in found if f.severity == readiness.ERROR],
                "warnings": [f for f in found if f.severity == readiness.WARNING],
                "groups": list(quiz.groups.all()[:20]) if quiz.audience == Audience.GROUPS else [],
            }
        )
        if quiz.is_visible:
            context["address"] = request.build_absolute_uri(reverse("quiz", args=[quiz.slug]))
            context["qr"] = drawn(context["address"])
        return TemplateResponse(request, "admin/quizzes/quiz/check.html", context)

    def do_publish(self, request: HttpRequest, obj: Quiz) -> HttpResponse | None:
        """Publish it, unless an error stands against it, or a warning that was not looked at yet."""
        found = {f.severity for f in readiness.look_at(obj, timezone.now())}
        if readiness.ERROR in found or (found and "checked" not in request.POST):
            told = _("Not published yet. Look at what was found first.")
            messages.warning(request, told)
            return redirect("admin:quizzes_quiz_check", obj.pk)
        obj.publish(by=request.user, now=timezone.now())  # type: ignore[arg-type]
        told = _('Published. <a href="{}">Look at it as a learner.</a>')
        messages.success(request, format_html(told, reverse("quiz", args=[obj.slug])))
        return redirect("admin:quizzes_quiz_check", obj.pk)

    def _quiz(self, request: HttpRequest, pk: int) -> Quiz:
        quiz = Quiz.objects.filter(pk=pk).with_counts().first()
        if quiz is None:
            raise Http404
        if not self.has_change_permission(request, quiz):  # type: ignore[attr-defined]
            raise PermissionDenied
        return quiz

    def _change(
        self, request: HttpRequest, quiz: Quiz, forms: list[LineForm], rule: RuleForm
    ) -> HttpResponse | None:
        """What was asked for is done, or the page is shown again with what is wrong."""
        done, mark = "", ""
        try:
            if "_add" in request.POST:
                done = self._add(request, quiz)
            elif rule.is_bound and rule.is_valid():
                add_rule(quiz, rule.instance)
                done = _("The rule is the last one now.")
            elif "act" in request.POST and all(form.is_valid() for form in forms):
                wanted = {form.line.key: form.to_wanted() for form in forms}
                seen, act = request.POST.get("edit_seen", ""), request.POST["act"]
                arrange(quiz, wanted, act=act, seen=int(seen) if seen.isdecimal() else -1)
                done, mark = _("Stored."), act.partition(":")[2]
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(request.get_full_path())
        if not done:
            return None
        messages.success(request, done)
        return redirect(request.get_full_path() + (f"#{mark}" if mark.isalnum() else ""))

    def _add(self, request: HttpRequest, quiz: Quiz) -> str:
        pks = [pk for pk in request.POST.getlist("question") if pk.isdecimal() and len(pk) < 19]
        wanted = Question.objects.filter(pk__in=pks, versions__state="approved")
        added = add_questions(quiz, wanted.order_by("-pk"))
        if not added:
            return _("Nothing was added: tick questions first.")
        return ngettext("%(n)d question added.", "%(n)d questions added.", added) % {"n": added}

    def _page(
        self, request: HttpRequest, quiz: Quiz, forms: list[LineForm], rule: RuleForm
    ) -> HttpResponse:
        pick = PickForm(request.GET)
        found = pick.found(quiz).select_related("question__article").prefetch_related(*ASKED)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        kept = request.GET.copy()
        kept.pop("page", None)
        has_errors = rule.errors or any(form.errors for form in forms)
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": _("Questions of “%(quiz)s”") % {"quiz": quiz},
            "opts": self.opts,  # type: ignore[attr-defined]
            "quiz": quiz,
            "rows": (rows := _rows(quiz, forms)),
            "gets": quiz.size
            - sum(row["line"].row.count - row["finds"][1] for row in rows if row.get("finds")),  # type: ignore[attr-defined]
            "pick": pick,
            "searched": bool(request.GET),
            "page": page,
            "kept": kept.urlencode(),
            "rule": rule,
            "here": reverse("admin:quizzes_quiz_questions", args=[quiz.pk]),
        }
        template = "admin/quizzes/quiz/questions.html"
        return TemplateResponse(request, template, context, status=422 if has_errors else 200)


def _rows(quiz: Quiz, forms: list[LineForm]) -> list[dict[str, Any]]:
    """The lines for a page: a question with what it asks, a rule with what it finds."""
    fixed = [form.line.row.question_id for form in forms if not form.line.is_rule]  # type: ignore[union-attr]
    approved = QuestionVersion.objects.approved().filter(question__in=fixed)
    approved = approved.select_related("question__article")
    versions = {v.question_id: v for v in approved.prefetch_related(*ASKED)}
    finds = {rule.pk: (matching, gets) for rule, matching, gets in outlook(quiz)}
    return [
        {"form": form, "line": form.line, "finds": finds.get(form.line.row.pk)}
        if form.line.is_rule
        else {"form": form, "line": form.line, "version": versions.get(form.line.row.question_id)}  # type: ignore[union-attr]
        for form in forms
    ]
