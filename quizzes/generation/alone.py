"""Reviewed entries as questions by themselves, without an article: their cited sources hold the answer."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from quizzes.items import Item

from .concepts import ConceptBase, Misconception, Scenario
from .writers import application, misconception


def asked_alone(entry: Scenario | Misconception, base: ConceptBase) -> Item:
    """The question that an entry asks outside of any article; its id tells every change.

    Of what people wrongly believe half are put as it is believed, half as it is, by the entry's id:
    each would give the other away.
    """
    if isinstance(entry, Scenario):
        item = application.asked(entry, base)
        # Else the key would always stand first where nobody shuffles.
        mixed = sorted(item.options, key=lambda option: _digest(entry.id + option.text))
        item = replace(item, options=tuple(mixed))
    else:
        item = misconception.asked(entry, int(_digest(entry.id), 16) % 2 == 0, base)
    item = replace(item, beyond=True)
    return replace(item, id=_digest(repr(item)))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
