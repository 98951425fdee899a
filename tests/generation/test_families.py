"""The families that lean on claims or on the concept base, each on a base of the tests' own."""

import dataclasses

import pytest

from quizzes.generation import generate, read, shipped_analyser, shipped_embedder
from quizzes.generation.concepts import ConceptBase, Trigger
from quizzes.generation.language import language_of
from quizzes.generation.study import study
from quizzes.generation.writers import WRITERS, Candidate, application
from quizzes.items import BLANK, Kind, Level, Objection
from tests.generation.bases import MEANINGS, SOURCE, base, misconception, scenario, terms


def results(family, text, known):
    studied = study(read(text), known, language_of("en"), shipped_analyser())
    return [r for p in studied.passages for r in WRITERS[family](p, studied)]


def written(family, text, known):
    return [r.item for r in results(family, text, known) if isinstance(r, Candidate)]


def codes(family, text, known):
    return [r.code for r in results(family, text, known) if isinstance(r, Objection)]


def keys(item):
    return {item.options[number].text for number in item.keys}


class Likeness:
    """Stands in for an embedder that finds any two texts alike to the same degree."""

    name = "even"

    def __init__(self, degree):
        self.degree = degree

    def similarity(self, first, second):
        return self.degree


WORM = "A worm is a program that copies itself from one machine to the next."


def test_a_term_that_the_article_explains_is_asked_for_in_both_directions():
    what, which = written("meaning", WORM, base())
    assert what.stem == "What does the term “worm” mean?"
    assert len(what.options) == 4
    assert all(option.text.startswith(("Malicious", "Unwanted")) for option in what.options)
    assert keys(which) == {"Worm"}
    assert which.evidence[0].text == WORM
    assert which.authority[0].org == "An Authority"
    assert which.level is Level.REMEMBER


@pytest.mark.parametrize(
    "text",
    [
        "The worm came by post to our office in the early days of the year.",
        "A worm is not a program that the office wants to have on its machines.",
        "Is a worm a program that copies itself from one machine to the next?",
        "“A worm is a program that copies itself from one machine to the next,” he said.",
    ],
)
def test_a_term_that_is_only_named_is_not_asked_for(text):
    assert written("meaning", text, base()) == []


SEVERAL = {
    name: f"programs{meaning[meaning.index(' that ') :]}" for name, meaning in MEANINGS.items()
}
SINGLE = {
    name: f"a program{meaning[meaning.index(' that ') :]}" for name, meaning in MEANINGS.items()
}


def of_number(**meanings):
    """The five terms, each with the meaning given here."""
    concepts = [dataclasses.replace(term, definition=meanings[term.id]) for term in terms()]
    return ConceptBase.build(
        concepts=concepts, behaviours=[], misconceptions=[], scenarios=[], sources=[SOURCE]
    )


def test_a_meaning_stands_only_beside_meanings_of_the_same_number():
    one_is_single = of_number(**(SEVERAL | {"adware": SINGLE["adware"]}))
    what, _ = written("meaning", WORM, one_is_single)
    assert {option.text.split()[0] for option in what.options} == {"Programs"}
    two_are_single = SEVERAL | {"adware": SINGLE["adware"], "trojan": SINGLE["trojan"]}
    assert codes("meaning", WORM, of_number(**two_are_single)) == ["MEANING-FOILS"]
    assert written("meaning", WORM, of_number(**SINGLE))


def test_three_explained_terms_are_matched_with_their_meanings():
    text = f"{WORM}\n\nA trojan is a program that hides in another one.\n\nA keylogger is software that records what is typed."
    (item,) = written("matching", text, base())
    assert item.kind is Kind.MATCHING
    assert [pair.left for pair in item.key.pairs] == ["Worm", "Trojan", "Keylogger"]
    assert len(item.evidence) == 3


def test_two_explained_terms_are_too_few_to_match():
    text = f"{WORM}\n\nA trojan is a program that hides in another one."
    assert written("matching", text, base()) == []


