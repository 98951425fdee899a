"""Writes a share of the sentences another way, so that the parser leans less on how they are typed.

Articles have headings in title case, list items without a final stop and capitals where the web's
people wrote none. Words and trees stay as they are; the encoder reads lower case anyway, so that
another way to write a word only changes its shape.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from .treebank import Sentence

Way = Callable[[Sentence], Sentence]


def lower_start(sentence: Sentence) -> Sentence:
    """The first word in lower case, unless it is written so anywhere."""
    if sentence.parts[0] == "PROPN" or sentence.words[0] == "I":
        return sentence
    return replace(sentence, words=(sentence.words[0].lower(), *sentence.words[1:]))


def upper_start(sentence: Sentence) -> Sentence:
    """The first word with a capital."""
    first = sentence.words[0]
    return replace(sentence, words=(first[:1].upper() + first[1:], *sentence.words[1:]))


def title_case(sentence: Sentence) -> Sentence:
    """Every word of content with a capital, as in headings."""
    small = {"ADP", "DET", "CCONJ", "PART", "SCONJ"}
    return replace(
        sentence,
        words=tuple(
            word if part in small else word[:1].upper() + word[1:]
            for word, part in zip(sentence.words, sentence.parts, strict=True)
        ),
    )


def lower_case(sentence: Sentence) -> Sentence:
    """Every word in lower case."""
    return replace(sentence, words=tuple(word.lower() for word in sentence.words))


def upper_case(sentence: Sentence) -> Sentence:
    """Every word in capitals."""
    return replace(sentence, words=tuple(word.upper() for word in sentence.words))


def without_stop(sentence: Sentence) -> Sentence:
    """Without the final stop, as list items and headings come."""
    last = len(sentence.words)
    if last < 2 or sentence.tags[-1] != "." or last in sentence.heads or not sentence.heads[-1]:
        return sentence
    return replace(
        sentence,
        words=sentence.words[:-1],
        parts=sentence.parts[:-1],
        tags=sentence.tags[:-1],
        heads=sentence.heads[:-1],
        relations=sentence.relations[:-1],
    )


_SHARES: tuple[tuple[float, Way], ...] = (
    (0.12, without_stop),
    (0.05, lower_start),
    (0.05, upper_start),
    (0.05, title_case),
    (0.04, lower_case),
    (0.03, upper_case),
)


def another_way(sentence: Sentence, dice: Random) -> Sentence:
    """The sentence as it is, or now and then in another way."""
    left = dice.uniform(0, 1)
    for share, way in _SHARES:
        left -= share
        if left < 0:
            return way(sentence)
    return sentence
