"""Wrong options that are plausible, parallel and provably wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from .concepts import Behaviour, Concept
from .study import Study


def siblings(keys: Sequence[Concept], study: Study, limit: int) -> list[tuple[str, str]]:
    """Concepts disjoint from every key and mentioned nowhere in the article, with the reason."""
    found: list[tuple[str, str]] = []
    for concept in _disjoint_from_all(keys, study):
        if not _is_in_article(concept, study):
            text = concept.phrases.get("harm") or concept.label[:1].upper() + concept.label[1:]
            found.append((text, "The article does not mention it."))
    return found[:limit]


def by_phrase(
    part: str, keys: Sequence[Concept], study: Study, limit: int
) -> list[tuple[str, str]]:
    """Concepts that play the same part elsewhere and are mentioned nowhere in the article."""
    found = [
        (concept.phrases[part], "The article does not name it.")
        for concept in study.base.concepts.values()
        if part in concept.phrases and concept not in keys and not _is_in_article(concept, study)
    ]
    return found[:limit]


def labels(key: Concept, study: Study, limit: int) -> list[str]:
    """The labels of disjoint concepts that the article does not mention: options of a cloze."""
    found = [c for c in _disjoint_from_all([key], study) if _distance(c, key) <= _NEAR]
    return [concept.label for concept in found if not _is_in_article(concept, study)][:limit]


def others(key: Concept, study: Study, limit: int) -> list[Concept]:
    """Disjoint concepts whose definitions may stand beside the key's: the article's own first.

    As the only one that speaks of several things a definition would show itself beside a plural term.
    """
    length = len(key.definition)
    fitting = [
        concept
        for concept in _disjoint_from_all([key], study)
        if _LEAST_LENGTH * length <= len(concept.definition) <= length / _LEAST_LENGTH
        and _is_of_one(concept) == _is_of_one(key)
    ]
    fitting.sort(key=lambda c: (_distance(c, key), c.id not in study.concepts))
    return fitting[:limit]


def _is_of_one(concept: Concept) -> bool:
    """Whether a definition begins as that of a single thing does: "a program that ..."."""
    return concept.definition.split(maxsplit=1)[0].lower() in _ARTICLES


def habits(concepts: Iterable[str], polarity: str, study: Study) -> list[Behaviour]:
    """Behaviours that belong to some of the concepts and of which the article says nothing."""
    wanted = set(concepts)
    found = [
        behaviour
        for behaviour in study.base.behaviours.values()
        if behaviour.polarity == polarity and not wanted.isdisjoint(behaviour.applies_to)
    ]
    topics = {study.base.concepts[name].topic for name in wanted}
    found.sort(
        key=lambda b: (
            b.topic not in topics,
            -len(wanted.intersection(b.applies_to)),
            _lot(b.id, *sorted(wanted)),
        )
    )
    return [b for b in found if not study.may_say(b.forms.imperative)]


def alike_in_length(key: str, texts: Iterable[str], limit: int) -> list[str]:
    """The texts that are about as long as the key, so that length tells nothing."""
    fitting = [t for t in texts if _LEAST_LENGTH * len(key) <= len(t) <= len(key) / _LEAST_LENGTH]
    return fitting[:limit]


def _disjoint_from_all(keys: Sequence[Concept], study: Study) -> list[Concept]:
    """Disjoint from all keys, in an order that differs from key to key: only then a swap is wrong."""
    names = {key.id for key in keys}
    found = [
        concept
        for concept in study.base.disjoint_from(keys[0].id)
        if concept.id not in names
        and all(study.base.are_disjoint(concept.id, key.id) for key in keys[1:])
    ]
    return sorted(found, key=lambda c: (_distance(c, keys[0]), _lot(c.id, *sorted(names))))


def _distance(concept: Concept, key: Concept) -> int:
    """Siblings first, then the topic's own, then others of the kind: the nearer, the more it tempts."""
    if concept.id in key.siblings or key.id in concept.siblings:
        return 0
    return 1 + 2 * (concept.kind != key.kind) + (concept.topic != key.topic)


def _lot(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _is_in_article(concept: Concept, study: Study) -> bool:
    return concept.id in study.concepts or any(
        study.mentions_text(alias) for alias in (concept.label, *concept.aliases)
    )


_LEAST_LENGTH = 0.6
_ARTICLES = frozenset({"a", "an", "the"})
_NEAR = 1
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20,
}  # fmt: skip
_NUMERALS = {value: word for word, value in _WORDS.items()}
# Sizes that rules of this kind really use, so that none looks made up.
_USUAL = {
    "minute": (5, 10, 15, 30, 45),
    "hour": (1, 4, 8, 12, 24, 48, 72),
    "day": (1, 3, 10, 14, 30),
    "week": (1, 2, 4, 6),
    "month": (1, 3, 6, 12),
    "character": (6, 8, 10, 12, 15, 20),
    "digit": (4, 6, 8, 10),
}
_LEAST_RATIO = 1.5


def quantities(number: str, unit: str, study: Study, limit: int) -> list[str]:
    """Usual numbers of the same unit and spelling, well apart and not used in the article."""
    value, in_words = _value(number), not number.isdigit()
    found: list[int] = []
    for other in sorted(_USUAL[unit], key=lambda n: (abs(n - value), n)):
        apart = all(max(other, n) >= _LEAST_RATIO * min(other, n) for n in (value, *found))
        spelled = not in_words or other in _NUMERALS
        if apart and spelled and not _uses(other, unit, study):
            found.append(other)
    return [_quantity(n, unit, in_words) for n in found[:limit]]


def ascending(texts: Sequence[str]) -> list[str]:
    """Quantities of one unit in their order: numbers are never shuffled (SAQUET)."""
    return sorted(texts, key=lambda text: _value(text.split()[0]))


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _WORDS[number]


def _quantity(number: int, unit: str, in_words: bool) -> str:
    spelled = _NUMERALS[number] if in_words else str(number)
    return f"{spelled} {unit}{'' if number == 1 else 's'}"


def _uses(number: int, unit: str, study: Study) -> bool:
    spellings = [str(number), *([_NUMERALS[number]] if number in _NUMERALS else [])]
    return any(study.mentions_text(f"{spelling} {unit}") for spelling in spellings)
