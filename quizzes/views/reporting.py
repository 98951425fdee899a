"""Something is wrong with this question: a learner says what, once the question may show its key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.forms.report import ReportForm
from quizzes.models import Learner, NotAnsweredYet, ProblemReport, ReportLookedAt, Response
from quizzes.views.taking import of_learner


@of_learner
def report(request: HttpRequest, learner: Learner, pk: int, position: int) -> HttpResponse:
    """The form and what it sends; sending it again replaces what was said."""
    mine = Response.objects.filter(attempt__learner=learner).select_related(
        "attempt", "version__question__article"
    )
    response = get_object_or_404(mine, attempt__pk=pk, position=position)
    if not response.may_show_feedback:
        messages.error(request, str(NotAnsweredYet()))
        return redirect("question", pk=pk, position=position)
    told = ProblemReport.objects.filter(response=response).first()
    form = ReportForm(request.POST if request.method == "POST" else None, told=told)
    if form.is_valid():
        return _tell(request, response, form)
    context = {"form": form, "response": response, "attempt": response.attempt, "told": told}
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/report.html", context, status=status)


def _tell(request: HttpRequest, response: Response, form: ReportForm) -> HttpResponse:
    try:
        ProblemReport.objects.tell(response, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Thank you. An editor will look at it."))
    except ReportLookedAt as refusal:
        messages.info(request, str(refusal))
    return redirect("question", pk=response.attempt_id, position=response.position)
