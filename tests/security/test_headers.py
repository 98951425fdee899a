"""What every answer tells the browser to refuse, whatever kind of answer it is."""

import re
from contextlib import closing

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.editing.conceptfiles import Files
from tests.security.walking import routes

pytestmark = pytest.mark.django_db

STATIC = "/static/quizzes/site.css"
PAGES = [
    "/", "/quizzes/quiz/", "/articles/passwords/", "/history/", "/accounts/sign-in/", "/accounts/sign-up/",
    "/accounts/password/reset/", "/accounts/", "/no-such-page/", "/admin/", "/admin/login/", "/health/live",
    "/health/ready", "/static/no-such-file.css", "/quizzes/quiz/start/", STATIC, "/static/admin/css/base.css",
]  # fmt: skip


def assert_is_guarded(answer, path):
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["form-action"] == "'self'", path
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'", path
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    assert answer.headers["Referrer-Policy"] == "same-origin", path
    assert answer.headers["X-Frame-Options"] == "DENY", path


@pytest.fixture
def site(db):
    make.quiz(of=make.article())


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_guards(site, guest, path):
    with closing(guest.get(path)) as answer:
        assert_is_guarded(answer, path)


def test_the_pages_of_an_attempt_carry_them_too(site, guest):
    from quizzes.models import Quiz

    attempt = make.start(guest, Quiz.objects.get())
    for part in ("", "1/", "overview/", "1/article/", "result/"):
        answer = guest.get(f"/attempts/{attempt.pk}/{part}")
        assert_is_guarded(answer, part)
        assert "no-store" in answer.headers["Cache-Control"]
    guest.post(f"/attempts/{attempt.pk}/finish/")
    assert "no-store" in guest.get(f"/attempts/{attempt.pk}/result/").headers["Cache-Control"]


def test_the_admins_pages_carry_them_too(site, superuser):
    for name, takes in routes("admin").items():
        if takes in ([], ["object_id"]):
            path = reverse(name, kwargs=dict.fromkeys(takes, "1"))
            assert_is_guarded(superuser.get(path), path)


def test_pages_of_errors_carry_them_too(site, guest, monkeypatch):
    guest.raise_request_exception = False
    answers = {"too large": guest.post("/accounts/sign-in/", {"x": "x" * 1_100_000})}
    answers["a foreign host"] = guest.get("/", headers={"host": "evil.example"})
    strict = Client(enforce_csrf_checks=True)
    answers["no token"] = strict.post("/accounts/sign-in/")
    monkeypatch.setattr("quizzes.views.reading.Quiz.objects.listed_for", lambda *who: 1 / 0)
    answers["a fault of ours"] = guest.get("/")
    assert [answer.status_code for answer in answers.values()] == [400, 400, 403, 500]
    for what, answer in answers.items():
        assert_is_guarded(answer, what)
        assert "evil.example" not in answer.content.decode()


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:",
    re.I,
)


ENTRY_PAGES = ("concept", "behaviour", "misconception", "scenario", "source")


def test_no_page_needs_inline_code_or_another_site(site, guest, superuser, tmp_path, settings):
    from quizzes.models import Quiz

    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    attempt = make.start(guest, Quiz.objects.get())
    learners = [
        *PAGES,
        *(f"/attempts/{attempt.pk}/{part}" for part in ("1/", "overview/", "1/article/")),
    ]
    admins = [
        "/admin/",
        *(f"/admin/quizzes/{m}/" for m in ("article", "quiz", "questionversion", "attempt")),
        *(f"/admin/quizzes/{m}/" for m in ENTRY_PAGES),
        *(f"/admin/quizzes/{m}/add/" for m in ENTRY_PAGES),
        *(f"/admin/quizzes/{m}/1/change/" for m in ENTRY_PAGES),
    ]
    admins += [
        f"/admin/quizzes/{m}/{pk}/change/"
        for m, pk in (("article", 1), ("quiz", Quiz.objects.get().pk))
    ]
    for client, paths in ((guest, learners), (superuser, admins)):
        for path in paths:
            if path.startswith("/static/"):
                continue
            page = client.get(path).content.decode()
            assert not (found := INLINE.search(page)), (
                f"{path}: {page[found.start() : found.end() + 80]}"
            )
            assert not re.search(
                r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', page
            ), path


def test_a_host_that_is_not_ours_is_refused(guest):
    assert guest.get("/", headers={"host": "evil.example"}).status_code == 400
