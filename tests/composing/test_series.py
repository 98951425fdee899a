"""Pre-test, post-test and later re-test: parallel, without a shared question, built in one act."""

from statistics import mean

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes.composing import TooFewParallel, build_series, copy_quiz, places_of
from quizzes.models import Concept, Question, Quiz, Response, Series
from quizzes.rules.paralleling import Form, Likeness, likeness, parallel_sets
from tests import make
from tests.composing.test_drawing import stock


def form(question, concept="", topic="", level="apply", kind="single", **more):
    concepts, topics = (frozenset({x} if x else ()) for x in (concept, topic))
    return Form(question, level, kind, concepts, topics, **more)


ALIKE = [
    ({}, Likeness.CONCEPT_KIND),
    ({"kind": "multiple"}, Likeness.CONCEPT),
    ({"concept": "b"}, Likeness.TOPIC_KIND),
    ({"concept": "b", "kind": "multiple"}, Likeness.TOPIC),
    ({"concept": "b", "level": "remember"}, Likeness.TOPIC_ONLY),
    ({"concept": "b", "topic": "u"}, Likeness.LEVEL),
    ({"concept": "b", "topic": "u", "level": "remember"}, Likeness.NOTHING),
]


@pytest.mark.parametrize(("other", "shared"), ALIKE)
def test_what_two_questions_share_is_named(other, shared):
    one = {"concept": "a", "topic": "t"}
    assert likeness([form(1, **one), form(2, **(one | other))]) == shared


def test_the_closest_matches_are_taken_first_and_nothing_twice():
    forms = [form(n, concept="a", topic="t") for n in (1, 2)]
    forms += [form(3, concept="b", topic="t"), form(4, concept="c", topic="t")]
    sets = parallel_sets(forms, size=2, wanted=9)
    assert [{f.question for f in found} for found in sets] == [{1, 2}, {3, 4}]
    assert parallel_sets(forms, size=2, wanted=1)[0] in (tuple(forms[:2]), tuple(forms[1::-1]))


def test_concepts_take_turns_so_that_a_short_test_covers_many():
    forms = [
        form(n, concept=c, topic="t") for c in "ab" for n in range(10 * ord(c), 10 * ord(c) + 6)
    ]
    sets = parallel_sets(forms, size=2, wanted=2)
    assert {next(iter(found[0].concepts)) for found in sets} == {"a", "b"}


def test_the_same_words_are_one_question_for_this_purpose():
    forms = [form(1, concept="a", text="What now?"), form(2, concept="a", text="what NOW?")]
    assert parallel_sets(forms, size=2, wanted=1) == []


def test_neighbours_in_difficulty_go_together_and_no_test_gets_the_easy_ones():
    forms = [form(n, concept="a", facility=1 - n / 10) for n in range(10)]
    sets = parallel_sets(forms, size=2, wanted=5)
    assert all(abs(a.facility - b.facility) < 0.11 for a, b in sets)
    before, after = (mean(found[role].facility for found in sets) for role in (0, 1))
    assert abs(before - after) < 0.05


def build(count=4, *, topics=("passwords",), **more):
    return build_series(title="Passwords", wanted=count, by=None, topics=topics, **more)


def concept_of(versions):
    concept = Concept.objects.create(key="one", topic="passwords", label="One")
    for version in versions:
        version.concepts.set([concept])


@pytest.fixture
def bank(db):
    """Twelve questions on one topic, six of them on one concept."""
    versions = stock(12)
    concept_of(versions[:6])
    return versions


def test_three_drafts_that_know_each_other_and_share_no_question(bank):
    built = build(4)
    quizzes = built.series.by_role()
    assert list(quizzes) == ["pre", "post", "later"]
    assert built.series.quizzes.get(series_role="post") == quizzes["post"]
    asked = [v.question_id for quiz in quizzes.values() for v, _mark in quiz.drawable()]
    assert len(asked) == len(set(asked)) == 12
    assert built.shortfall == ""
    for quiz in quizzes.values():
        assert (quiz.published_at, quiz.feedback, quiz.attempts_allowed) == (None, "at_end", 1)
        assert quiz.audience == "link"
    assert len({quiz.slug for quiz in quizzes.values()}) == 3


def test_what_stands_at_one_place_is_parallel_and_it_is_said_how(bank):
    places = places_of(build(4).series)
    assert [p.likeness for p in places] == [Likeness.CONCEPT_KIND] * 2 + [Likeness.TOPIC_KIND] * 2
    assert all(place.is_close for place in places)


def test_two_tests_are_enough_where_there_is_no_later(bank):
    quizzes = build(6, roles=["pre", "post"]).series.by_role()
    assert [len(quiz.drawable()) for quiz in quizzes.values()] == [6, 6]


def test_too_few_give_a_shorter_test_and_the_reason(bank):
    built = build(10)
    assert len(places_of(built.series)) == 4
    assert "4 questions instead of 10" in built.shortfall
    assert "12 approved questions match" in built.shortfall


