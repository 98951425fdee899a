"""Selection: what becomes the quiz, in which shares and in which order."""

from collections import Counter

import pytest

from quizzes.generation.selection import arrange, select, usual_limit
from quizzes.generation.study import Passage
from quizzes.generation.text import Sentence
from quizzes.generation.writers import Candidate
from quizzes.items import Evidence, Item, Kind, Level, Option


def passage(number, score=0.5):
    text = f"Sentence {number} of the article says something."
    return Passage(Sentence(100 * number, 100 * number + len(text), text, number), (), frozenset(), score)  # fmt: skip


def candidate(number, *, kind=Kind.SINGLE, level=Level.APPLY, score=0.7, stem="", **more):
    place = passage(number, more.pop("worth", 0.5))
    texts = ("True", "False") if kind is Kind.TRUE_FALSE else ("Alpha", "Beta", "Gamma", "Delta")
    right = more.pop("right", 0)
    item = Item(
        kind=kind,
        stem=stem or f"What do you do in story {number} about {'xyz'[number % 3]}{number}?",
        options=tuple(Option(f"{t}{'' if kind is Kind.TRUE_FALSE else number}", n == right) for n, t in enumerate(texts)),
        evidence=(Evidence(place.sentence.start, place.sentence.end, place.sentence.text),),
        level=level,
        score=score,
    )  # fmt: skip
    fact, concept = more.pop("fact", f"fact{number}"), more.pop("concept", f"concept{number}")
    return Candidate(item, place, fact, concept, **more)


def stems(candidates):
    return {chosen.item.stem for chosen in candidates}


def test_the_better_of_two_questions_on_one_fact_is_chosen():
    good = candidate(1, score=0.9, fact="same")
    poor = candidate(2, score=0.6, fact="same")
    chosen, refused = select([poor, good], limit=5, seed=0)
    assert stems(chosen) == stems([good])
    assert [why.code for _, why in refused] == ["SET-FACT"]


def test_a_question_that_covers_several_facts_is_not_asked_beside_any_of_them():
    wide = candidate(1, score=0.9, facts=frozenset({"meaning:worm"}))
    narrow = candidate(2, fact="meaning:worm")
    chosen, _ = select([wide, narrow], limit=5, seed=0)
    assert stems(chosen) == stems([wide])


def test_a_question_on_a_passage_that_says_too_little_is_left_out_however_much_room_there_is():
    chosen, refused = select([candidate(1, score=0.2)], limit=20, seed=0)
    assert chosen == []
    assert refused[0][1].code == "SET-WEAK"


@pytest.mark.parametrize(
    ("changes", "share"),
    [
        ({"kind": Kind.TRUE_FALSE, "level": Level.UNDERSTAND}, 0.25),
        ({"kind": Kind.CLOZE, "level": Level.REMEMBER, "stem": "Story {n} needs ____ here."}, 0.25),
        (
            {"level": Level.UNDERSTAND, "stem": "According to the article, what is story {n}?"},
            1 / 3,
        ),
    ],
)
def test_a_sort_of_question_has_at_most_its_share_of_what_was_found(changes, share):
    changes = dict(changes)
    stem = changes.pop("stem", "")
    of_sort = [
        candidate(n, score=0.9, stem=stem.format(n=n), right=n % 2, **changes) for n in range(20)
    ]
    others = [candidate(n, score=0.6) for n in range(20, 28)]
    chosen, _ = select([*of_sort, *others], limit=30, seed=0)
    counted = sum(c.item.stem in stems(of_sort) for c in chosen)
    assert 0 < counted <= max(1, share * len(chosen))


@pytest.mark.parametrize(("limit", "most"), [(12, 3), (36, 6)])
def test_a_long_article_on_one_subject_has_more_questions_on_it(limit, most):
    alike = [candidate(n, concept="passkey", level=Level.UNDERSTAND) for n in range(10)]
    chosen, _ = select(alike, limit=limit, seed=0)
    assert len(chosen) == most


@pytest.mark.parametrize(("limit", "most"), [(12, 2), (36, 3)])
def test_one_concept_has_half_as_many_decisions(limit, most):
    alike = [candidate(n, concept="passkey") for n in range(10)]
    chosen, _ = select(alike, limit=limit, seed=0)
    assert len(chosen) == most


def test_paragraphs_without_a_question_come_first():
    crowd = [
        candidate(1, score=0.9),
        candidate(1, score=0.89, fact="b", concept="b", stem="What else?"),
    ]
    lone = candidate(2, score=0.75, level=Level.UNDERSTAND)
    chosen, _ = select([*crowd, lone], limit=2, seed=0)
    assert {c.passage.sentence.block for c in chosen} == {1, 2}


def test_another_seed_chooses_otherwise_among_equals():
    pool = [candidate(n) for n in range(40)]
    assert stems(select(pool, limit=8, seed=0)[0]) == stems(select(pool, limit=8, seed=0)[0])
    assert stems(select(pool, limit=8, seed=0)[0]) != stems(select(pool, limit=8, seed=1)[0])


def test_what_is_chosen_already_stays_and_counts():
    kept = candidate(1)
    chosen, _ = select([candidate(n) for n in range(2, 9)], limit=4, seed=0, already=[kept])
    assert kept in chosen
    assert len(chosen) == 3  # of four questions at most three are applied


def test_the_order_is_an_arc_from_an_easy_opener_to_the_main_lesson():
    opener = candidate(5, kind=Kind.TRUE_FALSE, level=Level.REMEMBER)
    notice = candidate(4, level=Level.UNDERSTAND)
    decide = candidate(3)
    recover = candidate(2, after=True)
    lesson = candidate(1, worth=0.9)
    items = arrange([lesson, recover, decide, notice, opener], seed=0)
    expected = [opener, notice, decide, recover, lesson]
    assert [item.stem for item in items] == [c.item.stem for c in expected]


def test_every_place_is_the_key_about_equally_often():
    items = arrange([candidate(n) for n in range(16)], seed=3)
    assert set(Counter(item.keys[0] for item in items).values()) == {4}


def test_every_item_has_an_id_that_does_not_depend_on_the_order_of_its_options():
    pool = [candidate(n) for n in range(6)]
    ids = [{item.stem: item.id for item in arrange(pool, seed)} for seed in (0, 1)]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 6


@pytest.mark.parametrize(("words", "limit"), [(10, 6), (900, 20), (50_000, 40)])
def test_a_longer_article_deserves_more_questions_within_bounds(words, limit):
    assert usual_limit("word " * words) == limit
