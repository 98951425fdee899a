"""Plants flaws into the options; None where one does not fit."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from planting import (
    ONE_KEY,
    asked,
    capitals,
    ends_in_question,
    has_choice,
    options_of,
    plants,
    small,
    with_numbers,
    with_option,
    wrong_of,
)
from sound import Sound

from quizzes.items import (
    BLANK,
    Item,
    Kind,
    Level,
)


@plants("OPT-DUP")
def duplicate(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not has_choice(item):
        return None
    one, two = rng.sample(range(len(item.options)), 2)
    text = item.options[one].text
    ways = [
        text.upper(),
        f" {text}",
        f"{text}.",
        text.replace("a", "а"),
        re.sub(r"\b(the|a|an) ", "", text),
    ]
    longest = max(re.findall(r"[a-z]+", text) or [""], key=len)
    if len(longest) > 9:
        ways.append(text.replace(longest, longest[:4] + longest[5:]))
    return with_option(item, two, rng.choice(ways))


@plants("OPT-DUP")
def same_number(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item) or sound.item.kind is not Kind.SINGLE:
        return None
    pairs = rng.choice(
        [
            ("24 hours", "1 day"),
            ("One week", "7 days"),
            ("12 months", "A year"),
            ("60 minutes", "One hour"),
        ]
    )
    return with_numbers(sound.item, [*pairs, "20 seconds", "90 days"])


@plants("OPT-OVERLAP")
def contained(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not has_choice(item):
        return None
    one, two = rng.sample(range(len(item.options)), 2)
    return with_option(
        item,
        two,
        f"{item.options[one].text} {rng.choice(['and wait', 'at home', 'as soon as you can'])}",
    )


@plants("OPT-OVERLAP")
def overlapping_ranges(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item) or sound.item.kind is not Kind.SINGLE:
        return None
    texts = rng.choice([
        ["1 to 5 days", "5 to 10 days", "11 to 20 days"], ["Less than 10", "5–15", "16–30"], ["0-20 %", "20-40 %", "41-60 %"],
        ["Between 1 and 6 hours", "Between 4 and 8 hours", "Between 9 and 12 hours"], ["Under 5 minutes", "Over 3 minutes", "An hour"],
    ])  # fmt: skip
    return with_numbers(sound.item, texts)


@plants("OPT-SYN-KEY")
def synonym(sound: Sound, rng: random.Random) -> Item | None:
    """Another name of the key's concept, or of one that overlaps it."""
    item, base = sound.item, sound.background.concepts
    if not has_choice(item) or base is None or len(item.keys) != 1:
        return None
    key = item.options[item.keys[0]].text.lower()
    concept = next((c for c in base.concepts.values() if c.label.lower() == key), None)
    if concept is None:
        return None
    names = [a for a in concept.aliases if a.lower() != key] + [
        base.concepts[o].label for o in concept.overlaps
    ]
    return with_option(item, rng.choice(wrong_of(item)), rng.choice(names)) if names else None


@plants("OPT-ABOVE")
def above(sound: Sound, rng: random.Random) -> Item | None:
    if not has_choice(sound.item):
        return None
    texts = ["All of the above", "None of these", "Both A and B", "A and C", "1 and 3", "None of the above", "All of them", "Neither of these",
             "All answers are correct", "Both of the above"]  # fmt: skip
    return with_option(sound.item, rng.choice(range(len(sound.item.options))), rng.choice(texts))


