"""The review queue: one candidate at a time or a list; accept, edit, reject with a reason, take back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quizzes.composing import quiz_of, told_of_draft
from quizzes.entries import entries_behind
from quizzes.forms import WordingForm
from quizzes.models import (
    Decision,
    DomainError,
    GenerationRun,
    ProblemReport,
    QuestionVersion,
    Reason,
)
from quizzes.reviews import explaining, sitting
from quizzes.reviews.export import FORMATS, export
from quizzes.reviews.findings import findings_of, give_texts, with_findings
from quizzes.reviews.queue import Queue
from quizzes.reviews.wording import reword

PER_PAGE = 25
PAGES = "admin/quizzes/questionversion"
View = Callable[..., HttpResponseBase]


def addresses() -> list[Any]:
    """The pages of the review, for the admin of questions."""

    def at(route: str, view: View, name: str) -> Any:
        return path(route, _for_editors(view), name=f"quizzes_questionversion_{name}")

    return [
        at("review/", queue, "queue"),
        at("review/next/", next_one, "next"),
        at("review/undo/", undo, "undo"),
        at("review/accept-clean/", accept_clean, "accept_clean"),
        at("review/make-quiz/", make_quiz, "make_quiz"),
        at("review/decisions.<slug:format>", decisions, "decisions"),
        at("<int:pk>/review/", one, "review"),
        at("<int:pk>/review/accept/", accept, "accept"),
        at("<int:pk>/review/reject/", reject, "reject"),
        at("<int:pk>/review/edit/", edit, "edit"),
        at("<int:pk>/review/check/", check, "check"),
    ]


def _for_editors(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if not request.user.has_perm("quizzes.change_questionversion"):
            raise PermissionDenied
        return view(request, **parts)

    return admin.site.admin_view(guarded)


def queue(request: HttpRequest) -> HttpResponse:
    """The list, with what the linter finds, and all without a finding to be accepted at once."""
    asked = Queue.asked_for(request.GET)
    waiting = asked.candidates.without_texts().select_related("question__article")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    rows = with_findings(list(page.object_list))
    context = {
        "title": _("Review new questions"),
        "page": page,
        "rows": [(v, explaining.family(v.family), found) for v, found in rows],
        "clean": [v for v, found in rows if not found],
        "families": [(f, explaining.family("" if f == "hand" else f)) for f in asked.families()],
        "articles": asked.articles(),
        "run": GenerationRun.objects.numbered().select_related("revision__article").filter(pk=asked.run or 0).first(),
        "accepted": asked.accepted.count(),
        "formats": FORMATS,
        "reports": ProblemReport.objects.waiting().count(),
    }  # fmt: skip
    return _page(request, "queue", asked, **context)


def next_one(request: HttpRequest) -> HttpResponse:
    """To the first candidate, or to the one behind `after`."""
    asked, place = Queue.asked_for(request.GET), _number(request.GET.get("after", "")) or 0
    return _to(asked, asked.after(place) or asked.candidates.first())


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A candidate with its proof, what the linter finds, and what may be done."""
    asked, version = Queue.asked_for(request.GET), _version(pk)
    (_same, found), *_rest = with_findings([version])
    context = {
        "title": _("New question (candidate)") if version.is_editable else version.state_in_words().capitalize(),
        "family": explaining.family(version.family),
        "findings": found,
        "behind": entries_behind(version),
        "reasons": Reason.choices,
        "following": asked.after(pk),
        "previous": asked.before(pk),
        "decisions": version.decisions.all()[:20],
    }  # fmt: skip
    return _page(request, "review", asked, version=version, **_beside(version), **context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    version, now = _version(pk), timezone.now()

    def verb() -> None:
        version.approve(by=request.user, now=now, seen=_seen(request))  # type: ignore[arg-type]

    return _decide(request, version, verb, _("Accepted: “%(question)s”"))


@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    version, now = _version(pk), timezone.now()
    reason, note = request.POST.get("reason", ""), request.POST.get("note", "").strip()[:300]
    if reason not in Reason.values or "\x00" in note:
        messages.error(request, _("Choose why you reject it; nothing was stored."))
        return _to(Queue.asked_for(request.POST), version)

    def verb() -> None:
        version.reject(by=request.user, now=now, reason=reason, note=note, seen=_seen(request))  # type: ignore[arg-type]

    return _decide(request, version, verb, _("Rejected: “%(question)s”"))


def _decide(
    request: HttpRequest, version: QuestionVersion, verb: Callable[[], None], told: str
) -> HttpResponse:
    """Do it, say so, and go on to the next; where it can't be done, say why and stay."""
    asked = Queue.asked_for(request.POST)
    following = asked.after(version.pk)
    try:
        verb()
    except DomainError as error:
        messages.error(request, str(error))
        return _to(asked, version)
    sitting.count(request.session, 1, now=timezone.now())
    messages.success(request, told % {"question": version})
    return _to(asked, following)


@require_POST
def accept_clean(request: HttpRequest) -> HttpResponse:
    """Accept what the list showed without a finding, unless somebody changed it since."""
    now, done, refused = timezone.now(), 0, 0
    shown = dict(pair.split(":", 1) for pair in request.POST.getlist("clean") if ":" in pair)
    pks = [int(pk) for pk in shown if pk.isascii() and pk.isdigit() and len(pk) < 19][:PER_PAGE]
    for version in QuestionVersion.objects.filter(pk__in=pks).order_by("pk"):
        try:
            version.approve(by=request.user, now=now, seen=_number(shown[str(version.pk)]) or 0)  # type: ignore[arg-type]
            done += 1
        except DomainError:
            refused += 1
    sitting.count(request.session, done, now=now)
    told = ngettext("%(n)d question accepted.", "%(n)d questions accepted.", done) % {"n": done}
    messages.success(request, told)
    if refused:
        told = ngettext(
            "%(n)d question was changed or decided by somebody else meanwhile.",
            "%(n)d questions were changed or decided by somebody else meanwhile.",
            refused,
        )
        messages.warning(request, told % {"n": refused})
    return _to_list(Queue.asked_for(request.POST))


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the editor's own last decision; what was accepted at once is taken back at once."""
    asked = Queue.asked_for(request.POST)
    if not (last := _last(request)) or str(last.pk) != request.POST.get("decision"):
        messages.error(request, _("There is no decision of yours to take back any more."))
        return _to(asked, asked.after())
    together = Decision.objects.on_candidates().filter(by=last.by, at=last.at, verb=last.verb)
    decisions = list(together.select_related("version__question"))
    try:
        with transaction.atomic():
            for decision in decisions:
                decision.undo(by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except DomainError as error:
        messages.error(request, str(error))
        return _to(asked, last.version)
    sitting.count(request.session, -len(decisions), now=timezone.now())
    told = ngettext(
        "Taken back: the question is a candidate again.",
        "Taken back: %(n)d questions are candidates again.",
        len(decisions),
    )
    messages.success(request, told % {"n": len(decisions)})
    return _to(asked, last.version) if len(decisions) == 1 else _to_list(asked)


@require_POST
def make_quiz(request: HttpRequest) -> HttpResponse:
    """A draft of what was accepted of an article or a run."""
    if not request.user.has_perm("quizzes.add_quiz"):
        raise PermissionDenied
    asked = Queue.asked_for(request.POST)
    versions = list(asked.accepted.select_related("question__article"))
    if not versions:
        messages.error(request, _("Accept questions first; a quiz takes accepted ones only."))
        return _to_list(asked)
    messages.success(request, told_of_draft(len(versions)))
    return redirect("admin:quizzes_quiz_change", quiz_of(versions).pk)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a candidate in a short form, checked while they are typed."""
    asked, version = Queue.asked_for(request.POST or request.GET), _version(pk)
    form, status = _form(request, version), 200
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            _save(request, version, form)
        except DomainError as error:
            form.add_error(None, str(error))
            form, status = _with_what_is_stored_now(form, pk), 409
        else:
            following = asked.after(pk) if "accept" in request.POST else version
            return _to(asked, following)
    if request.method == "GET" and not version.is_editable:
        messages.error(request, version.decided_in_words())
        return _to(asked, version)
    more = {"form": form, "title": _("Edit the candidate"), **_beside(version)}
    more |= _found(version, form)
    answer = _page(request, "edit", asked, version=version, **more)
    answer.status_code = status
    return answer


def _save(request: HttpRequest, version: QuestionVersion, form: WordingForm) -> None:
    now, by = timezone.now(), request.user
    with transaction.atomic():
        seen = form.cleaned_data["edit_seen"]
        changed = reword(version, form.item, by=by, now=now, seen=seen)  # type: ignore[arg-type]
        if "accept" in request.POST:
            QuestionVersion.objects.get(pk=version.pk).approve(by=by, now=now)  # type: ignore[arg-type]
            sitting.count(request.session, 1, now=now)
    told = _("Saved.") if changed else _("Nothing was changed.")
    messages.success(request, _("Saved and accepted.") if "accept" in request.POST else told)


def _with_what_is_stored_now(form: WordingForm, pk: int) -> WordingForm:
    """The same form, whose next sending is a decision for what it holds."""
    form.data = form.data.copy()
    form.data["edit_seen"] = str(
        QuestionVersion.objects.values_list("edit_number", flat=True).get(pk=pk)
    )
    return form


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the linter finds in what is typed so far; nothing is stored."""
    version = _version(pk)
    found = _found(version, _form(request, version))
    return TemplateResponse(request, f"{PAGES}/_findings.html", found | {"live": True})


def _form(request: HttpRequest, version: QuestionVersion) -> WordingForm:
    give_texts([version])
    data = request.POST if request.method == "POST" else None
    return WordingForm(version.to_item(), data, initial={"edit_seen": version.edit_number})


def _found(version: QuestionVersion, form: WordingForm) -> dict[str, Any]:
    revision = next((e.revision for e in version.evidence.all()), None)
    if not form.is_bound:
        return {"findings": findings_of(form.before, revision)}
    if form.is_valid() or hasattr(form, "item"):
        return {"findings": findings_of(form.item, revision)}
    return {"unreadable": form}


def decisions(request: HttpRequest, format: str) -> HttpResponseBase:
    """Decisions of the review as a file, without anybody's name."""
    if format not in FORMATS:
        return _to_list(Queue())
    answer = StreamingHttpResponse(export(format), content_type=FORMATS[format])
    answer.headers["Content-Disposition"] = f'attachment; filename="reviews.{format}"'
    return answer


def _page(request: HttpRequest, name: str, asked: Queue, **context: Any) -> TemplateResponse:
    now = timezone.now()
    going = sitting.sitting(request.session, now=now)
    last = _last(request)
    context |= {
        "opts": QuestionVersion._meta,
        "queue": asked,
        "left": asked.candidates.count(),
        "sitting": going,
        "minutes": going.minutes(now),
        "last": last,
        "together": _together(last),
    }
    context = admin.site.each_context(request) | context
    return TemplateResponse(request, f"{PAGES}/{name}.html", context)


def _last(request: HttpRequest) -> Decision | None:
    """The editor's own last decision that still stands."""
    mine = Decision.objects.on_candidates().filter(by=request.user.pk)
    return mine.select_related("version__question").first()


def _together(last: Decision | None) -> int:
    if last is None:
        return 0
    return Decision.objects.on_candidates().filter(by=last.by, at=last.at, verb=last.verb).count()


def _beside(version: QuestionVersion) -> dict[str, Any]:
    """The article's sentence with its paragraph."""
    return {"passages": list(version.evidence.with_paragraph())}  # type: ignore[attr-defined]


def _version(pk: int) -> QuestionVersion:
    whole = (
        QuestionVersion.objects.without_texts().with_last_verb().select_related("question__article")
    )
    return get_object_or_404(whole, pk=pk)


def _seen(request: HttpRequest) -> int:
    seen = _number(request.POST.get("edit_seen", ""))
    return -1 if seen is None else seen  # a page that does not say what it showed is stale


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _to(asked: Queue, version: QuestionVersion | None) -> HttpResponse:
    if version is None:
        return _to_list(asked)
    url = reverse("admin:quizzes_questionversion_review", args=[version.pk])
    return redirect(f"{url}?{asked.query}" if asked.query else url)


def _to_list(asked: Queue) -> HttpResponse:
    url = reverse("admin:quizzes_questionversion_queue")
    return redirect(f"{url}?{asked.query}" if asked.query else url)
