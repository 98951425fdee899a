"""Wrong options that are plausible, parallel and provably wrong."""

from __future__ import annotations

from collections.abc import Sequence

from .concepts import Concept
from .salience import Study


def siblings(keys: Sequence[Concept], study: Study, limit: int) -> list[tuple[str, str]]:
    """Concepts disjoint from every key and mentioned nowhere in the article, with the reason."""
    found: list[tuple[str, str]] = []
    for name in dict.fromkeys(name for key in keys for name in key.disjoint_with):
        concept = study.base.concepts[name]
        if not _may_stand_beside(concept, keys) or _is_in_article(concept, study):
            continue
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
    """The labels of disjoint siblings that the article does not mention: options of a cloze."""
    concepts = (study.base.concepts[name] for name in key.disjoint_with)
    return [
        concept.label
        for concept in concepts
        if _may_stand_beside(concept, [key]) and not _is_in_article(concept, study)
    ][:limit]


def _may_stand_beside(concept: Concept, keys: Sequence[Concept]) -> bool:
    """Disjoint from all keys and overlapping none: only then is a swap provably wrong."""
    return all(
        concept.id in key.disjoint_with
        and concept.id not in key.overlaps
        and key.id not in concept.overlaps
        for key in keys
    )


def _is_in_article(concept: Concept, study: Study) -> bool:
    return concept.id in study.concepts or any(
        study.mentions_text(alias) for alias in (concept.label, *concept.aliases)
    )


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
