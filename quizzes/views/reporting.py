"""Something is wrong with this question: a learner says what, once the question may show its key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.forms.report import ReportForm
from quizzes.models import (
    Learner,
    NotAnsweredYet,
    PracticeAnswer,
    ProblemReport,
    ReportLookedAt,
    Response,
)
from quizzes.views.taking import of_learner


@of_learner
def report(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    """Of an answer in a quiz; sending it again replaces what was said."""
    mine = Response.objects.filter(attempt__learner=learner).select_related(
        "attempt", "version__question__article"
    )
    response = get_object_or_404(mine, attempt__pk=pk, position=position)
    return _report(request, response, reverse("question", args=[pk, position]))


@of_learner
def report_practised(
    request: HttpRequest, learner: Learner, pk: int, position: int
) -> HttpResponse:
    """The same of an answer in a practice."""
    mine = PracticeAnswer.objects.filter(practice__learner=learner)
    mine = mine.select_related("version__question__article")
    answered = get_object_or_404(mine, practice__pk=pk, position=position)
    return _report(request, answered, reverse("practice-question", args=[pk, position]))


def _report(request: HttpRequest, answered: Response | PracticeAnswer, back: str) -> HttpResponse:
    if not answered.may_show_feedback:
        messages.error(request, str(NotAnsweredYet()))
        return redirect(back)
    told = getattr(answered, "report", None)
    form = ReportForm(request.POST if request.method == "POST" else None, told=told)
    if form.is_valid():
        return _tell(request, answered, form, back)
    context = {"form": form, "response": answered, "back": back, "told": told}
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/report.html", context, status=status)


def _tell(
    request: HttpRequest, answered: Response | PracticeAnswer, form: ReportForm, back: str
) -> HttpResponse:
    try:
        ProblemReport.objects.tell(answered, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Thank you. An editor will look at it."))
    except ReportLookedAt as refusal:
        messages.info(request, str(refusal))
    return redirect(back)
