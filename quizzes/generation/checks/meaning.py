"""Flaws of what the options mean, by the concept base: synonyms, odd ones out, absurd ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizzes.items import Item, Kind, gettext_noop

from .base import ERROR, INFO, WARNING, Check, Context, Finding, check
from .quantities import place_in_time, quantity

_JOKE = re.compile(
    r"\b(?:aliens?|unicorns?|dragons?|wizards?|magic(?:al)? (?:wand|spell|word)s?|santa(?: claus)?|"
    r"zombies?|vampires?|fair(?:y|ies)|leprechauns?|ufos?|time machines?|teleport\w*|"
    r"(?:sing|dance|pray) to (?:it|the \w+)|throw (?:it|your \w+|the \w+) out of the window|"
    r"ha ?ha(?: ?ha)*|lol)\b",
    re.IGNORECASE,
)


@check("OPT-SYN-KEY", english=True)
def distractor_names_the_key(item: Item, context: Context) -> Iterator[Finding]:
    """Another name of the key is right too; what overlaps it may be argued (RUBRIC A5)."""
    if context.terms is None:
        return
    keys = {c for number in item.keys for c in context.named_by(context.options[number])}
    for number, option in enumerate(item.options):
        named = frozenset() if option.correct else context.named_by(context.options[number])
        if named & keys:
            yield Finding(
                f"options.{number}",
                gettext_noop("“%(text)s” is another name of the right answer; change it."),
                {"text": option.text},
            )
        elif any(context.terms.overlap(one, key) for one in named for key in keys):
            yield Finding(
                f"options.{number}",
                gettext_noop("“%(text)s” overlaps the right answer, so it may be right as well."),
                {"text": option.text},
                ERROR if item.family else WARNING,
            )


@check("OPT-CATEGORY", WARNING, english=True)
def option_is_of_another_sort(item: Item, context: Context) -> Iterator[Finding]:
    """An attack among protections, or a number among words, stands out (Haladyna and others 2002)."""
    if item.kind is Kind.TRUE_FALSE or len(item.options) < 3:
        return
    sorts = [_sort(option.text, number, context) for number, option in enumerate(item.options)]
    counts = Counter(sorts)
    if None in counts or len(counts) != 2:
        return
    rare, count = counts.most_common()[-1]
    if count == 1:
        number = sorts.index(rare)
        yield Finding(
            f"options.{number}",
            gettext_noop("“%(text)s” is another sort of thing than the other options."),
            {"text": item.options[number].text},
        )


@check("OPT-ABSURD", WARNING, english=True)
def option_is_absurd(item: Item, context: Context) -> Iterator[Finding]:
    """An option that nobody would choose is none (SAQUET: implausible distractors)."""
    if item.kind is Kind.TRUE_FALSE:
        return
    strange = [_is_strange(number, context) for number in range(len(item.options))]
    for number, option in enumerate(item.options):
        joke = _JOKE.search(option.text) and not _JOKE.search(item.stem)
        # Where the base knows most options not at all, it doesn't know the field.
        odd = strange[number] and strange.count(True) == 1 and len(strange) > 2
        if not option.correct and (joke or odd):
            yield Finding(
                f"options.{number}",
                gettext_noop("Who would choose “%(text)s”? Write what people really believe."),
                {"text": option.text},
                WARNING if joke else INFO,
            )


def _sort(text: str, number: int, context: Context) -> str | None:
    """A group of concepts, or "number"; None where it is not known."""
    if quantity(text) is not None and any(map(str.isdigit, text)):
        return "number"
    if place_in_time(text) is not None:
        return "date"
    if context.terms is None:
        return None
    return context.terms.sort_of(context.options[number].lemmas)


def _is_strange(number: int, context: Context) -> bool:
    """Whether neither the article, nor the base, nor the item itself knows a word of an option."""
    content = context.options[number].content
    if context.terms is None or not content or any(map(str.isdigit, "".join(content))):
        return False
    said = context.stem.content.union(
        *(other.content for n, other in enumerate(context.options) if n != number)
    )
    article = context.article
    return not any(
        lemma in said
        or (article is not None and article.knows(lemma))
        or lemma in context.terms.vocabulary
        for lemma in content
    )


MEANING: tuple[Check, ...] = (
    distractor_names_the_key,
    option_is_of_another_sort,
    option_is_absurd,
)