def test_what_to_do_in_a_case_is_asked_with_bad_habits_as_wrong_options():
    text = "If you find ransomware on your computer, disconnect the computer from the network."
    (item,) = written("advice", text, base())
    assert (
        item.stem
        == "According to the article, what should you do if you find ransomware on your computer?"
    )
    assert keys(item) == {"Disconnect the computer from the network"}
    assert {option.text for option in item.options} - keys(item) == {
        "Restart the computer and carry on", "Wait a few days for what happens", "Reply and ask whether it is genuine",
    }  # fmt: skip
    assert {option.entry for option in item.options if not option.correct} == {
        "behaviour:restart", "behaviour:wait", "behaviour:reply",
    }  # fmt: skip


def test_a_bad_habit_that_the_article_advises_is_no_wrong_option():
    text = (
        "If you find ransomware on your computer, disconnect the computer from the network. "
        "Then restart the computer and carry on."
    )
    assert written("advice", text, base()) == []
    assert "ADVICE-FOILS" in codes("advice", text, base())


def test_what_is_forbidden_is_asked_for_beside_good_habits_and_as_a_statement():
    text = "Do not turn off the computer if you find ransomware on it."
    item, false, true = written("advice", text, base())
    assert (
        item.stem == "According to the article, what should you avoid if you find ransomware on it?"
        or ("avoid" in item.stem)
    )
    assert keys(item) == {"Turning off the computer"}
    assert all(
        option.entry.startswith("behaviour:") is not option.correct for option in item.options
    )
    assert keys(false) == {"False"}
    assert keys(true) == {"True"}


def test_advice_from_several_paragraphs_is_gathered():
    text = (
        "Install the updates of your email program.\n\nStore copies of your email offline.\n\n"
        "Lock your computer before you leave your email open."
    )
    (item,) = written("gathering", text, base())
    assert item.kind is Kind.MULTIPLE
    assert len(item.keys) in (2, 3)
    assert len(item.evidence) == len(item.keys)
    assert all(
        option.entry.startswith("behaviour:") is not option.correct for option in item.options
    )


ADVICE = "Tell the help desk at once when a worm turns up. The worm is the talk of the office."


def advised(**changes):
    """A base whose scenario has a key that the habit "tell" stands for."""
    story = scenario("one", **({"says": ()} | changes))
    story = dataclasses.replace(story, key=dataclasses.replace(story.key, behaviour="tell"))
    known = base(scenarios=[story])
    telling = dataclasses.replace(known.behaviours["tell"], says=("tell * help desk",))
    return dataclasses.replace(known, behaviours={**known.behaviours, "tell": telling})


def test_a_sentence_that_advises_the_behaviour_of_the_key_settles_a_scenario():
    (item,) = written("scenario", ADVICE, advised())
    assert item.evidence[0].text.startswith("Tell the help desk")


def test_lost_apostrophes_do_not_hide_what_a_sentence_says_nor_turn_it():
    (item,) = written("scenario", ADVICE.replace("desk", "desk?s team"), advised())
    assert "?" in item.evidence[0].text
    assert written("scenario", "You don?t have to tell the help desk of a worm.", advised()) == []


def test_words_that_fit_in_a_passage_about_something_else_prove_nothing():
    known = advised(says=("pull * cable",))
    text = "The mountain guides pull the old cable of the ski lift across the snowy glacier."
    studied = study(read(text), known, language_of("en"), shipped_analyser(), shipped_embedder())
    (told,) = [r for p in studied.passages for r in WRITERS["scenario"](p, studied)]
    assert told.code == "SCENARIO-FAR"
    assert written("scenario", text, known)  # without an embedder nobody can tell


@pytest.mark.parametrize(
    ("pattern", "proves"), [("tell * help desk", False), ("bank ** name ** tell * help desk", True)]
)
def test_few_words_prove_less_of_a_long_sentence_than_many(pattern, proves):
    known = advised(says=(pattern,))
    quiet = dataclasses.replace(known.behaviours["tell"], says=())
    known = dataclasses.replace(known, behaviours={**known.behaviours, "tell": quiet})
    text = (
        "Whoever finds a worm on a computer of the bank should look for its name in the list on the "
        "wall and tell the help desk."
    )
    studied = study(read(text), known, language_of("en"), shipped_analyser(), shipped_embedder())
    (told,) = [r for p in studied.passages for r in WRITERS["scenario"](p, studied)]
    assert isinstance(told, Candidate) == proves


