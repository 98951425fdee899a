"""An editor brings a web page or a file of a word processor; both go through the same preview."""

import functools

import pytest
from django.test import override_settings

from quizzes import sources
from quizzes.models import Article, ArticleDraft, ArticleRevision
from tests.editing.bringing import ADD, bring, store
from tests.sources import files
from tests.sources.test_web import here, site

__all__ = ["site"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(settings):
    settings.FETCH_ARTICLES = True


def test_nothing_is_fetched_unless_the_operator_allows_it(editor, site, monkeypatch):
    monkeypatch.setattr(sources, "from_web", lambda *a: pytest.fail("it was fetched"))
    assert "fetch a web page" not in editor.get(ADD).content.decode()
    answer = editor.post(ADD, {"pasted_format": "text", "address": f"{site.url}/"})
    assert answer.status_code == 200
    assert site.asked == []


def test_an_editor_fetches_a_page(on, editor, site, monkeypatch):
    allowed = functools.partial(sources.from_web, may_reach=here)
    monkeypatch.setattr(sources, "from_web", allowed)
    preview = bring(editor, address=f"{site.url}/")
    assert f"{site.url}/" in editor.get(preview).content.decode()
    store(editor, preview, note="", source_url=f"{site.url}/")
    article = Article.objects.get()
    assert article.source_url == f"{site.url}/"
    assert "The text of it is here." in article.current.text


@pytest.mark.parametrize("environment", [{}, {"DEBUG": True}, {"ALLOWED_HOSTS": ["*"]}])
def test_no_setting_lets_anybody_look_into_our_own_network(on, editor, site, environment):
    with override_settings(**environment):
        answer = editor.post(ADD, {"pasted_format": "text", "address": f"{site.url}/"})
    assert "is no public web address" in answer.content.decode()
    assert site.asked == []
    assert not ArticleDraft.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("leaks.docx", files.word(files.paragraph("The text of it is here.")), "docx"),
        ("LEAKS.PDF", files.pdf("And the text of it is here."), "pdf"),
    ],
)
def test_an_editor_uploads_a_file_and_its_bytes_are_kept_as_they_came(editor, name, data, kind):
    preview = bring(editor, upload=(name, data))
    assert "text of it is here." in editor.get(preview).content.decode()
    assert store(editor, preview).status_code == 302
    revision = ArticleRevision.objects.get()
    assert revision.format == kind
    assert "text of it is here." in revision.text
    assert bytes(revision.original) == data


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"no archive", "no Word file that can be read"),
        ("a.pdf", files.pdf(""), "pictures of pages and no text"),
        ("a.docx", bytes(10_000_001), "larger than 10 MB"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_with_the_reason(editor, name, data, told):
    from tests.editing.bringing import sent

    answer = editor.post(ADD, {"pasted_format": "text"} | sent({"upload": (name, data)}))
    assert told in answer.content.decode()
    assert not ArticleDraft.objects.exists()
