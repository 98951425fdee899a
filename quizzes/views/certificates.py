"""Certificates: one's own, and the public page where anybody checks a code."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.forms.certificates import CertificateForm, RenameForm, WithdrawForm
from quizzes.models import (
    Attempt,
    Certificate,
    CertificateWithdrawn,
    Learner,
    NotPassed,
    TooManyGuesses,
    UnknownCertificate,
)
from quizzes.returning import proving
from quizzes.views import paper
from quizzes.views.taking import of_learner

MAY_WITHDRAW = "quizzes.change_quiz"
"""Editors may; they need the code, so that nobody browses people's results here."""


@of_learner
def certificate(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """The certificate of one's own attempt: asked for, shown, given another name."""
    attempt = _attempt(learner, pk)
    found = attempt.certificates.valid().prefetch_related("revisions__article").first()
    kind = RenameForm if found else CertificateForm
    initial = {"name": found.name if found else ""}
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        return _issue(request, attempt, found, form.cleaned_data["name"])
    context = _told(request, found) if found else {}
    context |= {"attempt": attempt, "form": form, "withdrawn": _withdrawn(attempt)}
    status = 422 if form.is_bound else 200
    return render(request, "certificates/own.html", context, status=status)


def _issue(
    request: HttpRequest, attempt: Attempt, found: Certificate | None, name: str
) -> HttpResponse:
    try:
        made = found or Certificate.objects.issue(attempt, name=name, now=timezone.now())
    except (NotPassed, CertificateWithdrawn) as refusal:
        messages.error(request, str(refusal))
        return redirect("result", pk=attempt.pk)
    made.rename(name)
    return redirect("certificate", pk=attempt.pk)


@require_POST
@of_learner
def revoke(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """Withdraw one's own certificate; another one, with another code, may be made."""
    attempt = _attempt(learner, pk)
    for found in attempt.certificates.valid():
        found.revoke(now=timezone.now(), by_learner=True)
        messages.success(request, _("The certificate was withdrawn: its code only says so now."))
    return redirect("certificate", pk=pk)


@require_safe
@of_learner
def pdf(request: HttpRequest, learner: Learner, pk: int) -> HttpResponse:
    """One's own certificate on paper."""
    found = _attempt(learner, pk).certificates.valid().prefetch_related("revisions__article")
    one = get_object_or_404(found)
    try:
        drawn = paper.drawn(one, paper.lines_of(one), _address(request, one))
    except paper.NoPaper as refusal:
        messages.error(request, str(refusal))
        return redirect("certificate", pk=pk)
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="certificate-{one.code}.pdf"'},
    )


@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Where anybody types a code."""
    typed = request.GET.get("code", "").strip()[:80]
    if any(letter.isalnum() for letter in typed):
        return redirect("check-code", code=typed.replace("/", ""))
    return _unindexed(
        render(request, "certificates/check.html", {"is_empty": "code" in request.GET})
    )


@require_safe
@never_cache
def check_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate with this code says, or that there is none."""
    context, status = _checked(request, code)
    if context.get("certificate") and request.user.has_perm(MAY_WITHDRAW):
        context["form"] = WithdrawForm()
    return _unindexed(render(request, "certificates/check.html", context, status=status))


@require_POST
@never_cache
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """An editor withdraws a certificate, and says why."""
    if not request.user.has_perm(MAY_WITHDRAW):
        raise Http404
    context, status = _checked(request, code)
    found, form = context.get("certificate"), WithdrawForm(request.POST)
    if found and form.is_valid():
        found.revoke(form.cleaned_data["reason"], now=timezone.now(), by=request.user)
        messages.success(request, _("The certificate was withdrawn."))
        return redirect("check-code", code=found.spaced_code)
    page = render(
        request,
        "certificates/check.html",
        context | {"form": form},
        status=422 if found else status,
    )
    return _unindexed(page)


def _attempt(learner: Learner, pk: int) -> Attempt:
    passed = learner.attempts.finished().filter(passed=True).select_related("quiz")
    return get_object_or_404(passed, pk=pk)


def _withdrawn(attempt: Attempt) -> Certificate | None:
    """The certificate that somebody else withdrew, which keeps a new one from being made."""
    return attempt.certificates.barring().first()


def _checked(request: HttpRequest, code: str) -> tuple[dict[str, Any], int]:
    address = str(get_client_ip_address(request) or "")
    try:
        found = proving.check(code, address=address, now=timezone.now())
    except UnknownCertificate as refusal:
        return {"refusal": str(refusal), "typed": code[:80]}, 404
    except TooManyGuesses as refusal:
        return {"refusal": str(refusal), "typed": code[:80]}, 429
    return _told(request, found), 200


def _told(request: HttpRequest, found: Certificate) -> dict[str, Any]:
    return {
        "certificate": found,
        "lines": paper.lines_of(found) if found.is_valid else [],
        "address": _address(request, found),
        "has_paper": paper.is_possible(),
    }


def _address(request: HttpRequest, found: Certificate) -> str:
    return request.build_absolute_uri(reverse("check-code", args=[found.spaced_code]))


def _unindexed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
