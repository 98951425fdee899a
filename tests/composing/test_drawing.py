"""What an attempt gets where rules draw: enough, nothing twice, unseen first, the same again."""

import itertools

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes import actions
from quizzes.items import Kind, Level
from quizzes.models import Concept, DrawRule, NotPublishable
from quizzes.models.approving import approve_all
from quizzes.models.drawing import draw as draw_of
from quizzes.models.drawing import shortages
from quizzes.rules.drawing import Candidate, Wish, draw
from tests import make


def pool(*questions, **more):
    return tuple(Candidate(q, bytes([q]), **more) for q in questions)


def test_a_rule_gets_as_many_as_it_wishes_and_nothing_twice():
    drawn = draw([Wish(1, 2, pool(1, 2, 3)), Wish(2, 2, pool(2, 3, 4))])
    assert [len(found) for found in drawn.values()] == [2, 2]
    assert len(set(itertools.chain(*drawn.values()))) == 4


def test_a_rule_moves_to_another_question_where_the_next_needs_its_own():
    assert draw([Wish(1, 1, pool(1, 2)), Wish(2, 1, pool(1))]) == {1: [2], 2: [1]}


def test_what_is_fixed_is_not_drawn():
    assert draw([Wish(1, 2, pool(1, 2))], fixed=pool(1)) == {1: [2]}


def test_what_was_never_seen_comes_first_where_the_rule_says_so():
    both = pool(1, 2, seen=True) + pool(8, 9)
    assert draw([Wish(1, 3, both, unseen_first=True)]) == {1: [1, 8, 9]}
    assert draw([Wish(1, 2, both)]) == {1: [1, 2]}


def test_two_forms_of_one_item_come_only_where_nothing_else_is_left():
    twins = pool(1, 2, same=frozenset("s")) + pool(9)
    assert draw([Wish(1, 2, twins)]) == {1: [1, 9]}
    assert draw([Wish(1, 3, twins)]) == {1: [1, 2, 9]}
    assert draw([Wish(1, 1, twins)], fixed=pool(7, same=frozenset("s"))) == {1: [9]}


def test_a_like_question_is_rather_taken_than_another_form_of_the_same():
    has = [*pool(1, same=frozenset("s"), near=frozenset("n"))]
    like, same = pool(3, near=frozenset("n")), pool(2, same=frozenset("s"))
    assert draw([Wish(1, 1, like + same)], fixed=has) == {1: [3]}


questions = st.integers(0, 7)
wishes = st.lists(st.tuples(st.integers(1, 3), st.frozensets(questions)), max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wishes, st.frozensets(questions, max_size=2))
def test_no_rule_goes_short_where_any_choice_would_have_filled_it(asked, fixed):
    drawn = draw(
        [Wish(i, n, pool(*sorted(found))) for i, (n, found) in enumerate(asked)], pool(*fixed)
    )
    taken = [question for found in drawn.values() for question in found]
    assert len(taken) == len(set(taken))
    assert not fixed & set(taken)
    for i, (count, found) in enumerate(asked):
        assert set(drawn[i]) <= found
        assert len(drawn[i]) <= count
    # Hall's bound: over each set of rules, what lies outside it plus what its pools hold.
    sets = itertools.chain.from_iterable(
        itertools.combinations(asked, size) for size in range(len(asked) + 1)
    )
    total = sum(count for count, _found in asked)
    most = min(
        total
        - sum(count for count, _found in some)
        + len(frozenset().union(*(found for _count, found in some)) - fixed)
        for some in sets
    )
    assert len(taken) == most


@pytest.fixture
def article(db):
    return make.article()


def stock(count, *, of=None, topic="passwords", level="remember", kind=Kind.SINGLE, stem="Asks"):
    """So many approved questions, each on a concept of its own."""
    items = []
    for i in range(count):
        key = f"{topic}-{stem}-{level}-{i}".lower()
        Concept.objects.get_or_create(key=key, topic=topic, label=key)
        asked = f"{stem} {topic} {level} {i}?"
        items.append(make.item(kind, asked, level=Level(level), concepts=(key,)))
    made = actions.add_items(items, revision=of.current if of else None, by=None).versions
    approve_all(made, by=None, now=timezone.now())
    return list(made)


def ruled(*rules, kinds=(), **more):
    quiz = make.quiz(kinds, published=False, **more)
    for place, rule in enumerate(rules, start=len(kinds) + 1):
        DrawRule.objects.create(quiz=quiz, position=place, **rule)
    return quiz


def drawn(quiz, seed=1, learner=None):
    return [version for version, _mark in draw_of(quiz, seed, learner)]


def test_each_condition_of_a_rule_holds(article):
    stock(3, of=article, topic="mfa")
    wanted = stock(2, of=article, level="apply", kind=Kind.TRUE_FALSE)
    stock(3, level="apply", kind=Kind.TRUE_FALSE)
    rule = {"article": article, "topic": "passwords", "level": "apply", "kind": "true_false"}
    assert set(drawn(ruled({"count": 2, **rule}))) == set(wanted)
    for left_out in rule:
        rest = {name: value for name, value in rule.items() if name != left_out}
        assert len(drawn(ruled({"count": 20, **rest}, slug=f"less-{left_out}"))) >= 2


