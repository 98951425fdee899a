"""A site with something in every room, and the way through all of its pages.

A new route has to be put here: the tests of languages and of access walk through these addresses.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from quizzes import composing
from quizzes.items import Kind
from quizzes.mailing.reminding import token_of
from quizzes.models import (
    Attempt,
    Certificate,
    Concept,
    GenerationNote,
    GenerationRun,
    ProblemReport,
    Quiz,
    Reminder,
    Scenario,
    Series,
)
from tests import everywhere_kept, make
from tests.accounts.everywhere import coming_in, switch_on
from tests.assigning import making
from tests.composing.test_drawing import stock
from tests.editing.bringing import bring
from tests.editing.conceptfiles import Files
from tests.returning import known
from tests.security.walking import PARTS

DAY = dt.timedelta(days=1)
# Routes that have no page of their own: they act and lead on, or they give a file.
NO_PAGES = {
    "start", "resume", "flag", "practice-start", "practice-next", "practice-finish", "preview-start", "reminder",
    "start-assigned", "assignment-mail", "check-withdraw", "group-invite", "group-leader-remove",
    "group-member-back", "my-new-card", "certificate-pdf", "people-sheet", "figures-sheet", "group-record", "my-data-export",
    "sso-start", "sso-callback", "sso-disconnect", "passkey", "passkey-begin",
}  # fmt: skip
CODE = PARTS["code"]


@dataclasses.dataclass
class House:
    """Who is there, and where each of them can go."""

    browsers: dict[str, Client]
    pages: list[tuple[str, str, str]]  # who, the route's name, the address


def furnish(tmp_path: Any, settings: Any) -> House:
    """Put something into every room."""
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    anna = make.user("anna", email="anna@example.org")
    browsers = {
        "guest": Client(),
        "learner": make.browser_of(anna),
        "leader": make.browser_of(make.user("berta")),
        "editor": make.browser_of(make.user("root", is_staff=True, is_superuser=True)),
    }
    switch_on(settings)
    pages = [*_taking(browsers["guest"]), *_returning(anna), *_leading(browsers, anna)]
    pages += coming_in(browsers, anna)
    pages += [*everywhere_kept.pages(anna), *_composing(), *_editing(browsers["editor"])]
    for browser in browsers.values():
        browser.get("/")  # takes up what was told on the way
    return House(browsers, pages)


def page(who: str, name: str, *, query: str = "", **parts: Any) -> tuple[str, str, str]:
    """Who goes where."""
    return who, name, reverse(name, kwargs=parts) + query


def _taking(guest: Client) -> Iterator[tuple[str, str, str]]:
    """All that a guest meets: quizzes of every kind in every state."""
    article = make.article()
    make.quiz(slug="lesson-mfa", key="lesson-mfa", of=article)
    kinds = make.quiz(list(Kind), slug="kinds", of=article, time_limit=dt.timedelta(minutes=20))
    late = make.quiz(
        [Kind.SINGLE, Kind.MATCHING], slug="late", of=article, feedback="at_end",
        article_access="on_request", pauses_allowed=2, time_limit=dt.timedelta(minutes=20),
    )  # fmt: skip
    paused = make.quiz(
        [Kind.SINGLE],
        slug="paused",
        of=article,
        pauses_allowed=2,
        time_limit=dt.timedelta(minutes=20),
    )
    begun, open_, resting = (make.start(guest, quiz) for quiz in (kinds, late, paused))
    for response in begun.responses.select_related("version"):
        if response.position < 5:
            judge = make.wrong if response.position % 2 else make.right
            make.send(guest, response, judge(response.version.to_item()), confidence="3")
    guest.post(reverse("pause", kwargs={"pk": resting.pk}))
    passed = make.take(guest, make.quiz(slug="passed", of=article))
    make.take(guest, make.quiz(list(Kind), slug="missed", of=article), rightly=False)
    make.quiz(slug="not-yet", of=article, opens_at=timezone.now() + 9 * DAY)
    missed = Attempt.objects.get(quiz__slug="missed")
    own = Certificate.objects.issue(passed, name="A name", now=timezone.now())

    for name in (
        "home",
        "history",
        "practice",
        "groups",
        "join",
        "join-return",
        "check",
        "accessibility",
        "my-card",
    ):
        yield page("guest", name)
    for name in (
        "sign-in",
        "sign-up",
        "password-reset",
        "password-reset-sent",
        "password-reset-done",
    ):
        yield page("guest", name)
    for quiz in Quiz.objects.exclude(published_at=None):
        yield page("guest", "quiz", slug=quiz.slug)
    yield page("guest", "today", slug="bank_writes")
    yield page("guest", "article", slug="passwords")
    yield from [page("guest", "question", pk=begun.pk, position=i) for i in range(1, 9)]
    yield from [page("guest", "question", pk=missed.pk, position=i) for i in range(1, 9)]
    yield page("guest", "question", pk=open_.pk, position=1)
    yield page("guest", "question-article", pk=open_.pk, position=1)
    yield page("guest", "open-article", pk=open_.pk, position=2)
    yield page("guest", "report", pk=begun.pk, position=1)
    yield from [page("guest", name, pk=open_.pk) for name in ("attempt", "overview", "finish")]
    yield from [page("guest", name, pk=resting.pk) for name in ("pause", "attempt")]
    yield page("guest", "question", pk=resting.pk, position=1)
    yield from [page("guest", "result", pk=pk) for pk in (passed.pk, missed.pk)]
    yield page("guest", "certificate", pk=passed.pk)
    yield page("guest", "certificate-revoke", pk=passed.pk)
    yield page("guest", "check-code", code=own.code)
    yield page("editor", "check-code", code=own.code)
    yield page("guest", "check-code", code="nothing")


def _returning(anna: Any) -> Iterator[tuple[str, str, str]]:
    """What an account has: its settings, its memory, what is due."""
    learner, month = make.learner(anna), dt.timedelta(days=30)
    for i in range(2):
        versions = [
            known.version(known.concept(f"concept-{i}-{n}", "phishing"), stem=f"Stem {i} {n}?")
            for n in range(3)
        ]
        quiz = known.quiz(*versions, slug=f"known-{i}")
        known.take(quiz, learner, now=timezone.now() - month, wrong=(1, 2) if i else ())
    reminder = Reminder.objects.create(learner=learner)
    yield page("guest", "reminder-link", token=token_of(reminder, anna))
    other = make.user("carla")
    yield from _practice(make.browser_of(anna))
    yield from [page("learner", name) for name in ("home", "history", "practice", "groups")]
    yield from [page("learner", name) for name in ("account", "password-change", "sign-out")]
    for name in ("my-data", "erase-me", "erased"):
        yield from [page(who, name) for who in ("learner", "guest")]
    yield page("learner", "practice-topic", topic="phishing")
    yield page(
        "guest", "password_reset_confirm",
        uidb64=urlsafe_base64_encode(force_bytes(other.pk)), token=default_token_generator.make_token(other),
    )  # fmt: skip
    yield page("guest", "password_reset_confirm", uidb64="MQ", token="no-such-token")


def _practice(browser: Client) -> Iterator[tuple[str, str, str]]:
    """A practice that was stopped, and one whose first question is answered."""
    stopped = browser.post(reverse("practice-start")).url.split("/")[2]
    browser.post(reverse("practice-finish", kwargs={"pk": stopped}))
    first = browser.post(reverse("practice-start")).url
    going = int(first.split("/")[2])
    browser.post(first, {"sequence": "0", "answer": "1", "confidence": "3"})
    next_one = browser.post(reverse("practice-next", kwargs={"pk": going})).url
    yield page("learner", "practice-sitting", pk=stopped)
    yield page("learner", "practice-report", pk=going, position=1)
    for path in (first, next_one):
        yield "learner", "practice-question", path


def _leading(browsers: dict[str, Client], anna: Any) -> Iterator[tuple[str, str, str]]:
    """A group with results, members in every state, and what its leader and its members see."""
    now, berta = timezone.now(), make.user("berta-b", first_name="Berta", last_name="Braun")
    group = make.group(
        "Class 7b", berta, join_code=CODE, guests_join=True, time_zone="Europe/Berlin"
    )
    browsers["leader"] = make.browser_of(berta)
    members = [
        making.member(group, name=f"Member {i}", joined_at=now - 200 * DAY) for i in range(6)
    ]
    making.member(group, make.learner(anna), name="Anna", joined_at=now - 200 * DAY)
    listed = make.member(group, "Kim Lund", email="kim@example.org", reference="17")
    left = make.member(group, "Tom Berg", make.learner())
    left.leave(now=now)
    concept, series = Concept.objects.first(), Series.objects.create(title="Gain", wanted=2)
    made = []
    for role, days in (("pre", 100), ("post", 90), ("later", 50)):
        quiz = make.quiz([Kind.SINGLE, Kind.ORDERING], slug=role)
        Quiz.objects.filter(pk=quiz.pk).update(series=series, series_role=role)
        for at in quiz.quiz_questions.all():
            at.question.approved.concepts.add(concept)
        when = now - days * DAY
        terms = {"due_at": when + 5 * DAY, "visibility": "individual"}
        made.append(making.assignment(group, quiz, now=when, **terms))
        for member in members:
            making.sat(made[-1], member.learner, [role != "pre", False], now=when, confidence=3)
    due = making.assignment(group, make.quiz(slug="due"), due_at=now + 5 * DAY)
    overdue = making.assignment(group, make.quiz(slug="overdue"), now=now - 9 * DAY, within_days=3)
    group_ = {"group": group.pk}
    for name in (
        "group", "group-door", "group-poster", "group-settings", "group-archive", "group-leaders", "group-add",
        "group-import", "assignments", "assign", "group-results",
    ):  # fmt: skip
        yield page("leader", name, **group_)
    for member in (members[0], listed, left):
        yield page("leader", "group-member", member=member.pk, **group_)
    for name in ("group-member-invite", "group-member-code", "group-card", "group-member-remove"):
        yield page("leader", name, member=listed.pk, **group_)
    for assignment in (made[0], due, overdue):
        about = {"assignment": assignment.pk, **group_}
        for name in ("assignment", "assignment-change", "withdraw", "assignment-results"):
            yield page("leader", name, **about)
        yield page("leader", "extend", member=members[0].pk, **about)
        yield page("leader", "person-results", member=members[0].pk, **about)
    yield from [page("leader", name) for name in ("home", "groups")]
    yield page("editor", "group-make")
    yield page("learner", "leave-group", **group_)
    for who in ("guest", "learner"):
        yield page(who, "join-code", code=CODE)
    yield page("guest", "join-code", code="no-such-code")
    yield page("learner", "home")
    for quiz in ("due", "overdue"):
        yield page("learner", "quiz", slug=quiz)


def _composing() -> Iterator[tuple[str, str, str]]:
    """A draft in its preview, and a series of parallel tests."""
    draft = make.quiz(list(Kind), slug="draft", of=make.article("another"), published=False)
    yield page("editor", "preview", slug=draft.slug)
    yield page("editor", "preview-article", slug=draft.slug, article="another")
    for rest in ("1/", "2/", "overview/", "result/", "1/article/"):
        yield page("editor", "preview-attempt", slug=draft.slug, state="7-r", rest=rest)
    stock(12)
    built = composing.build_series(
        title="Passwords", wanted=4, by=None, topics=("passwords",)
    ).series
    yield page("editor", "admin:quizzes_series_change", object_id=built.pk)
    for name in ("check", "questions", "change", "history"):
        yield page("editor", f"admin:quizzes_quiz_{name}", object_id=draft.pk)


def _editing(editor: Client) -> Iterator[tuple[str, str, str]]:
    """The rooms of the admin: every list, every form, and the pages of our own."""
    article = make.article("rewritten")
    run = GenerationRun.objects.create(revision=article.current, state="finished", percent=100)
    for state in ("waiting", "running", "failed"):
        GenerationRun.objects.create(revision=article.current, state=state, message="")
    text = article.current.text
    for quote, code in (("Use a", "SET-WEAK"), ("An update", "CLOZE-REPEAT")):
        start = text.index(quote)
        GenerationNote.objects.create(
            run=run, code=code, message="Why.", family="cloze", start=start, end=start + len(quote)
        )
    candidates = [make.version(kind, of=article, approved=False) for kind in Kind]
    answered = Attempt.objects.get(quiz__slug="missed").responses.first()
    ProblemReport.objects.create(response=answered, reason="key", created_at=timezone.now())
    scenario = Scenario.objects.first()
    scenario.edit(
        dataclasses.replace(scenario.to_entry(), difficulty=3), checked=False, by=None, now=timezone.now()
    )  # fmt: skip
    yield page("editor", "home")
    for name in ("index", "login", "password_change", "password_change_done"):
        yield page("editor" if name != "login" else "guest", f"admin:{name}")
    yield page("editor", "admin:app_list", app_label="quizzes")
    for model in admin.site._registry:
        if model._meta.app_label != "quizzes":
            continue
        name, row = f"admin:quizzes_{model._meta.model_name}", model._default_manager.first()
        yield page("editor", f"{name}_changelist")
        yield page("editor", f"{name}_add")
        if row:
            for part in ("change", "delete", "history"):
                yield page("editor", f"{name}_{part}", object_id=row.pk)
    yield from [
        page("editor", "admin:quizzes_questionversion_add", query=f"?kind={k.value}") for k in Kind
    ]
    for version in candidates:
        yield page("editor", "admin:quizzes_questionversion_review", pk=version.pk)
        yield page("editor", "admin:quizzes_questionversion_change", object_id=version.pk)
    yield page("editor", "admin:quizzes_questionversion_queue")
    yield page("editor", "admin:quizzes_questionversion_edit", pk=candidates[0].pk)
    yield page("editor", "admin:quizzes_generationrun_paragraphs", pk=run.pk)
    yield page("editor", "admin:quizzes_generationrun_places", pk=run.pk, code="SET-WEAK")
    for one in GenerationRun.objects.all():
        yield page("editor", "admin:quizzes_generationrun_change", object_id=one.pk)
        yield page("editor", "admin:quizzes_generationrun_progress", pk=one.pk)
    for part in ("evidence", "text", "change"):
        yield page("editor", f"admin:quizzes_article_{part}", object_id=article.pk)
    upload = ("a.html", b"<nav>Home</nav><p>A text.</p><p>All rights reserved</p>")
    yield "editor", "admin:quizzes_article_draft", bring(editor, upload=upload)
    yield page("editor", "admin:quizzes_scenario_change", object_id=scenario.pk)
