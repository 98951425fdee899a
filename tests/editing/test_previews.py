"""What an editor sees of a text before anything is stored, and what may become of it."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes import tasks
from quizzes.models import Article, ArticleDraft
from quizzes.models.draft import KEPT_FOR, MOST_DRAFTS
from tests import make
from tests.editing.bringing import ABOUT, bring, store

pytestmark = pytest.mark.django_db

PAGE = b"""<html lang="en"><head><title>Leaks | A site</title>
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2024-05-03T10:00:00Z">
<link rel="canonical" href="https://example.org/leaks"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
</head><body><nav>Home | News | Shop</nav><article><h1>Leaks</h1><p>By Ann Lee</p>
<p>Use a password of its own for every account. A thief who learns one tries it elsewhere.</p>
<figure><figcaption>Photo: a thief</figcaption></figure></article><footer>All rights reserved</footer></body></html>"""


def soup(editor, path):
    return BeautifulSoup(editor.get(path).content, "html.parser")


def value(page, name):
    return page.find(attrs={"name": name}).get("value", "")


def test_the_preview_says_what_was_understood(editor):
    page = soup(editor, bring(editor, upload=("leaks.html", PAGE)))
    given = [value(page, n) for n in ("title", "authors", "published_on", "source_url", "language")]
    assert given == ["Leaks", "Ann Lee", "2024-05-03", "https://example.org/leaks", "en"]
    assert value(page, "licence") == "CC BY 4.0"
    facts = page.find("dl", class_="facts").get_text(" ", strip=True)
    assert "Language English" in facts
    assert "Words that can be asked about 17" in facts
    apart = [p.get_text(" ", strip=True) for p in page.select(".understood .is-apart")]
    assert apart == [
        "Not asked about: author, date or place By Ann Lee",
        "Not asked about: a caption or credit Photo: a thief",
    ]
    thrown = page.find(id="left-out").get_text(" ", strip=True)
    assert "Home | News | Shop" in thrown
    assert "All rights reserved" in thrown


def test_nothing_is_stored_until_the_editor_says_so(editor):
    preview = bring(editor, pasted="A text.")
    for _ in range(2):
        assert editor.get(preview).status_code == 200
    assert not Article.objects.exists()
    assert store(editor, preview).status_code == 302
    assert Article.objects.get().current.text == "A text."


def test_what_is_sent_twice_is_stored_once(editor):
    preview = bring(editor, pasted="A text.")
    store(editor, preview)
    again = editor.post(preview, ABOUT, follow=True)
    assert "This preview is gone" in again.content.decode()
    assert Article.objects.count() == 1


def test_a_discarded_text_leaves_nothing(editor):
    preview = bring(editor, pasted="A text.")
    editor.post(preview, {"_discard": "Discard"})
    assert not ArticleDraft.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"note": ""}, "Give the web address of the source"),
        ({"licence": ""}, "Name the licence, or write “unknown”."),
        (
            {"source_url": "https://example.org/", "source_is_unknown": "on"},
            "A source that has an address is known.",
        ),
        ({"slug": "passwords"}, "Another article has this address"),
    ],
)
def test_source_and_licence_have_to_be_said(editor, about, told):
    make.article()
    answer = store(editor, bring(editor, pasted="A text."), **about)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Article.objects.count() == 1


def test_that_the_source_is_unknown_is_said_and_shown(editor, client):
    store(editor, bring(editor, pasted=make.TEXT), note="", source_is_unknown="on")
    article = Article.objects.get()
    assert article.source_is_unknown
    make.quiz(of=article)
    assert "The source is unknown." in client.get("/articles/about-leaks/").content.decode()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("网络安全是发展的前提。" * 50, "The language is not known."),
        ("A few words only.", "Only 4 words can be asked about."),
        ("Security matters to you and to the others. " * 900, "are a long read"),
        ("He don?t know what it is. " * 20, "lost characters"),
    ],
)
def test_the_preview_warns(editor, text, told):
    page = soup(editor, bring(editor, pasted=text))
    assert told in page.find(class_="warnings").get_text()


def test_a_text_that_is_there_already_is_recognised(editor):
    make.article(title="Passwords for all")
    page = soup(editor, bring(editor, pasted=make.TEXT, pasted_format="markdown"))
    assert "“Passwords for all” has this very text already" in page.get_text()


def test_nobody_else_sees_a_preview(editor, superuser):
    preview = bring(editor, pasted="The text of somebody else.")
    for ask in (superuser.get, superuser.post):
        assert "The text of somebody" not in ask(preview, follow=True).content.decode()
    assert ArticleDraft.objects.count() == 1
    assert not Article.objects.exists()


def test_a_preview_that_nobody_wanted_is_thrown_away(editor):
    bring(editor, pasted="A text.")
    tasks.tidy(timezone.now() + KEPT_FOR - dt.timedelta(hours=1))
    assert ArticleDraft.objects.exists()
    tasks.tidy(timezone.now() + KEPT_FOR + dt.timedelta(hours=1))
    assert not ArticleDraft.objects.exists()


def test_a_persons_oldest_previews_make_room(editor, superuser):
    bring(superuser, pasted="Of another person.")
    for number in range(MOST_DRAFTS + 2):
        bring(editor, pasted=f"Text {number}.")
    assert ArticleDraft.objects.count() == MOST_DRAFTS + 1
    assert "Text 1." not in [bytes(d.original).decode() for d in ArticleDraft.objects.all()]


@pytest.mark.parametrize("size", [2, 200])
def test_a_preview_takes_the_same_for_two_and_for_many_paragraphs(
    editor, size, django_assert_max_num_queries
):
    preview = bring(editor, pasted="\n\n".join(["Security matters to you."] * size))
    with django_assert_max_num_queries(10):
        assert editor.get(preview).status_code == 200


def test_a_new_text_makes_a_revision_and_keeps_the_old_one(editor):
    article = make.article(note="Ours", licence="CC0")
    preview = bring(editor, f"/admin/quizzes/article/{article.pk}/text/", pasted="Another text.")
    page = soup(editor, preview)
    assert value(page, "title") == "About passwords"
    about = {"title": article.title, "slug": article.slug}
    assert store(editor, preview, **about, edit_seen=0).status_code == 302
    assert [r.number for r in article.revisions.all()] == [1, 2]
    assert Article.objects.get().current.text == "Another text."


def test_whoever_stored_another_text_meanwhile_is_not_run_over(editor, superuser):
    article = make.article(note="Ours", licence="CC0")
    text, about = f"/admin/quizzes/article/{article.pk}/text/", {"slug": article.slug}
    hers, his = bring(editor, text, pasted="Her text."), bring(superuser, text, pasted="His text.")
    assert store(superuser, his, **about, edit_seen=0).status_code == 302
    told = store(editor, hers, **about, edit_seen=0)
    assert "root saved this at" in told.content.decode()
    assert Article.objects.get().current.text == "His text."


def test_without_the_permission_nothing_can_be_brought():
    browser = make.browser_of(make.user("helper", is_staff=True))
    article = make.article()
    for path in ("/admin/quizzes/article/add/", f"/admin/quizzes/article/{article.pk}/text/"):
        assert browser.get(path).status_code == 403
        assert browser.post(path, {"pasted": "A text."}).status_code == 403
    assert not ArticleDraft.objects.exists()


def test_what_is_not_asked_about_stays_marked_once_it_is_stored(editor):
    preview = bring(editor, upload=("leaks.html", PAGE))
    before = [p.get_text(" ", strip=True) for p in soup(editor, preview).select(".is-apart")]
    stored = store(editor, preview, source_url="https://example.org/leaks", note="")
    after = [p.get_text(" ", strip=True) for p in soup(editor, stored.url).select(".is-apart")]
    assert before == after != []