def test_the_same_seed_draws_the_same_and_other_seeds_others(db):
    stock(12)
    quiz = ruled({"count": 4, "topic": "passwords"})
    draws = [tuple(drawn(quiz, seed)) for seed in range(6)]
    assert draws == [tuple(drawn(quiz, seed)) for seed in range(6)]
    assert len({frozenset(found) for found in draws}) > 1


def test_fixed_questions_and_rules_stand_in_the_quizs_order(db):
    found = stock(2)
    quiz = ruled({"count": 2, "topic": "passwords"}, kinds=[Kind.SINGLE] * 2)
    last = quiz.quiz_questions.last()
    last.position = 9
    last.save()
    got = drawn(quiz)
    assert set(got[1:3]) == set(found)
    assert got[3].question_id == last.question_id


def test_a_rules_questions_carry_its_marks(db):
    stock(1)
    quiz = ruled({"count": 1, "topic": "passwords", "max_mark": 3}, kinds=[Kind.SINGLE])
    assert [float(mark) for _version, mark in draw_of(quiz, 1)] == [1, 3]


def test_a_learner_gets_in_the_next_attempt_what_was_not_seen_before(db):
    stock(6)
    quiz = ruled({"count": 3, "topic": "passwords"})
    quiz.publish(by=None, now=timezone.now())
    learner, seen = make.learner(), []
    for _sitting in range(2):
        attempt = make.attempt(quiz, learner)
        seen += attempt.responses.values_list("version", flat=True)
        attempt.finish(now=timezone.now())
    assert len(set(seen)) == 6


def test_a_retired_question_is_drawn_no_more_and_the_past_attempt_keeps_it(db):
    first, second = stock(2)
    quiz = ruled({"count": 2, "topic": "passwords"})
    quiz.publish(by=None, now=timezone.now())
    attempt = make.attempt(quiz, make.learner())
    first.retire(by=None, now=timezone.now())
    assert drawn(quiz) == [second]
    assert {r.version for r in attempt.responses.all()} == {first, second}


def test_too_few_questions_stop_publishing_with_a_sentence(db):
    stock(2)
    quiz = ruled({"count": 3, "topic": "passwords"})
    assert [(rule.count, found) for rule, found in shortages(quiz)] == [(3, 2)]
    with pytest.raises(NotPublishable, match="3 questions on “Passwords” finds only 2"):
        quiz.publish(by=None, now=timezone.now())


def test_retiring_warns_of_rules_that_find_too_few_now(db, editor):
    versions = stock(3)
    for slug, count in (("short", 3), ("enough", 2)):
        quiz = ruled({"count": count, "topic": "passwords"}, slug=slug)
        quiz.publish(by=None, now=timezone.now())
    ruled({"count": 3, "topic": "passwords"}, slug="draft")
    url = f"/admin/quizzes/questionversion/{versions[0].pk}/do/retire/"
    page = editor.post(url, follow=True).content.decode()
    assert "Rules of these quizzes find too few questions now: The short." in page


def test_a_quiz_that_ran_short_says_so_on_its_page(db, guest):
    versions = stock(3)
    quiz = ruled({"count": 3, "topic": "passwords"})
    quiz.publish(by=None, now=timezone.now())
    assert "It is meant to have" not in guest.get("/quizzes/quiz/").content.decode()
    versions[0].retire(by=None, now=timezone.now())
    page = guest.get("/quizzes/quiz/").content.decode()
    assert "It is meant to have 3" in page
    assert make.start(guest, quiz).question_count == 2


def test_its_page_takes_as_many_statements_for_a_rule_of_five_as_for_ten_of_fifty(
    db, guest, django_assert_num_queries
):
    stock(5)
    quiz = ruled({"count": 3, "topic": "passwords"}, kinds=[Kind.SINGLE])
    quiz.publish(by=None, now=timezone.now())
    guest.get("/quizzes/quiz/")
    for grow in (0, 45):
        stock(grow, stem="More")
        for _rule in range(grow // 5):
            DrawRule.objects.create(quiz=quiz, count=3, topic="passwords", position=9)
        with django_assert_num_queries(PAGE):
            assert "drawn anew" in guest.get("/quizzes/quiz/").content.decode()


PAGE = 4


def test_a_quiz_of_rules_alone_that_find_nothing_any_more_begins_no_attempt(db, guest):
    (version,) = stock(1)
    quiz = ruled({"count": 1, "topic": "passwords"})
    quiz.publish(by=None, now=timezone.now())
    version.retire(by=None, now=timezone.now())
    assert "no questions yet" in guest.get("/quizzes/quiz/").content.decode()
    guest.post("/quizzes/quiz/start/")
    assert not quiz.attempts.exists()


def test_a_draw_takes_as_many_statements_for_five_questions_as_for_fifty(
    db, django_assert_num_queries
):
    learner = make.learner()
    stock(5)
    quiz = ruled({"count": 3, "topic": "passwords"}, kinds=[Kind.SINGLE])
    for grow in (0, 45):
        stock(grow, stem="More")
        DrawRule.objects.filter(quiz=quiz).update(count=3 + grow)
        with django_assert_num_queries(8):
            draw_of(quiz, 1, learner)
