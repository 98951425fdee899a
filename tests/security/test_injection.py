"""Text is text, whoever wrote it: on the learner's pages, in the admin, in mail and in file names."""

import dataclasses
import io
from html import escape
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone

from quizzes import actions
from quizzes.items import Evidence, Kind
from quizzes.models import (
    ENTRIES,
    Article,
    Attempt,
    EvidencePlace,
    QuestionVersion,
    Quiz,
    Response,
    Source,
    User,
)
from tests import make
from tests.editing.bringing import ADD, bring, store
from tests.editing.conceptfiles import Files
from tests.security.poison import PAYLOADS, assert_harmless, items

pytestmark = pytest.mark.django_db


@pytest.fixture(params=PAYLOADS)
def poisoned(request):
    """A quiz on an article in which every field that somebody writes holds a payload."""
    text = request.param
    about = {
        "authors": text,
        "licence": text,
        "note": text,
        "language": "en",
        "source_url": "https://example.org/",
    }
    article = Article(slug="poisoned", title=text, **about)
    revision = actions.store_article(
        article, source=f"{text}\n\nIt proves {text}.".encode(), format="text", by=None
    )
    evidence = (Evidence(0, len(revision.text), revision.text),)
    versions = actions.add_items(items(text, evidence), revision=revision, by=None).versions
    QuestionVersion.objects.update(state="approved")
    quiz = actions.make_quiz(
        title=text, slug="poisoned", versions=versions, articles=[article], description=text
    )
    quiz.publish(by=None, now=timezone.now())
    return text, quiz


def test_a_learners_pages_show_it_as_text(poisoned, guest):
    text, quiz = poisoned
    attempt = make.start(guest, quiz)
    paths = [
        "/",
        "/quizzes/poisoned/",
        "/history/",
        f"/attempts/{attempt.pk}/overview/",
        "/articles/poisoned/",
    ]
    pages = {path: guest.get(path) for path in paths}
    for response in attempt.responses.select_related("version"):
        path = f"/attempts/{attempt.pk}/{response.position}/"
        pages[f"{path} before"] = guest.get(path)
        pages[f"{path} refused"] = guest.post(
            path, {"sequence": 0, "answer": f"{text}?" * 20, "answer_1": text}
        )
        pages[f"{path} article"] = guest.post(f"{path}article/open/", follow=True)
        answer = make.wrong(response.version.to_item())
        pages[f"{path} after"] = make.send(guest, response, answer) and guest.get(path)
        if response.version.kind == Kind.SHORT_TEXT:
            Response.objects.filter(pk=response.pk).update(text=text)
            pages[f"{path} typed"] = guest.get(path)
    pages["finish"] = guest.post(f"/attempts/{attempt.pk}/finish/", follow=True)
    pages["article"] = guest.get("/articles/poisoned/")
    for where, answer in pages.items():
        assert_harmless(answer.content.decode(), where)
    assert text in BeautifulSoup(pages["article"].content, "html.parser").find("h1").text
    assert attempt.responses.answered().count() == 8


def test_the_admins_pages_show_it_as_text(poisoned, superuser, guest):
    text, quiz = poisoned
    attempt = make.start(guest, quiz)
    for response in attempt.responses.select_related("version"):
        make.send(guest, response, make.wrong(response.version.to_item()))
    Response.objects.filter(version__kind=Kind.SHORT_TEXT).update(text=text)
    make.user("eve", first_name=text, last_name=text, email="eve@example.org")
    type(attempt.learner).objects.of_user(make.user(text[:150]))
    for row in (quiz, *Article.objects.all(), *QuestionVersion.objects.all()):
        row.save()  # so that the history has something to compare
    paths = [
        "/admin/",
        "/admin/quizzes/quiz/?q=" + "%3Cscript%3E",
        "/admin/quizzes/user/",
        "/admin/quizzes/learner/",
    ]
    for model in (Article, Quiz, QuestionVersion, Attempt, Response):
        name = model._meta.model_name
        paths += [
            f"/admin/quizzes/{name}/",
            f"/admin/quizzes/{name}/?{'versions=all' if name == 'questionversion' else ''}",
        ]
        paths += [
            f"/admin/quizzes/{name}/{row.pk}/{page}/"
            for row in model.objects.all()[:8]
            for page in ("change", "history")
        ]
    for path in paths:
        answer = superuser.get(path)
        assert answer.status_code in {200, 302}, path
        assert_harmless(answer.content.decode(), path)