LONG = "Whoever finds a worm {more}on a computer should call and tell the help desk."


@pytest.mark.parametrize(
    ("more", "pattern", "least"),
    [
        ("late in the evening ", "worm ** tell * help desk", 0.6),  # four words of eighteen
        ("", "worm ** tell * help desk", 0.4),  # four words of fourteen
        ("late in the evening ", "find ** worm ** tell * help desk", 0.4),  # five
        ("", "tell * help desk", 0.6),  # three
    ],
)
def test_the_less_a_pattern_names_of_a_sentence_the_more_likeness_it_needs(more, pattern, least):
    known = advised(says=(pattern,))
    quiet = dataclasses.replace(known.behaviours["tell"], says=())
    known = dataclasses.replace(known, behaviours={**known.behaviours, "tell": quiet})
    for degree, proves in ((least, True), (least - 0.01, False)):
        text = read(LONG.format(more=more))
        studied = study(text, known, language_of("en"), shipped_analyser(), Likeness(degree))
        (told,) = [r for p in studied.passages for r in WRITERS["scenario"](p, studied)]
        assert isinstance(told, Candidate) == proves


def test_a_part_of_a_sentence_that_says_many_things_proves_what_that_part_says():
    known = advised(says=("worm ** tell * help desk",))
    text = (
        "The harvest was late, the roads were under snow for weeks, the price of milk went up, "
        "and whoever finds a worm on a computer should tell the help desk."
    )
    studied = study(read(text), known, language_of("en"), shipped_analyser(), shipped_embedder())
    (asked,) = [r for p in studied.passages for r in WRITERS["scenario"](p, studied)]
    assert isinstance(asked, Candidate)


def test_other_damage_proves_nothing():
    assert written("scenario", ADVICE.replace("once", "on\ufffde"), advised()) == []


def test_a_strict_scenario_wants_a_sentence_of_its_own():
    assert written("scenario", ADVICE, advised(strict=True)) == []


def test_a_sentence_that_only_names_the_matter_settles_nothing_and_says_so():
    text = "A worm may be the greatest risk of the office. A worm is small."
    assert written("scenario", text, advised()) == []
    assert "SCENARIO-WEAK" in codes("scenario", text, advised())


def test_a_situation_is_asked_in_its_own_words_alone():
    (item,) = written("scenario", ADVICE, advised())
    assert item.stem == scenario("one").stem


def test_a_situation_says_of_which_entries_it_and_its_options_are_made():
    first, *others = scenario("one").distractors
    wrong = (dataclasses.replace(first, misconception="slow"), *others)
    story = dataclasses.replace(advised().scenarios["one"], distractors=wrong)
    known = dataclasses.replace(advised(), scenarios={"one": story})
    (item,) = written("scenario", ADVICE, known)
    assert item.entry == "scenario:one"
    named = {option.text: option.entry for option in item.options if option.entry}
    assert named == {first.text: "misconception:slow", story.key.text: "behaviour:tell"}


@pytest.mark.parametrize(
    "pointer",
    [
        "See the next chapter on how to tell the help desk of a worm.",
        "Three simple steps to tell the help desk of a worm.",
    ],
)
def test_a_sentence_that_points_elsewhere_proves_nothing(pointer):
    text = f"{pointer} A worm is a danger."
    assert written("scenario", text, advised()) == []


def test_an_unreviewed_scenario_generates_nothing():
    known = base(scenarios=[scenario("new", review=None)])
    text = "A worm is a danger to the office network, and a worm spreads fast. Beware of each worm."
    assert written("scenario", text, known) == []


WHY = {"stem": "Why is a worm dangerous for a whole network?", "level": "understand"}


