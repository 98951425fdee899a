"""Flaws of wording: grammar that nobody overlooks, and a stem that points to what it never said."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from quizzes.generation import ConceptBase
from quizzes.items import Item

_DISAGREE = {
    "is": "are", "are": "is", "has": "have", "have": "has", "does": "do", "do": "does",
    "was": "were", "were": "was", "says": "say", "wants": "want", "tells": "tell", "asks": "ask",
    "need": "needs", "needs": "need", "warns": "warn", "words": "word", "should": "should to",
    "ways": "way", "results": "result", "means": "mean",
}  # fmt: skip
_GLUE = frozenset(["of", "to", "in", "for", "with", "by", "that", "what", "which", "as"])


def broken_grammar(item: Item, rng: random.Random, base: ConceptBase | None) -> Item | None:
    """Two faults that nobody overlooks: a disagreement or a lost word, and a word said twice."""
    words = item.stem.split(" ")
    verbs = [n for n, word in enumerate(words) if word in _DISAGREE]
    glue = [n for n, word in enumerate(words) if n and word in _GLUE]
    if not (verbs or glue):
        return None
    broken = rng.choice(verbs or glue)
    plain = [n for n, word in enumerate(words) if n not in (0, broken) and word.isalpha()]
    if not plain:
        return None
    twice = rng.choice([n for n in plain if len(words[n]) > 2] or plain)
    words[twice] = f"{words[twice]} {words[twice]}"
    words[broken] = _DISAGREE.get(words[broken], "")
    return replace(item, stem=" ".join(word for word in words if word))


_LAST_QUESTION = re.compile(r"(?<=[.!?]) (?=[A-Z][^.!?]*\?$)")
_OBJECT = re.compile(r"\b(of|about|against|with|for) ((?:[\w’'-]+ ){0,4}[\w’'-]+)(?=[.,?]|$)")
_POINTERS = ("this", "it", "the above")


def dangling_reference(item: Item, rng: random.Random, base: ConceptBase | None) -> Item | None:
    """Take away what the question is about: the situation, or the noun that names the topic."""
    told = _LAST_QUESTION.split(item.stem)
    if len(told) > 1:
        question = told[-1]
        return replace(item, stem=f"In the above case, {question[0].lower()}{question[1:]}")
    pointer = rng.choice(_POINTERS)
    for name in _names(item, base):
        pattern = re.compile(rf"\b(?:an? |the )?{re.escape(name)}s?\b", re.IGNORECASE)
        if pattern.search(item.stem):
            return replace(item, stem=_as_sentence(pattern.sub(pointer, item.stem)))
    match = _OBJECT.search(item.stem)
    if not match:
        return None
    stem = item.stem[: match.start(2)] + pointer + item.stem[match.end(2) :]
    return replace(item, stem=stem)


def _names(item: Item, base: ConceptBase | None) -> list[str]:
    """What the item's concepts are called, the longest first."""
    concepts = [base.concepts[c] for c in item.concepts if c in base.concepts] if base else []
    names = {name for concept in concepts for name in (concept.label, *concept.aliases)}
    return sorted(names, key=lambda name: (-len(name), name))


def _as_sentence(stem: str) -> str:
    return stem[:1].upper() + stem[1:]
