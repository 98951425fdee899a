"""Does an item outlive the words that proved it? Change one word of the article, and look.

A number, a name or a "not" in an evidence sentence is changed and the article generated anew.
"Supports" is decided by program, from the definition in `violations`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizzes.generation import Document, Sentence
from quizzes.items import Evidence, Item


class Change(StrEnum):
    """What kind of word was changed."""

    NUMBER = "number"
    NAME = "name"
    POLARITY = "not"


@dataclass(frozen=True, slots=True)
class Mutation:
    """Code points `start` to `end` of the old text become `new`; `sentence` is where they stood."""

    change: Change
    sentence: Sentence
    start: int
    end: int
    old: str
    new: str

    @property
    def shift(self) -> int:
        """By how much everything behind the change moves."""
        return len(self.new) - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Violation:
    """An item that should not be there any more."""

    mutation: Mutation
    item: Item
    reason: str


_DIGITS = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)")
_NUMERALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
)  # fmt: skip
# "One" is a number before a unit alone: "one of them" is none.
_SPELLED = re.compile(
    rf"\b(?:{'|'.join(_NUMERALS[1:])}|one(?= (?:minute|hour|day|week|month|year|character|digit)\b))"
    r"\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*\b")
_NAMES = ("Velmora", "Tarquen", "Ostwick", "Brillane")
_DENIALS = {
    "does not": "does", "did not": "did", "is not": "is", "are not": "are",
    "was not": "was", "were not": "were", "should not": "should", "must not": "must",
    "can not": "can", "cannot": "can", "will not": "will", "may not": "may", "doesn't": "does",
    "didn't": "did", "isn't": "is", "aren't": "are", "won't": "will", "can't": "can",
    "shouldn't": "should", "never": "always",
}  # fmt: skip
_DENIAL = re.compile(rf"\b(?:{'|'.join(_DENIALS)})\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|were|should|must|can|will|has|have)\b(?! not\b)")
_DO_NOT = re.compile(r"\b(?:do not|don't) (?P<verb>[a-z]+)\b", re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"(?:Use|Keep|Check|Report|Install|Lock|Change|Choose|Update|Enable|Delete|Send|Wait|Include|"
    r"Make|Avoid|Ask|Call|Review|Protect)\b"
)
_NEGATIVE = re.compile(r"\b(?:not|no|never|cannot|nobody|none|nothing|neither|nor|without)\b|n't\b")


def mutations(document: Document, items: Iterable[Item], seed: int = 0) -> Iterator[Mutation]:
    """Every number, name and "not" of the sentences that some item cites, changed one by one."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    cited = [passage for item in items for passage in item.evidence]
    for sentence in document.sentences:
        if any(_touch(passage, sentence.start, sentence.end) for passage in cited):
            yield from _of_sentence(sentence, rng)


def _of_sentence(sentence: Sentence, rng: random.Random) -> Iterator[Mutation]:
    plain = sentence.text.replace("’", "'")
    for match in _DIGITS.finditer(plain):
        yield _mutation(Change.NUMBER, sentence, match, _other_number(match[0], rng))
    for match in _SPELLED.finditer(plain):
        others = [numeral for numeral in _NUMERALS[1:] if numeral != match[0].lower()]
        yield _mutation(Change.NUMBER, sentence, match, _like(match[0], rng.choice(others)))
    for match in _NAME.finditer(plain):
        yield _mutation(Change.NAME, sentence, match, rng.choice(_NAMES))
    yield from _denials(sentence, plain)


def _denials(sentence: Sentence, plain: str) -> Iterator[Mutation]:
    """Take a "not" away; where there is none, put one in."""
    denials = [*_DO_NOT.finditer(plain), *_DENIAL.finditer(plain)]
    for match in denials:
        positive = match["verb"] if match.re is _DO_NOT else _DENIALS[match[0].lower()]
        yield _mutation(Change.POLARITY, sentence, match, _like(match[0], positive))
    if denials:
        return
    order, verb = _IMPERATIVE.match(plain), _VERB.search(plain)
    if order:
        yield _mutation(Change.POLARITY, sentence, order, f"Do not {order[0].lower()}")
    elif verb:
        yield _mutation(Change.POLARITY, sentence, verb, f"{verb[0]} not")