@plants("OPT-LEN")
def long_key(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if item.kind not in ONE_KEY or not has_choice(item):
        return None
    more = "that was checked by somebody who knows the matter and has written everything down beforehand"
    return with_option(item, item.keys[0], f"{item.options[item.keys[0]].text} {more}")


@plants("OPT-LEN")
def reason_in_key(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    marked = re.compile(r"\b(?:because|since)\b|[(\[]")
    if (
        item.kind not in ONE_KEY
        or not has_choice(item)
        or any(marked.search(o.text) for o in item.options)
    ):
        return None
    more = rng.choice(["because it is safe", "(if one can)", "since it is safe"])
    return with_option(item, item.keys[0], f"{item.options[item.keys[0]].text} {more}")


@plants("OPT-PARALLEL")
def other_stop(sound: Sound, rng: random.Random) -> Item | None:
    if not has_choice(sound.item):
        return None
    number = rng.choice(range(len(sound.item.options)))
    text = sound.item.options[number].text
    return with_option(sound.item, number, text[:-1] if text[-1] in ".?!" else f"{text}.")


@plants("OPT-PARALLEL")
def other_capital(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not has_choice(item) or not all(re.match(r"[A-Z][a-z]", o.text) for o in item.options):
        return None
    number = rng.choice(range(len(item.options)))
    return with_option(item, number, small(item.options[number].text))


@plants("OPT-PARALLEL")
def other_shape(sound: Sound, rng: random.Random) -> Item | None:
    """One order among orders becomes "To ...", a sentence or a form in -ing."""
    item = sound.item
    verbs = [
        "Ask",
        "Allow",
        "Tell",
        "Send",
        "Pay",
        "Report",
        "Call",
        "Change",
        "Keep",
        "Leave",
        "Take",
        "Use",
        "Refuse",
        "Wait",
        "Delete",
        "Open",
        "Reply",
        "Follow",
    ]
    orders = [
        n
        for n, o in enumerate(item.options)
        if re.match(rf"(?:{'|'.join(verbs)}) (?:the|it|your|a|them|her|him)\b", o.text)
    ]
    if item.kind is not Kind.SINGLE or len(orders) < 2:
        return None
    number = rng.choice(orders)
    verb, rest = item.options[number].text.split(" ", 1)
    other = rng.choice(
        [f"To {verb.lower()} {rest}", f"You {verb.lower()} {rest}", f"{verb.rstrip('e')}ing {rest}"]
    )
    return with_option(item, number, other)


@plants("OPT-GRAMMAR")
def wrong_article(sound: Sound, rng: random.Random) -> Item | None:
    if sound.item.kind is not Kind.CLOZE:
        return None
    article, *texts = rng.choice(
        [
            ("an", "attacker", "thief", "backup"),
            ("a", "lock", "update", "key"),
            ("an", "hour", "day", "minute"),
        ]
    )
    return replace(
        sound.item,
        stem=f"The article speaks of {article} {BLANK} in the office.",
        options=options_of(texts),
    )


@plants("OPT-GRAMMAR")
def wrong_number(sound: Sound, rng: random.Random) -> Item | None:
    if sound.item.kind is not Kind.CLOZE:
        return None
    stem, *texts = rng.choice([
        (f"The article says that each {BLANK} is a risk.", "password", "updates", "locks"),
        (f"The article names these {BLANK}.", "passwords", "backup", "lock"),
        (f"In the office, the {BLANK} are to be kept.", "locks", "password", "printer"),
    ])  # fmt: skip
    return replace(sound.item, stem=stem, options=options_of(texts))


@plants("OPT-GRAMMAR")
def told_number(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item) or len(sound.item.keys) != 1:
        return None
    return asked(
        sound.item,
        rng.choice(
            [
                "Which of these are wise?",
                "Which are the best answers?",
                "Which of the following are safe?",
            ]
        ),
    )


@plants("OPT-CLANG")
def echo(sound: Sound, rng: random.Random) -> Item | None:
    """A rare word of the stem is added to the key, where no option shares one."""
    item = sound.item
    if item.kind is not Kind.SINGLE or not has_choice(item):
        return None
    stems = {
        w[:4] for w in re.findall(r"[a-z]{4,}", " ".join(o.text for o in item.options).lower())
    }
    words = [w for w in re.findall(r"\b[a-z]{7,}\b", item.stem) if w[:4] not in stems]
    shared = any(w[:4] in stems for w in re.findall(r"[a-z]{4,}", item.stem.lower()))
    if not words or shared:
        return None
    return with_option(
        item, item.keys[0], f"{item.options[item.keys[0]].text} of the {rng.choice(words)}"
    )


@plants("OPT-CONVERGE")
def converging(sound: Sound, rng: random.Random) -> Item | None:
    if sound.item.kind is not Kind.SINGLE or not has_choice(sound.item):
        return None
    one, two, three, four, five = rng.sample(
        [
            "call the bank",
            "keep the letter",
            "change the password",
            "tell a friend",
            "lock the phone",
        ],
        5,
    )
    texts = [f"{one} and {two}", f"{one} and {three}", f"{four} and {two}", f"{one} and {five}"]
    return replace(sound.item, options=options_of(capitals(texts)))


@plants("OPT-ABS")
def absolute(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not has_choice(item) or re.search(
        r"\b(?:all|only|none|every|any|always|never)\b", item.options[item.keys[0]].text, re.I
    ):
        return None
    number = rng.choice(wrong_of(item))
    word = rng.choice(["Always", "Never", "Completely", "Under no circumstances"])
    return with_option(item, number, f"{word} {small(item.options[number].text)}")


@plants("OPT-VAGUE")
def vague(sound: Sound, rng: random.Random) -> Item | None:
    if not has_choice(sound.item):
        return None
    number = rng.choice(range(len(sound.item.options)))
    word = rng.choice(["Usually", "Sometimes", "Often", "Frequently", "Rarely"])
    return with_option(sound.item, number, f"{word} {small(sound.item.options[number].text)}")


@plants("OPT-ORDER")
def no_order(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item) or sound.item.kind is not Kind.SINGLE:
        return None
    texts = rng.choice(
        [
            ["5 days", "2 days", "9 days"],
            ["10 %", "40 %", "20 %"],
            ["May 2021", "June 2019", "March 2022"],
            ["One hour", "Four hours", "Two hours"],
        ]
    )
    return replace(sound.item, options=options_of(texts))


@plants("OPT-CATEGORY")
def other_category(sound: Sound, rng: random.Random) -> Item | None:
    item, base = sound.item, sound.background.concepts
    labels = {c.label.lower(): c for c in base.concepts.values()} if base else {}
    named = [labels.get(o.text.lower()) for o in item.options]
    if not has_choice(item) or None in named:
        return None
    far = {"attack": "control", "harm": "control", "channel": "law", "control": "attack", "behaviour": "attack", "principle": "harm",
           "data": "attack", "asset": "control", "actor": "data", "law": "attack"}  # fmt: skip
    kind = named[item.keys[0]].kind  # type: ignore[union-attr]
    others = [c.label for c in labels.values() if c.kind == far[kind]]
    other = rng.choice(others)
    return with_option(item, rng.choice(wrong_of(item)), other[:1].upper() + other[1:])


@plants("OPT-ABSURD")
def absurd(sound: Sound, rng: random.Random) -> Item | None:
    if not has_choice(sound.item):
        return None
    texts = [
        "Ask a unicorn",
        "Marmalade",
        "Sing to it",
        "A time machine",
        "Giraffes and parsnips",
        "Throw it out of the window",
        "Wait for the aliens",
        "Juggling walruses",
    ]
    return with_option(sound.item, rng.choice(wrong_of(sound.item)), rng.choice(texts))


@plants("OPT-TRUE")
def also_true(sound: Sound, rng: random.Random) -> Item | None:
    """A distractor that the evidence names as well."""
    item = sound.item
    if (
        not item.evidence
        or item.authority
        or item.level is not Level.REMEMBER
        or not has_choice(item)
    ):
        return None
    said = " ".join(option.text.lower() for option in item.options)
    words = [
        w
        for w in re.findall(r"[a-z]{6,}", item.evidence[0].text)
        if w not in said and w not in item.stem
    ]
    return with_option(item, rng.choice(wrong_of(item)), rng.choice(words)) if words else None
