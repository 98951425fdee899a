"""Flaws of options as a list: too many, two that say the same, one that includes another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from quizzes.items import Item, Kind, MatchingKey, gettext_noop

from .base import ERROR, INFO, WARNING, Check, Context, Finding, check
from .quantities import place_in_time, quantity
from .terms import bare

_USUAL = {Kind.SINGLE: (3, 5), Kind.CLOZE: (3, 5), Kind.MULTIPLE: (4, 6)}
_PAIRS = (3, 6)
_ABOVE = re.compile(
    r"(?:all|none|both|neither|either|any|some|two|most) of (?:the|these|them|those)"
    r"(?: (?:above|following|answers?|options?|choices?|others?))*(?: (?:is|are) [a-z]+)?|"
    r"(?:all|none|any)(?: the)? above|none|neither|"
    r"(?:all|no|both) (?:the )?(?:other )?(?:answers?|options?|choices?)(?: (?:is|are) [a-z]+)?|"
    r"(?:both |only |neither )?\(?[a-h1-8]\)? ?(?:and|&|or|nor) ?\(?[a-h1-8]\)?(?: only)?|"
    r"(?:only )?[ivx1-8]+(?:, ?[ivx1-8]+)* and [ivx1-8]+(?: only)?",
)
_TYPO_LENGTH = 8
# A list of more options is refused anyway; comparing all with all would take too long.
_COMPARED = 30


@check("OPT-COUNT")
def unusual_number_of_options(item: Item, context: Context) -> Iterator[Finding]:
    """Three to five options for one key, four to six for several, three to six pairs (Rodriguez 2005)."""
    wanted, count = _USUAL.get(item.kind), len(item.options)
    template = gettext_noop("Give %(least)s to %(most)s options.")
    if isinstance(item.key, MatchingKey):
        wanted, count = _PAIRS, len(item.key.pairs)
        template = gettext_noop("Give %(least)s to %(most)s pairs.")
    # Fewer than two is told by the structural check already.
    if wanted and count >= 2 and not wanted[0] <= count <= wanted[1]:
        place = "options" if item.options else "key"
        yield Finding(place, template, {"least": wanted[0], "most": wanted[1]})


@check("KEY-MULTI")
def one_key_of_several(item: Item, context: Context) -> Iterator[Finding]:
    """ "Choose all that apply" with one right answer is a trick (SAQUET; Moore and others 2023)."""
    if item.kind is Kind.MULTIPLE and len(item.keys) == 1:
        yield Finding(
            "options",
            gettext_noop("Mark two options or more as correct, or make it a single choice."),
        )


@check("OPT-ABOVE", english=True)
def all_of_the_above(item: Item, context: Context) -> Iterator[Finding]:
    """All or none of the above, and "A and B", test logic, not knowledge (SAQUET; K-type)."""
    if item.kind is Kind.TRUE_FALSE:
        return
    for number, option in enumerate(item.options):
        if _ABOVE.fullmatch(" ".join(option.text.lower().split()).rstrip(".!")):
            yield Finding(
                f"options.{number}",
                gettext_noop("Replace “%(text)s” by an option that stands for itself."),
                {"text": option.text},
            )


@check("OPT-DUP", english=True)
def options_say_the_same(item: Item, context: Context) -> Iterator[Finding]:
    """The same words in another form or misspelt, or the same number in another unit (RUBRIC)."""
    if item.kind is Kind.TRUE_FALSE:
        return
    numbers = [quantity(option.text) for option in item.options]
    for first, second in combinations(range(len(numbers[:_COMPARED])), 2):
        one, two = context.options[first], context.options[second]
        if one.words == two.words:
            continue
        same = bare(one.lemmas) == bare(two.lemmas) or _is_misspelt(one.words, two.words)
        if (same and one.lemmas) or (numbers[first] and numbers[first] == numbers[second]):
            yield Finding(
                f"options.{second}",
                gettext_noop("Option %(number)s says the same as option %(first)s; change one."),
                {"number": second + 1, "first": first + 1},
            )


@check("OPT-OVERLAP")
def option_contains_option(item: Item, context: Context) -> Iterator[Finding]:
    """If one option includes another, both are right or both wrong (SAQUET: logical cues)."""
    texts = [wording.words for wording in context.options[:_COMPARED]]
    for number, text in enumerate(texts):
        for other, longer in enumerate(texts):
            inside = text.strip() and text in longer and text != longer
            if number != other and inside and not _are_apart(number, other, context):
                differ = item.options[number].correct != item.options[other].correct
                yield Finding(
                    f"options.{other}",
                    gettext_noop(
                        "Option %(other)s contains option %(number)s; make them exclusive."
                    ),
                    {"other": other + 1, "number": number + 1},
                    ERROR if differ else WARNING,
                )


@check("OPT-OVERLAP", english=True)
def ranges_intersect(item: Item, context: Context) -> Iterator[Finding]:
    """A number that lies in two ranges has two answers (Haladyna and others 2002, rule 21)."""
    ranges = [quantity(option.text) for option in item.options[:_COMPARED]]
    for first, second in combinations(range(len(ranges)), 2):
        one, two = ranges[first], ranges[second]
        if one and two and one.intersects(two):
            yield Finding(
                f"options.{second}",
                gettext_noop("Options %(first)s and %(number)s share a number; set them apart."),
                {"first": first + 1, "number": second + 1},
            )


@check("OPT-ORDER", INFO, english=True)
def options_have_no_order(item: Item, context: Context) -> Iterator[Finding]:
    """Numbers and dates are found most quickly in their order (SAQUET: lost sequence)."""
    texts = [option.text for option in item.options]
    places: list[object] = [place_in_time(text) for text in texts]
    read = [quantity(text) for text in texts]
    if all(read) and len({q.unit for q in read if q}) == 1:
        places = [q.middle for q in read if q]
    if len(texts) < 3 or None in places:
        return
    ordered = sorted(places)  # type: ignore[type-var]
    if places not in (ordered, ordered[::-1]):
        yield Finding("options", gettext_noop("Put the numbers or dates in their order."))


def _are_apart(number: int, other: int, context: Context) -> bool:
    """Whether the base knows both as two things: "theft" and "identity theft"."""
    named = [context.named_by(context.options[place]) for place in (number, other)]
    return all(named) and not any(
        one == two or (context.terms and context.terms.overlap(one, two))
        for one in named[0]
        for two in named[1]
    )


def _is_misspelt(one: str, two: str) -> bool:
    """Whether all words are equal but one long word that differs by one letter within."""
    first, second = one.split(), two.split()
    if len(first) != len(second):
        return False
    unlike = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(unlike) != 1:
        return False
    a, b = unlike[0]
    long = min(len(a), len(b)) >= _TYPO_LENGTH and (a + b).isalpha()
    return long and a[:2] == b[:2] and a[-2:] == b[-2:] and Levenshtein.distance(a, b) == 1


CHOICES: tuple[Check, ...] = (
    unusual_number_of_options,
    one_key_of_several,
    all_of_the_above,
    options_say_the_same,
    option_contains_option,
    ranges_intersect,
    options_have_no_order,
)