def test_only_approved_questions_of_the_article_come_in(db):
    article = make.article()
    own = stock(4, of=article)
    stock(4, stem="Others")
    make.version(of=article, approved=False, stem="A candidate?")
    series = build(9, topics=(), article=article, roles=["pre", "post"]).series
    asked = {v for quiz in series.by_role().values() for v, _mark in quiz.drawable()}
    assert asked == set(own)
    assert [list(quiz.articles.all()) for quiz in series.by_role().values()] == [[article]] * 2


def test_where_nothing_matches_nothing_is_made(db):
    stock(2)
    with pytest.raises(TooFewParallel):
        build(3)
    assert (Quiz.objects.count(), Series.objects.count()) == (0, 0)


def test_known_difficulty_decides_who_goes_with_whom(db, monkeypatch):
    monkeypatch.setattr("quizzes.composing.series.LEAST_ANSWERS", 1)
    versions = stock(4)
    concept_of(versions)
    quiz = make.quiz([], published=False)
    for place, version in enumerate(versions):
        quiz.quiz_questions.create(question=version.question, position=place)
    quiz.publish(by=None, now=timezone.now())
    attempt = make.attempt(quiz, make.learner())
    for response in attempt.responses.select_related("version", "attempt"):
        easy = response.version in (versions[0], versions[3])
        item = response.version.to_item()
        answer = make.right(item) if easy else make.wrong(item)
        response.store(answer, sequence=0, now=timezone.now())
    attempt.finish(now=timezone.now())
    places = places_of(build(2, roles=["pre", "post"]).series)
    assert {frozenset(place.versions) for place in places} == {
        frozenset({versions[0], versions[3]}),
        frozenset({versions[1], versions[2]}),
    }


def test_a_role_is_held_by_one_quiz_and_no_quiz_has_half_a_series(bank):
    series = build(2).series
    for values in ({"series_role": "pre"}, {"series_role": ""}, {"series": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            series.quizzes.filter(series_role="post").update(**values)


def test_a_copy_belongs_to_no_series(bank):
    copy = copy_quiz(build(2).series.by_role()["pre"])
    assert (copy.series, copy.series_role) == (None, "")


def test_an_editor_builds_them_in_one_act_and_sees_them_side_by_side(editor, bank):
    add = "/admin/quizzes/series/add/"
    assert "Passwords" in editor.get(add).content.decode()
    sent = {"title": "Spring", "topics": ["passwords"], "wanted": "9", "later": "on"}
    page = editor.post(add, sent, follow=True).content.decode()
    assert "Each test has 4 questions instead of 9" in page
    assert "9 were wanted" in page
    assert "Same concept, level and kind" in page
    for quiz in Quiz.objects.all():
        assert f"/admin/quizzes/quiz/{quiz.pk}/check/" in page
        shown = editor.get(f"/admin/quizzes/quiz/{quiz.pk}/questions/").content.decode()
        assert "The series" in shown


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"topics": []}, "Choose an article, or topics, or both."),
        ({"wanted": "0"}, "greater than or equal to 1"),
        ({"topics": ["mfa"]}, "No two approved questions match there."),
        ({"title": ""}, "required"),
    ],
)
def test_what_can_not_be_built_is_told(editor, bank, sent, told):
    stock(1, topic="mfa")
    data = {"title": "Spring", "topics": ["passwords"], "wanted": "3", "later": "on"}
    answer = editor.post("/admin/quizzes/series/add/", data | sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Series.objects.exists()


def test_whoever_may_not_edit_quizzes_sees_no_series(signed_in, bank):
    series = build(2).series
    helper = make.browser_of(make.user("helper", is_staff=True))
    for path in ("", "add/", f"{series.pk}/change/"):
        assert helper.get(f"/admin/quizzes/series/{path}").status_code == 403
        assert signed_in.get(f"/admin/quizzes/series/{path}").status_code == 302
    assert helper.post("/admin/quizzes/series/add/", {"title": "x"}).status_code == 403


def test_a_place_that_lost_its_question_says_so(editor, bank):
    series = build(4).series
    later = series.by_role()["later"]
    later.drawable()[-1][0].retire(by=None, now=timezone.now())
    page = editor.get(f"/admin/quizzes/series/{series.pk}/change/").content.decode()
    assert "No question here" in page
    assert "could not be matched closely" in page


@pytest.mark.parametrize("size", [2, 30])
def test_its_page_takes_as_many_statements_for_two_places_as_for_thirty(
    editor, db, size, django_assert_num_queries
):
    stock(3 * size)
    series = build(size).series
    path = f"/admin/quizzes/series/{series.pk}/change/"
    editor.get(path)
    with django_assert_num_queries(STATEMENTS):
        assert editor.get(path).status_code == 200
    assert Question.objects.count() == 3 * size
    assert not Response.objects.exists()


STATEMENTS = 19