@pytest.mark.parametrize("text", PAYLOADS)
def test_the_pages_of_the_concept_base_show_it_as_text(superuser, text, tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    files = Files(tmp_path)
    poison(files.data, text)
    files.load()
    paths = ["/admin/quizzes/conceptload/"]
    for model in ENTRIES.values():
        row = model.objects.first()
        entry = row.to_entry()
        name = "title" if model is Source else "topic"
        row.edit(
            dataclasses.replace(entry, **{name: f"other {text}"[:60]}),
            checked=True,
            by=User.objects.get(username="root"),
            now=timezone.now(),
        )
        paths.append(f"/admin/quizzes/{model._meta.model_name}/")
        paths += [f"{paths[-1]}add/", f"{paths[-1]}?q={quote(text)}"]
        paths += [f"{paths[-3]}{row.pk}/{page}/" for page in ("change", "history")]
    for path in paths:
        answer = superuser.get(path)
        assert answer.status_code == 200, path
        assert_harmless(answer.content.decode(), path)


def poison(data, text):
    """Let every text of a base that nothing refers to be the payload."""
    for name, value in data.items():
        if isinstance(value, dict):
            poison(value, text)
        elif name in {
            "org",
            "title",
            "terms",
            "label",
            "definition",
            "imperative",
            "gerund",
            "why",
            "text",
        }:
            data[name] = f"{value} {text}"[:110]
        elif name in {"claim", "correction", "wrong_because", "stem", "channel"}:
            data[name] = f"{value} {text}"
        elif name == "distractors":
            for option in value:
                poison(option, text)


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_an_editor_is_told_after_a_change_is_text_too(superuser, text):
    version = make.version(approved=False, stem=text)
    quiz = actions.make_quiz(title=text, slug="words", versions=[version], articles=[])
    told = superuser.post(f"/admin/quizzes/quiz/{quiz.pk}/do/publish/", follow=True)
    assert_harmless(told.content.decode(), "publish")
    data = {"action": "approve_selected", "_selected_action": [version.pk]}
    told = superuser.post("/admin/quizzes/questionversion/", data, follow=True)
    assert_harmless(told.content.decode(), "approve")
    told = superuser.post(f"/admin/quizzes/questionversion/{version.pk}/do/retire/", follow=True)
    assert_harmless(told.content.decode(), "retire")


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_name_that_holds_more_than_a_name_makes_no_account(client, text):
    word = "a long pass phrase"
    answer = client.post(
        "/accounts/sign-up/", {"username": text, "password1": word, "password2": word}
    )
    assert answer.status_code == 422
    assert_harmless(answer.content.decode(), "sign up")
    answer = client.post("/accounts/sign-in/", {"username": text, "password": text, "next": text})
    assert_harmless(answer.content.decode(), "sign in")


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_name_that_was_given_by_hand_is_text_on_every_page(text):
    client = make.browser_of(make.user(text[:150], is_staff=True, is_superuser=True))
    make.take(client, make.quiz())
    for path in (
        "/",
        "/history/",
        "/accounts/",
        "/admin/",
        "/admin/quizzes/attempt/",
        "/admin/quizzes/learner/",
    ):
        assert_harmless(client.get(path).content.decode(), path)


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_the_preview_and_the_side_by_side_show_it_as_text(editor, text, format):
    typed = escape(text) if format == "html" else text
    page = f"<title>{typed}</title><nav>{typed}</nav><p>A thief. {typed}</p>" if format == "html" else f"A thief.\n\n{typed}"  # fmt: skip
    brought = bring(editor, pasted=page, pasted_format=format)
    assert_harmless(editor.get(brought).content.decode(), "preview")
    article = make.article("poisoned", f"A thief tries it elsewhere. {text}")
    make.version(of=article, stem=f"{text}?")
    new = f"A thief never tries it elsewhere. {typed}"
    changed = bring(editor, f"/admin/quizzes/article/{article.pk}/text/", pasted=new, pasted_format=format)  # fmt: skip
    assert_harmless(editor.get(changed).content.decode(), "changes")
    assert store(editor, changed, edit_seen=0).status_code == 302
    beside = f"/admin/quizzes/article/{article.pk}/evidence/"
    place = EvidencePlace.objects.get()
    refused = {"place": place.pk, "act": "keep", "quote": text * 3}
    for answer in (editor.get(beside), editor.post(beside, refused)):
        assert_harmless(answer.content.decode(), "side by side")
        assert "alert" not in text or "alert" in answer.content.decode()


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_files_name_is_text_and_leads_nowhere(editor, text, settings):
    upload = io.BytesIO(make.TEXT.encode())
    upload.name = f"../../{text}.exe"
    answer = editor.post(ADD, {"upload": upload})
    assert answer.status_code == 200
    assert_harmless(answer.content.decode(), "upload")
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        " javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_a_source_is_a_web_address_or_refused(editor, address):
    answer = store(editor, bring(editor, pasted=make.TEXT), source_url=address)
    assert answer.status_code == 200
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7|add:42000 }}", "a\r\nBcc: all@example.org"]
)
def test_mail_holds_the_name_as_it_is_and_no_line_of_its_own(client, settings, text):
    settings.EMAIL_IS_SET = True
    make.user(text, email="eve@example.org")
    client.post("/accounts/password/reset/", {"email": "eve@example.org"})
    message = mail.outbox[0]
    assert "42007" not in message.body
    assert message.recipients() == ["eve@example.org"]
    assert "\n" not in message.subject
    assert "http://testserver/accounts/password/reset/" in message.body
