"""Is it an item at all? What is missing or contradicts itself, whatever the wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizzes.items import (
    BLANK,
    Item,
    Kind,
    MatchingKey,
    NumberKey,
    OrderingKey,
    TextKey,
    gettext_noop,
)

from .base import Check, Context, Finding, check
from .folding import fold

_KEYS = {
    Kind.NUMERIC: NumberKey,
    Kind.SHORT_TEXT: TextKey,
    Kind.MATCHING: MatchingKey,
    Kind.ORDERING: OrderingKey,
}


@check("STEM-EMPTY")
def stem_is_empty(item: Item, context: Context) -> Iterator[Finding]:
    """A question needs a stem (Haladyna, Downing and Rodriguez 2002)."""
    if not item.stem.strip():
        yield Finding("stem", gettext_noop("Write the question."))


@check("OPT-COUNT")
def too_few_options(item: Item, context: Context) -> Iterator[Finding]:
    """A choice needs at least two options, true/false exactly two."""
    if not item.kind.has_options:
        if item.options:
            yield Finding(
                "options",
                gettext_noop("Remove the options: this kind of question is answered otherwise."),
            )
    elif item.kind is Kind.TRUE_FALSE and len(item.options) != 2:
        yield Finding("options", gettext_noop("Give exactly two options, true and false."))
    elif len(item.options) < 2:
        yield Finding("options", gettext_noop("Give at least two options."))


@check("OPT-EMPTY")
def empty_option(item: Item, context: Context) -> Iterator[Finding]:
    """An option without text can't be chosen on purpose."""
    for number, option in enumerate(item.options):
        if not option.text.strip():
            yield Finding(
                f"options.{number}",
                gettext_noop("Write the text of option %(number)s, or remove it."),
                {"number": number + 1},
            )


@check("KEY-NONE")
def no_key(item: Item, context: Context) -> Iterator[Finding]:
    """Exactly one key, or all and only the keys (SAQUET; Moore and others 2023)."""
    if item.kind.has_options:
        if item.options and not item.keys:
            yield Finding("options", gettext_noop("Mark at least one option as correct."))
    elif not isinstance(item.key, _KEYS[item.kind]):
        yield Finding("key", gettext_noop("Say what the right answer is."))


@check("KEY-MULTI")
def too_many_keys(item: Item, context: Context) -> Iterator[Finding]:
    """A single choice with two keys can't be answered rightly; neither can "all are right"."""
    if item.kind.has_one_key and len(item.keys) > 1:
        yield Finding(
            "options",
            gettext_noop(
                "Mark only one option as correct, or make it a question with several answers."
            ),
        )
    if item.kind is Kind.MULTIPLE and 1 < len(item.options) == len(item.keys):
        yield Finding("options", gettext_noop("Leave at least one option unmarked."))


@check("OPT-DUP")
def duplicate_options(item: Item, context: Context) -> Iterator[Finding]:
    """Two equal options, after folding case, spacing, width and look-alike letters (RUBRIC)."""
    for number, first in _repeats(option.text for option in item.options):
        yield Finding(
            f"options.{number}",
            gettext_noop("Option %(number)s says the same as option %(first)s; change one."),
            {"number": number + 1, "first": first + 1},
        )


@check("CLOZE-BLANK")
def cloze_without_blank(item: Item, context: Context) -> Iterator[Finding]:
    """A cloze shows by a blank where words are missing; one blank, one answer."""
    if item.kind is Kind.CLOZE and item.stem.strip() and item.stem.count(BLANK) != 1:
        yield Finding(
            "stem",
            gettext_noop("Put the blank %(blank)s once where the words are missing."),
            {"blank": BLANK},
        )


@check("NUM-VALUE")
def impossible_number(item: Item, context: Context) -> Iterator[Finding]:
    """A number key is a finite value with a tolerance that is not negative."""
    if isinstance(item.key, NumberKey):
        if not item.key.value.is_finite():
            yield Finding("key", gettext_noop("Give a number as the right answer."))
        if not item.key.tolerance.is_finite() or item.key.tolerance < 0:
            yield Finding("key", gettext_noop("Give a tolerance of zero or more."))


@check("TEXT-ACCEPTED")
def no_accepted_text(item: Item, context: Context) -> Iterator[Finding]:
    """A typed answer needs at least one form that is accepted, and no empty one."""
    if isinstance(item.key, TextKey):
        if not item.key.accepted:
            yield Finding("key", gettext_noop("Give at least one accepted answer."))
        elif not all(form.strip() for form in item.key.accepted):
            yield Finding("key", gettext_noop("Remove the empty accepted answer."))


@check("MATCH-PAIRS")
def matching_without_choice(item: Item, context: Context) -> Iterator[Finding]:
    """Matching needs two pairs or more, full sides, unlike left sides and two right sides."""
    if not isinstance(item.key, MatchingKey):
        return
    pairs = item.key.pairs
    if len(pairs) < 2:
        yield Finding("key", gettext_noop("Give at least two pairs."))
    if not all(pair.left.strip() and pair.right.strip() for pair in pairs):
        yield Finding("key", gettext_noop("Fill in both sides of every pair."))
    for number, first in _repeats(pair.left for pair in pairs):
        yield Finding(
            "key",
            gettext_noop("Left sides %(first)s and %(number)s are the same; change one."),
            {"number": number + 1, "first": first + 1},
        )
    if len(pairs) > 1 and len({fold(pair.right) for pair in pairs}) == 1:
        yield Finding("key", gettext_noop("Give at least two different right sides."))


@check("ORDER-STEPS")
def ordering_without_order(item: Item, context: Context) -> Iterator[Finding]:
    """Ordering needs two steps or more, none empty, none twice."""
    if not isinstance(item.key, OrderingKey):
        return
    if len(item.key.order) < 2:
        yield Finding("key", gettext_noop("Give at least two steps."))
    if not all(step.strip() for step in item.key.order):
        yield Finding("key", gettext_noop("Write the text of every step, or remove empty ones."))
    for number, first in _repeats(item.key.order):
        yield Finding(
            "key",
            gettext_noop("Steps %(first)s and %(number)s are the same; change one."),
            {"number": number + 1, "first": first + 1},
        )


@check("EVID-SPAN")
def impossible_evidence(item: Item, context: Context) -> Iterator[Finding]:
    """An evidence passage lies somewhere and is as long as its text."""
    for number, passage in enumerate(item.evidence):
        if (
            passage.start < 0
            or passage.end - passage.start != len(passage.text)
            or not passage.text
        ):
            yield Finding(
                f"evidence.{number}",
                gettext_noop("Mark the passage in the article again: its place and text differ."),
            )


def _repeats(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Positions of texts that repeat an earlier one, with the earlier one's; empty ones aside."""
    seen: dict[str, int] = {}
    for number, text in enumerate(texts):
        folded = fold(text)
        if folded and folded in seen:
            yield number, seen[folded]
        seen.setdefault(folded, number)


STRUCTURE: tuple[Check, ...] = (
    stem_is_empty,
    too_few_options,
    empty_option,
    no_key,
    too_many_keys,
    duplicate_options,
    cloze_without_blank,
    impossible_number,
    no_accepted_text,
    matching_without_choice,
    ordering_without_order,
    impossible_evidence,
)
