"""An editor settles the questions whose evidence a new text changed."""

import pytest
from bs4 import BeautifulSoup

from quizzes.models import Article, EvidencePlace, QuestionVersion
from tests import make
from tests.editing.bringing import bring, store

pytestmark = pytest.mark.django_db

THIEF = "A thief who learns one password tries it elsewhere."
NOWHERE = THIEF.replace("elsewhere", "nowhere")


@pytest.fixture
def article(db):
    return make.article(note="Ours", licence="CC0")


def address(article):
    return f"/admin/quizzes/article/{article.pk}/evidence/"


def rewrite(editor, article, old, new):
    """Store a changed text by the pages; the answer of the act."""
    text = f"/admin/quizzes/article/{article.pk}/text/"
    preview = bring(editor, text, pasted=make.TEXT.replace(old, new), pasted_format="markdown")
    seen = Article.objects.get(pk=article.pk).edit_number
    about = {"title": article.title, "slug": article.slug, "edit_seen": seen}
    return preview, lambda: store(editor, preview, **about)


def settle(editor, article, act, **more):
    place = EvidencePlace.objects.flagged().first()
    return editor.post(address(article), {"place": place.pk, "act": act} | more, follow=True)


def test_the_preview_shows_what_changed_and_whom_it_concerns(editor, article):
    make.version(of=article)
    preview, act = rewrite(editor, article, "elsewhere", "nowhere")
    page = BeautifulSoup(editor.get(preview).content, "html.parser")
    change = page.find(class_="change")
    assert (change.find("del").text, change.find("ins").text) == ("elsewhere.", "nowhere.")
    assert "the sentence changed (1)" in page.find(class_="facts").get_text(" ", strip=True)
    assert not EvidencePlace.objects.exists()
    assert act().url == address(article)


def test_where_all_evidence_moved_nothing_is_asked(editor, article):
    make.version(of=article)
    _, act = rewrite(editor, article, "# Passwords", "# Passwords\n\nA new beginning.")
    assert act().url == f"/admin/quizzes/article/{article.pk}/change/"
    assert "Nothing waits for you" in editor.get(address(article)).content.decode()


def test_old_and_nearest_sentence_stand_side_by_side(editor, article):
    make.version(of=article)
    rewrite(editor, article, "elsewhere", "nowhere")[1]()
    page = BeautifulSoup(editor.get(address(article)).content, "html.parser")
    before, after = page.select(".sides > div")
    assert before.find("del").text == "elsewhere."
    assert after.find("ins").text == "nowhere."
    assert before.find(class_="quiet").text.endswith("Use a different password for every account. ")
    assert page.find("textarea").text.strip() == NOWHERE
    article_page = editor.get(f"/admin/quizzes/article/{article.pk}/change/").content.decode()
    assert "1 question to look at" in article_page


def test_an_editor_keeps_a_question_with_evidence_of_the_new_text(editor, article):
    version = make.version(of=article)
    rewrite(editor, article, "elsewhere", "nowhere")[1]()
    page = settle(editor, article, "keep", quote=f"  {NOWHERE} ")
    assert "Kept, with its evidence in the new text." in page.content.decode()
    assert EvidencePlace.objects.get().fate == "kept"
    assert version.decisions.first().by_name == "editor"


@pytest.mark.parametrize("quote", ["", "No such sentence.", "\x00"])
def test_a_quote_that_is_not_there_is_refused_and_not_lost(editor, article, quote):
    make.version(of=article)
    rewrite(editor, article, "elsewhere", "nowhere")[1]()
    page = settle(editor, article, "keep", quote=quote).content.decode()
    assert "does not stand in the new text" in page
    assert quote.strip("\x00") in page
    assert EvidencePlace.objects.get().fate == "changed"


@pytest.mark.parametrize("approved", [True, False])
def test_an_editor_edits_or_retires_instead(editor, article, approved):
    version = make.version(of=article, approved=approved)
    rewrite(editor, article, THIEF, "")[1]()
    edited = settle(editor, article, "edit")
    candidate = QuestionVersion.objects.latest("pk")
    assert edited.redirect_chain[-1][0].endswith(f"/{candidate.pk}/change/")
    assert (candidate == version) != approved
    settle(editor, article, "retire")
    version.refresh_from_db()
    assert version.state == "retired"


def test_the_list_of_questions_can_be_narrowed_to_them(editor, article):
    make.version(of=article, stem="Who tries it?")
    rewrite(editor, article, THIEF, "")[1]()
    make.version(stem="What of another article?")
    page = editor.get("/admin/quizzes/questionversion/?evidence=lost").content.decode()
    assert "Who tries it?" in page
    assert "What of another article?" not in page


def test_the_question_says_where_its_evidence_stands_now(editor, article):
    version = make.version(of=article)
    page = f"/admin/quizzes/questionversion/{version.pk}/change/"
    rewrite(editor, article, "# Passwords", "# Passwords\n\nA new beginning.")[1]()
    assert "In revision 2: stands there word for word." in editor.get(page).content.decode()
    rewrite(editor, article, THIEF, "")[1]()
    shown = editor.get(page).content.decode()
    assert "In revision 3: the sentence is gone." in shown
    assert address(article) in shown


@pytest.mark.parametrize("sent", [{}, {"place": "x"}, {"place": "9" * 40}, {"place": "1e3"}])
def test_nonsense_changes_nothing(editor, article, sent):
    version = make.version(of=article)
    rewrite(editor, article, THIEF, "")[1]()
    assert editor.post(address(article), sent | {"act": "retire"}).status_code == 302
    version.refresh_from_db()
    assert version.state == "approved"


def test_a_place_of_another_article_is_none_of_this_pages(editor, article):
    version = make.version(of=article)
    rewrite(editor, article, THIEF, "")[1]()
    other = make.article("other", "Another text.")
    place = EvidencePlace.objects.get()
    editor.post(address(other), {"place": place.pk, "act": "retire"})
    version.refresh_from_db()
    assert version.state == "approved"


def test_the_page_takes_the_same_for_two_and_for_twenty_questions(
    editor, article, django_assert_max_num_queries
):
    counts = set()
    for size in (2, 18):
        for number in range(size):
            make.version(of=article, stem=f"Question {number} of {size}?")
        if size == 2:
            rewrite(editor, article, THIEF, "")[1]()
        else:
            EvidencePlace.objects.follow(Article.objects.get(pk=article.pk).current)
        with django_assert_max_num_queries(11) as asked:
            assert editor.get(address(article)).status_code == 200
        counts.add(len(asked))
    assert len(counts) == 1