def test_a_reason_is_asked_for_where_a_sentence_states_it():
    text = "The worm is a danger to the office network. Tell the help desk at once."
    (item,) = written("reason", text, base(scenarios=[scenario("why", **WHY)]))
    assert item.stem == WHY["stem"]
    assert (item.family, item.level) == ("reason", Level.UNDERSTAND)
    assert written("scenario", text, base(scenarios=[scenario("why", **WHY)])) == []


def test_advice_alone_states_no_reason():
    known = advised(**WHY)
    assert written("reason", ADVICE, known) == []
    assert "SCENARIO-WEAK" not in codes("scenario", ADVICE, known)


def test_twins_are_never_asked_together():
    pair = [scenario("one", twin="two"), scenario("two", twin="one")]
    text = "A worm is a danger to the office network, and it spreads fast. Pull the cable when a worm attacks."
    made = generate(read(text), concepts=base(scenarios=pair))
    assert sum(item.family == "scenario" for item in made.items) == 1


MEMO = "The office talks about the worm of last week. The canteen is closed on Monday for the team."


def test_a_memo_is_topped_up_only_when_asked_and_says_so():
    tales = [
        scenario("one"),
        scenario("two", stem="Your tablet shows signs of a worm on a train. What comes first?",
                 trigger=Trigger(("worm",), (), ("recommends",))),
    ]  # fmt: skip
    known = base(scenarios=tales)
    plain = generate(read(MEMO), concepts=known)
    more = generate(read(MEMO), concepts=known, beyond=True)
    assert plain.items == ()
    assert {item.family for item in more.items} == {application.FAMILY}
    assert all(item.beyond for item in more.items)
    assert len(more.items) == 2


def test_a_misconception_is_asked_where_the_article_states_the_correction():
    known = base(misconceptions=[misconception()])
    near = "A computer with a worm on it may still be fast, so nobody notices."
    far = "A computer with a worm on it may show odd windows to its owner."
    assert {item.entry for item in written("misconception", near, known)} == {"misconception:slow"}
    assert {item.stem for item in written("misconception", near, known)} == {
        "A computer with a worm on it is always slow.",
        "A computer with a worm on it may be as fast as before.",
    }
    assert written("misconception", far, known) == []


def corrected(text, known, embedder):
    """What the misconceptions of a base come to in a text."""
    studied = study(read(text), known, language_of("en"), shipped_analyser(), embedder)
    return [r for p in studied.passages for r in WRITERS["misconception"](p, studied)]


def test_a_correction_is_not_stated_by_a_passage_about_something_else():
    known = base(misconceptions=[misconception(says=("pull * cable",))])
    text = "The mountain guides pull the old cable of the ski lift across the snowy glacier."
    (told,) = corrected(text, known, shipped_embedder())
    assert told.code == "MISCONCEPTION-FAR"
    assert written("misconception", text, known)  # without an embedder nobody can tell


@pytest.mark.parametrize(("degree", "is_asked"), [(0.49, False), (0.5, True)])
def test_a_correction_is_asked_from_half_the_likeness_on(degree, is_asked):
    text = "A computer with a worm on it may still be fast, so nobody notices."
    found = corrected(text, base(misconceptions=[misconception()]), Likeness(degree))
    assert any(isinstance(result, Candidate) for result in found) == is_asked


CLOZE = "Good backups protect a company against ransomware because they bring the files back."


def test_a_cloze_takes_out_a_term_whose_kin_the_article_never_names():
    (item,) = written("cloze", CLOZE, base())
    assert item.stem.count(BLANK) == 1
    assert keys(item) == {"ransomware"}
    assert {o.text for o in item.options} - keys(item) <= {"worm", "trojan", "keylogger", "adware"}


def test_a_cloze_is_never_proposed_by_default_and_never_shows_its_key_in_the_title():
    made = generate(read(CLOZE), concepts=base(), title="On backups")
    assert made.items == ()
    assert {dropped.item.family for dropped in made.dropped} == {"cloze"}
    shown = generate(read(CLOZE), concepts=base(), title="Ransomware")
    assert {dropped.objection.code for dropped in shown.dropped} == {"CLOZE-TITLE"}
