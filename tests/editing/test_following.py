"""An article gets a new text: what becomes of the questions that were asked on the old one."""

import pytest
from django.test import Client
from django.utils import timezone

from quizzes import actions
from quizzes.models import EvidencePlace, NotKeepable, QuestionVersion
from quizzes.models.place import standing
from tests import make

pytestmark = pytest.mark.django_db

THIEF = "A thief who learns one password tries it elsewhere."


def rewrite(article, *change, text=make.TEXT):
    """Store a new text, made from the factory's by replacing."""
    new = text.replace(*change) if change else text
    return actions.store_article(article, source=new.encode(), format="markdown", by=None)


def place():
    return EvidencePlace.objects.latest("pk")


@pytest.fixture
def article(db):
    return make.article(note="Ours", licence="CC0")


@pytest.fixture
def version(article):
    return make.version(of=article)


def test_evidence_that_moved_is_followed_beside_the_version(article, version):
    passage = version.evidence.get()
    start = passage.start
    revision = rewrite(article, "# Passwords", "# Passwords\n\nA paragraph before it.")
    assert (place().fate, place().text, place().revision) == ("moved", THIEF, revision)
    passage.refresh_from_db()
    assert (passage.start, passage.revision.number) == (start, 1)
    assert not QuestionVersion.objects.with_lost_evidence().exists()


@pytest.mark.parametrize(
    ("change", "fate", "text"),
    [
        ((" elsewhere", " nowhere"), "changed", THIEF.replace("elsewhere", "nowhere")),
        ((THIEF, ""), "vanished", ""),
    ],
)
def test_evidence_that_changed_or_vanished_is_flagged(article, version, change, fate, text):
    rewrite(article, *change)
    assert (place().fate, place().text) == (fate, text)
    assert list(QuestionVersion.objects.with_lost_evidence()) == [version]


def test_a_text_that_came_back_needs_no_look_any_more(article, version):
    rewrite(article, THIEF, "")
    rewrite(article)
    assert place().fate == "moved"
    assert not QuestionVersion.objects.with_lost_evidence().exists()


def test_a_retired_question_is_nobodys_worry(article, version):
    rewrite(article, THIEF, "")
    version.retire(by=None, now=timezone.now())
    assert not QuestionVersion.objects.with_lost_evidence().exists()
    rewrite(article, "holes", "gaps")
    assert not EvidencePlace.objects.filter(revision=article.current).exists()


def test_the_same_bytes_again_change_nothing(article, version):
    rewrite(article)
    assert article.revisions.count() == 1
    assert not EvidencePlace.objects.exists()


def test_what_an_editor_kept_is_followed_from_there(article, version, anna):
    changed = THIEF.replace("elsewhere", "nowhere")
    rewrite(article, THIEF, changed)
    found = place()
    found.keep(found.start, found.end, by=anna, now=timezone.now())
    assert not QuestionVersion.objects.with_lost_evidence().exists()
    decision = version.decisions.first()
    assert (decision.verb, decision.by_name) == ("kept", "anna")
    assert changed in decision.note
    rewrite(article, text=make.TEXT.replace(THIEF, changed) + "\nOne more.")
    assert (place().fate, place().text) == ("moved", changed)


def test_two_editors_keep_it_once(article, version):
    rewrite(article, THIEF, "")
    first, second = place(), place()
    first.keep(0, 9, by=None, now=timezone.now())
    with pytest.raises(NotKeepable):
        second.keep(3, 9, by=None, now=timezone.now())
    first.refresh_from_db()
    assert first.start == 0


def test_a_successor_stands_on_the_new_text(article, version):
    rewrite(article, "# Passwords", "# Passwords\n\nA paragraph before it.")
    passage = version.successor(by=None).evidence.get()
    assert (passage.revision, passage.text) == (article.current, THIEF)


def test_a_successor_of_a_flagged_question_is_flagged_too(article, version):
    rewrite(article, THIEF, "")
    copy = version.successor(by=None)
    assert set(QuestionVersion.objects.with_lost_evidence()) == {version, copy}
    actions.set_evidence(copy, [(0, 9)], by=None)
    assert list(QuestionVersion.objects.with_lost_evidence()) == [version]
    copy.approve(by=None, now=timezone.now())
    assert not QuestionVersion.objects.with_lost_evidence().exists()


def test_a_past_attempt_shows_what_it_was_asked_on(article, client):
    quiz = make.quiz(of=article)
    attempt = make.take(client, quiz, rightly=False)
    before = client.get(f"/attempts/{attempt.pk}/result/").content.decode()
    rewrite(article, THIEF, "")
    after = client.get(f"/attempts/{attempt.pk}/result/").content.decode()
    assert THIEF in before
    assert THIEF in after


MOVED = ("# Passwords", "# Passwords\n\nA new beginning.")


@pytest.mark.parametrize("access", ["beside", "on_request"])
def test_an_attempt_that_begins_later_has_the_new_text(article, client, access):
    quiz = make.quiz(of=article, article_access=access)
    rewrite(article, *MOVED)
    attempt = make.take(client, quiz, rightly=False)
    for page in ("result/", "1/"):
        shown = client.get(f"/attempts/{attempt.pk}/{page}").content.decode()
        assert "?revision=2#b" in shown
        assert "?revision=1" not in shown


def test_an_attempt_that_began_before_keeps_the_old_text(article, client):
    quiz = make.quiz(of=article, article_access="beside")
    attempt = make.start(client, quiz)
    rewrite(article, *MOVED)
    assert "A new beginning." not in client.get(f"/attempts/{attempt.pk}/1/").content.decode()
    later = Client()
    begun = make.start(later, quiz)
    assert "A new beginning." in later.get(f"/attempts/{begun.pk}/1/").content.decode()


def test_what_is_kept_holds_for_attempts_that_begin_after_it(article, client):
    quiz = make.quiz(of=article)
    rewrite(article, " elsewhere", " nowhere")
    attempt = make.take(client, quiz, rightly=False)
    for found in EvidencePlace.objects.flagged():
        found.keep(found.start, found.end, by=None, now=timezone.now())
    assert "elsewhere" in client.get(f"/attempts/{attempt.pk}/result/").content.decode()
    again = make.take(client, quiz, rightly=False)
    shown = client.get(f"/attempts/{again.pk}/result/").content.decode()
    assert "nowhere" in shown
    assert "elsewhere" not in shown


def test_of_two_passages_none_goes_ahead(article):
    version = make.version(of=article, approved=False)
    update = make.TEXT.index("An update") - 2  # the heading's mark is no part of the text
    start = article.current.text.index(THIEF)
    actions.set_evidence(version, [(start, start + len(THIEF)), (update, update + 9)], by=None)
    rewrite(article, THIEF, "")
    passages = list(version.evidence.marking_moved())
    assert [p.fate for p in EvidencePlace.objects.order_by("evidence")] == ["vanished", "moved"]
    assert standing(passages, at=timezone.now()) == passages


@pytest.mark.parametrize("size", [2, 40])
def test_following_takes_the_same_for_two_and_for_forty_questions(
    article, size, django_assert_max_num_queries
):
    for number in range(size):
        make.version(of=article, stem=f"Question {number}?")
    with django_assert_max_num_queries(18):
        rewrite(article, THIEF, "")
    assert EvidencePlace.objects.count() == size
