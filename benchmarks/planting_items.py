"""Plants flaws of the item as such and of its answers; None where one does not fit."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from decimal import Decimal

from planting import (
    has_choice,
    plants,
    wrong_of,
)
from sound import Sound

from quizzes.items import (
    Evidence,
    Item,
    Kind,
    Level,
    MatchingKey,
    NumberKey,
    Option,
    OrderingKey,
    Pair,
)


@plants("STEM-EMPTY")
def no_stem(sound: Sound, rng: random.Random) -> Item | None:
    return replace(sound.item, stem=rng.choice(["", "  ", "\n"]))


@plants("KEY-NONE")
def no_key(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not item.options:
        return replace(item, key=None)
    return replace(item, options=tuple(replace(o, correct=False) for o in item.options))


@plants("KEY-MULTI")
def many_keys(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not item.options:
        return None
    options = list(item.options)
    if item.kind is Kind.MULTIPLE:
        first = item.keys[0]
        options = [replace(o, correct=n == first) for n, o in enumerate(options)]
    else:
        number = rng.choice(wrong_of(item))
        options[number] = replace(options[number], correct=True)
    return replace(item, options=tuple(options))


@plants("OPT-COUNT")
def few_options(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if isinstance(item.key, MatchingKey):
        return replace(item, key=MatchingKey(item.key.pairs[:2]))
    if not has_choice(item) or item.kind is Kind.MULTIPLE:
        return None
    return replace(item, options=(item.options[item.keys[0]], item.options[wrong_of(item)[0]]))


@plants("OPT-COUNT")
def many_options(sound: Sound, rng: random.Random) -> Item | None:
    if not has_choice(sound.item):
        return None
    more = [Option(f"{word} the message") for word in ("Print", "Copy", "Rename", "Sort", "Frame")]
    return replace(sound.item, options=(*sound.item.options, *more)[:9])


@plants("EVID-GONE")
def moved_evidence(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not item.evidence or sound.background.document is None:
        return None
    old, shift = item.evidence[0], rng.choice([3, 7, 11])
    return replace(item, evidence=(Evidence(old.start + shift, old.end + shift, old.text),))


@plants("KEY-UNGROUNDED")
def evidence_elsewhere(sound: Sound, rng: random.Random) -> Item | None:
    """The passage of another sentence that holds no word of the key."""
    item, document = sound.item, sound.background.document
    is_fact = item.options and item.level is Level.REMEMBER and item.kind is not Kind.TRUE_FALSE
    if not item.evidence or document is None or not is_fact or item.authority:
        return None
    words = {w for n in item.keys for w in re.findall(r"\w{4,}", item.options[n].text.lower())}
    others = [s for s in document.sentences if not any(w[:5] in s.text.lower() for w in words)]
    if not others or not words:
        return None
    other = rng.choice(others)
    return replace(item, evidence=(Evidence(other.start, other.end, other.text),))


@plants("NUM-UNIT")
def no_unit(sound: Sound, rng: random.Random) -> Item | None:
    key = sound.item.key
    if not isinstance(key, NumberKey):
        return None
    return replace(
        sound.item,
        key=replace(key, unit=""),
        stem="What is the size of the loss that the article names?",
    )


@plants("NUM-TOL")
def wide_tolerance(sound: Sound, rng: random.Random) -> Item | None:
    key = sound.item.key
    return (
        replace(sound.item, key=replace(key, tolerance=abs(key.value) + 1))
        if isinstance(key, NumberKey)
        else None
    )


@plants("NUM-TOL")
def rough_number(sound: Sound, rng: random.Random) -> Item | None:
    item, key = sound.item, sound.item.key
    if not isinstance(key, NumberKey) or not item.evidence:
        return None
    said = f"It was {rng.choice(['about', 'nearly', 'almost', 'more than', 'around'])} {key.value} {key.unit}."
    return replace(item, evidence=(Evidence(0, len(said), said),))


@plants("NUM-UNGROUNDED")
def other_number(sound: Sound, rng: random.Random) -> Item | None:
    item, key = sound.item, sound.item.key
    if not isinstance(key, NumberKey) or not item.evidence:
        return None
    return replace(item, key=replace(key, value=key.value * Decimal("1.5") + 1))


@plants("MATCH-UNIQUE")
def doubled_left(sound: Sound, rng: random.Random) -> Item | None:
    item, base = sound.item, sound.background.concepts
    if not isinstance(item.key, MatchingKey) or base is None:
        return None
    first = item.key.pairs[0]
    concept = next(
        (c for c in base.concepts.values() if c.label.lower() == first.left.lower()), None
    )
    aliases = [a for a in concept.aliases if a.lower() != first.left.lower()] if concept else []
    if not aliases:
        return None
    pairs = (first, Pair(rng.choice(aliases), item.key.pairs[1].right), *item.key.pairs[2:])
    return replace(item, key=MatchingKey(pairs))


@plants("MATCH-UNIQUE")
def told_right(sound: Sound, rng: random.Random) -> Item | None:
    key = sound.item.key
    if not isinstance(key, MatchingKey):
        return None
    one, two, *rest = key.pairs
    return replace(
        sound.item,
        key=MatchingKey((one, Pair(two.left, f"something like {one.left.lower()}"), *rest)),
    )


@plants("MATCH-UNIQUE")
def same_right(sound: Sound, rng: random.Random) -> Item | None:
    key = sound.item.key
    if not isinstance(key, MatchingKey):
        return None
    one, two, *rest = key.pairs
    said = re.sub(r"^(an?|the) ", "", one.right)
    said = f"the {said}" if not one.right.startswith("the ") else f"a {said}"
    return replace(sound.item, key=MatchingKey((one, Pair(two.left, said), *rest)))


@plants("MATCH-PAIRS")
def same_left(sound: Sound, rng: random.Random) -> Item | None:
    key = sound.item.key
    if not isinstance(key, MatchingKey):
        return None
    one, two, *rest = key.pairs
    return replace(sound.item, key=MatchingKey((one, Pair(one.left.upper(), two.right), *rest)))


@plants("ORDER-STEPS")
def same_step(sound: Sound, rng: random.Random) -> Item | None:
    key = sound.item.key
    return (
        replace(sound.item, key=OrderingKey((*key.order, key.order[0])))
        if isinstance(key, OrderingKey)
        else None
    )
