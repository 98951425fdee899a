"""Flaws of the key: the wrong option marked, or a second one that is right as well.

What the learner would read is written anew where it would speak for the old key, so that the flaw
shows only to somebody who knows the answer, not to somebody who compares the mark with the reason.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from quizzes.generation import ConceptBase
from quizzes.items import Item, Kind, MatchingKey, NumberKey, Option, OrderingKey, Pair

from .rewording import reworded

_QUOTE = re.compile(r"^(?:[^“]{0,40}: )?“[^”]*”\.?")
_WHY_NOT = " Why not “"
_FOR = (
    "“%s” is what protects best here.",
    "“%s” is what those who know the subject advise.",
    "“%s” fits what the article wants its readers to know.",
)
_AGAINST = (
    "This does not go far enough.",
    "Many people think so, but it does not help here.",
    "This sounds right, but it misses the point.",
    "That is more than the situation asks for.",
)
_VERDICTS = {
    "True": "It is so in most cases, and it is good to know.",
    "False": "It sounds right, but it is not so.",
}


def wrong_key(item: Item, rng: random.Random, base: ConceptBase | None) -> Item | None:
    """Move the mark to a distractor, change the number, cross pairs or steps."""
    match item.key:
        case NumberKey() as key:
            return _wrong_number(item, key, rng)
        case MatchingKey(pairs):
            return _crossed(item, pairs)
        case OrderingKey(order) if len(order) > 2:
            turned = (*order[:-2], order[-1], order[-2])
            return replace(item, key=OrderingKey(turned), explanation=_quote(item))
    wrong = [place for place, option in enumerate(item.options) if not option.correct]
    if not item.keys or not wrong:
        return None
    return _moved_mark(item, rng.choice(item.keys), rng.choice(wrong), rng)


def _moved_mark(item: Item, old: int, new: int, rng: random.Random) -> Item:
    """Mark a distractor, and let feedback and explanation speak for it."""
    right, wrong = item.options[old], item.options[new]
    reason = rng.choice(_FOR) % wrong.text
    if item.kind is Kind.TRUE_FALSE:
        reason = _quote(item) or _VERDICTS.get(wrong.text, "")
    options = [
        replace(option, feedback=option.feedback.replace(right.text, wrong.text))
        for option in item.options
    ]
    against, told = options[new].feedback, options[old].feedback
    if not _is_general(item, item.options[new]):
        against = rng.choice(_AGAINST) if wrong.feedback else ""
    if not _is_general(item, item.options[old]):
        told = reason if right.feedback else ""
    options[old] = Option(right.text, False, "" if item.kind is Kind.TRUE_FALSE else against)
    options[new] = Option(wrong.text, True, told)
    flawed = replace(item, options=tuple(options))
    return replace(flawed, explanation=_explained(item, flawed, wrong, reason))


def _is_general(item: Item, option: Option) -> bool:
    """Whether other options share the feedback, so that it speaks of none of them."""
    return sum(other.feedback == option.feedback for other in item.options) > 1


def _explained(item: Item, flawed: Item, wrong: Option, reason: str) -> str:
    """The article's words stay; what followed from them is said of the new key."""
    quote, keys = _quote(item), [flawed.options[place].text for place in flawed.keys]
    if item.kind is Kind.TRUE_FALSE:
        so = f"So the statement is {keys[0].lower()}." if quote else reason
    elif len(keys) > 1:
        so = f"So the answers are: {', '.join(map(_small, keys[:-1]))} and {_small(keys[-1])}."
    else:
        so = f"So it is “{keys[0]}”." if quote else reason
    return f"{quote} {so}{_other_why_not(item, wrong)}".strip()


def _other_why_not(item: Item, wrong: Option) -> str:
    """Keep "Why not ...?" where it speaks about an option that is still wrong."""
    _, found, rest = item.explanation.partition(_WHY_NOT)
    return f"{found}{rest}" if found and not rest.startswith(wrong.text) else ""


def _small(text: str) -> str:
    """Begin with a small letter, but for names and abbreviations."""
    keeps = text.startswith("Internet") or text[1:2].isupper()
    return text if keeps else text[:1].lower() + text[1:]


def _quote(item: Item) -> str:
    """The article's words at the head of the explanation."""
    match = _QUOTE.match(item.explanation)
    return match[0] if match else ""


def _wrong_number(item: Item, key: NumberKey, rng: random.Random) -> Item:
    step = max(abs(key.value) * rng.choice([Decimal("0.2"), Decimal("0.3")]), key.tolerance * 3)
    exponent = Decimal(1).scaleb(int(key.value.as_tuple().exponent))
    value = (key.value + step).quantize(exponent) + exponent
    said = item.explanation.removeprefix(_quote(item)).replace(str(key.value), str(value))
    return replace(item, key=replace(key, value=value), explanation=f"{_quote(item)}{said}".strip())


def _crossed(item: Item, pairs: Sequence[Pair]) -> Item | None:
    first, second, *rest = pairs
    if first.right == second.right:
        return None
    crossed = (Pair(first.left, second.right), Pair(second.left, first.right), *rest)
    return replace(item, key=MatchingKey(crossed), explanation=_quote(item))


def two_keys(item: Item, rng: random.Random, base: ConceptBase | None) -> Item | None:
    """Turn a distractor into the key in other words, or take the mark off one of several keys."""
    if item.kind is Kind.MULTIPLE and len(item.keys) > 2:
        return _unmarked(item, rng.choice(item.keys), rng)
    wrong = [place for place, option in enumerate(item.options) if not option.correct]
    if item.kind is Kind.TRUE_FALSE or not wrong or not item.keys:
        return None
    same = reworded(item.options[item.keys[0]].text, base, rng)
    taken = {option.text.casefold() for option in item.options}
    if not same or same.casefold() in taken:
        return None
    place = rng.choice(wrong)
    options = list(item.options)
    told = options[place].feedback if _is_general(item, options[place]) else ""
    explanation = item.explanation.partition(_WHY_NOT)[0]
    options[place] = Option(same, False, told or rng.choice(_AGAINST))
    return replace(item, options=tuple(options), explanation=explanation)


def _unmarked(item: Item, place: int, rng: random.Random) -> Item:
    """Leave one of several keys without its mark."""
    options = list(item.options)
    wrong = next(option for option in options if not option.correct)
    told = wrong.feedback if _is_general(item, wrong) else rng.choice(_AGAINST)
    options[place] = Option(options[place].text, False, told)
    flawed = replace(item, options=tuple(options))
    return replace(flawed, explanation=_explained(item, flawed, options[place], ""))