def apply(document: Document, mutation: Mutation) -> Document:
    """The article with the change in it; blocks behind it move."""
    text = document.text[: mutation.start] + mutation.new + document.text[mutation.end :]
    blocks = [
        replace(
            block,
            start=_moved(block.start, mutation),
            end=_moved(block.end, mutation),
        )
        for block in document.blocks
    ]
    return Document.from_blocks(text, blocks, document.title)


def violations(
    mutation: Mutation, before: Sequence[Item], after: Sequence[Item]
) -> Iterator[Violation]:
    """Items that the new text no longer supports, by these rules, and that are there all the same.

    Looked at are the old items whose evidence touches the changed sentence.

    1. Where an item's evidence no longer stands in the text, its id must be gone.
    2. An item with the same stem and key may cite the changed place again only if stem and key do
       not contain the changed word, and the cited words deny as often as before. One that cites
       another sentence is proved by that one. An item that leans on an authority is exempt from
       this rule: the source proves its key, the article only occasions it.
    """
    ids = {item.id for item in after}
    for old in before:
        touched = [e for e in old.evidence if _touches_sentence(e, mutation)]
        changed = any(_touch(passage, mutation.start, mutation.end) for passage in touched)
        if changed and old.id and old.id in ids:
            yield Violation(mutation, old, "the id outlived its evidence")
        if not touched or old.authority:
            continue
        for new in after:
            if _asked(new) == _asked(old) and _cites_the_change(new, mutation):
                yield from _against(old, new, mutation)


def _against(old: Item, new: Item, mutation: Mutation) -> Iterator[Violation]:
    """The second rule, for an item that asks as before and cites the changed place."""
    if _depends_on(old, mutation):
        yield Violation(mutation, new, f"stem or key still says “{mutation.old}”")
    elif _denials_of(new) != _denials_of(old):
        yield Violation(mutation, new, "the cited words deny what they affirmed, or affirm it")


def _touches_sentence(passage: Evidence, mutation: Mutation) -> bool:
    return _touch(passage, mutation.sentence.start, mutation.sentence.end)


def _cites_the_change(item: Item, mutation: Mutation) -> bool:
    end = mutation.end + mutation.shift
    return any(_touch(passage, mutation.start, end) for passage in item.evidence)


def _asked(item: Item) -> tuple[str, str, tuple[str, ...]]:
    keys = tuple(sorted(option.text for option in item.options if option.correct))
    return item.stem, str(item.key), keys


def _depends_on(item: Item, mutation: Mutation) -> bool:
    """Whether stem or key contain what was changed; of a "not" only its place counts."""
    if mutation.change is Change.POLARITY:
        return False
    stem, key, keys = _asked(item)
    words = re.compile(rf"(?<!\w){re.escape(mutation.old)}(?!\w)", re.IGNORECASE)
    return any(words.search(text) for text in (stem, key, *keys))


def _denials_of(item: Item) -> int:
    text = " ".join(passage.text for passage in item.evidence)
    return len(_NEGATIVE.findall(text.replace("’", "'").lower()))


def _mutation(change: Change, sentence: Sentence, match: re.Match[str], new: str) -> Mutation:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Mutation(change, sentence, start, end, match[0], new)


def _other_number(digits: str, rng: random.Random) -> str:
    """Another number of the same length and format."""
    while True:
        other = "".join(rng.choice("123456789") if c.isdigit() else c for c in digits)
        if other != digits:
            return other


def _like(model: str, word: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _touch(passage: Evidence, start: int, end: int) -> bool:
    return passage.start < end and start < passage.end


def _moved(place: int, mutation: Mutation) -> int:
    return place + mutation.shift if place >= mutation.end else place
