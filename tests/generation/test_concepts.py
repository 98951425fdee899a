"""The concept base: clear errors, sound references, mentions where they are and nowhere else."""

import pytest

from quizzes.generation import ConceptBase, ConceptError
from quizzes.generation.concepts import Concept, Linker, linker_for
from quizzes.generation.language import language_of

from .conftest import ROOT

GOOD = """
topic: t
concepts:
  a: {kind: harm, label: a, definition: d, aliases: [data leak]}
behaviours:
  b: {polarity: safe, forms: {imperative: x, gerund: x, third: x, noun: x}, why: w, sources: [s]}
sources:
  s: {org: o, title: t, url: "https://example.org"}
"""


def load(tmp_path, text):
    (tmp_path / "topic.yaml").write_text(text)
    return ConceptBase.load(tmp_path)


def mentioned(text, *concepts):
    linker = Linker(ConceptBase.build(concepts=concepts), language_of("en"))
    return [(m.concept, text[m.start : m.end]) for m in linker.mentions(text)]


def concept(name, *aliases, **fields):
    return Concept(name, "t", "harm", name, "d", aliases=aliases, **fields)


def test_a_sound_file_is_loaded(tmp_path):
    base = load(tmp_path, GOOD)
    assert base.concepts["a"].aliases == ("data leak",)
    assert base == load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: harm", "kind: horror", "a.kind: 'horror' is unknown"),
        ("label: a,", "", "topic.yaml, concepts.a: the field 'label' is missing"),
        ("label: a", "label: 7", "concepts.a.label: expected text, found 7"),
        ("label: a", "lable: a", "unknown field 'lable'"),
        ("[data leak]", "data leak", "aliases: expected a list"),
        ("topic: t", "", "name the topic"),
        ("concepts:", "notions:", "unknown section 'notions'"),
        ("sources: [s]", "sources: [x]", "no entry 'x'"),
        ("sources: [s]", "sources: []", "cite at least one source"),
        ("topic: t", "topic: [", "not valid YAML"),
        ("label: a", "label: a, label: b", "'label' stands there twice (line"),
        ("topic: t", "[topic]: t", "a key is no word (line"),
        ("[data leak]", "[data leak, 7]", "concepts.a.aliases.1: expected text, found 7"),
        ("definition: d", "definition: d, overlaps: [nobody]", "no entry 'nobody'"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, old, new, words):
    with pytest.raises(ConceptError) as error:
        load(tmp_path, GOOD.replace(old, new, 1))
    assert words in str(error.value)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ConceptError, match="no YAML files"):
        ConceptBase.load(tmp_path)


def test_an_id_given_twice_is_refused():
    with pytest.raises(ConceptError, match="given twice"):
        ConceptBase.build(concepts=[concept("a"), concept("a")])


def test_an_alias_is_found_in_any_inflection():
    text = "There were two data leaks."
    assert mentioned(text, concept("leak", "data leak")) == [("leak", "data leaks")]


def test_the_longest_alias_wins():
    found = mentioned("After a data leak", concept("a", "leak"), concept("b", "data leak"))
    assert found == [("b", "data leak")]


def test_a_pattern_bridges_a_few_words():
    asks = concept("asks", patterns=("{app|application} * {obtain|ask} * permission",))
    text = "downloading applications to obtain unnecessary phone permissions"
    assert mentioned(text, asks) == [("asks", text.removeprefix("downloading "))]
    assert mentioned("app a b c d e f ask permission", asks) == []


def test_an_ambiguous_word_links_only_beside_another_concept():
    worm = concept("worm", "worm", ambiguous=True)
    assert mentioned("A worm lives in the garden.", worm, concept("virus", "malware")) == []
    found = mentioned("A worm is malware.", worm, concept("virus", "malware"))
    assert found == [("worm", "worm"), ("virus", "malware")]


def test_a_name_in_capitals_is_no_mention():
    page = concept("phishing", "phishing email")
    assert mentioned("Follow the video on the Phishing Emails page.", page) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to https://mail.example.org or phishing@example.org.", []),
        ("Look at www.https.example for more.", []),
        ("The address begins with https:// and a name.", [("https", "https")]),
    ],
)
def test_a_word_within_an_address_is_no_mention(text, found):
    assert mentioned(text, concept("https", "https"), concept("phishing", "phishing")) == found


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("We ask about Phishing Emails: First, do they come?", True),
        ("We teach Phishing Emails, Passwords and more.", True),
        ("Follow the Phishing Emails Handbook.", False),
        ("Follow the Phishing Emails page.", False),
    ],
)
def test_a_longer_name_ends_at_a_comma_or_colon(text, links):
    assert bool(mentioned(text, concept("phishing", "phishing email"))) == links


def test_a_pattern_may_begin_with_a_word_that_can_be_missing():
    told = concept("breach", patterns=("{security|} breach {notice|}", "* was hacked"))
    assert mentioned("A breach came.", told) == [("breach", "breach")]
    assert mentioned("A security breach notice", told) == [("breach", "security breach notice")]
    assert mentioned("It was hacked.", told) == [("breach", "was hacked")]


SHIPPED = ConceptBase.load(ROOT / "fixtures" / "concepts")


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("My account has been hacked.", {"account_takeover"}),
        ("Your profile was hijacked by someone.", {"account_takeover"}),
        ("Report it to the IT department.", {"incident_report"}),
        ("It is fine to err on the side of reporting.", {"incident_report"}),
        ("Passwords may have been leaked.", {"data_leak", "password"}),
        ("Fitness trackers and other wearables know you.", {"smart_device"}),
        ("Devices that connect to the Internet can fail.", {"smart_device"}),
        ("Some important documents got deleted.", {"data_loss"}),
        ("Keep your apps updated.", {"software_update"}),
        ("We protect mail with PGP.", {"encryption"}),
        ("The visitor can see what you are working on.", {"public_screen"}),
    ],
)
def test_the_shipped_base_knows_other_words_for_its_concepts(text, concepts):
    found = {mention.concept for mention in linker_for(SHIPPED, language_of("en")).mentions(text)}
    assert concepts <= found


@pytest.mark.parametrize(
    "text",
    [
        "It goes up and down.",
        "The update on our new office was welcome.",
        "He had to report on the weather.",
        "They hid behind the door and were found.",
        "This library holds the key to the past.",
    ],
)
def test_words_of_everyday_life_mention_none_of_the_shipped_concepts(text):
    told = linker_for(SHIPPED, language_of("en")).mentions(text)
    assert told == ()
