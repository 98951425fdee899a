"""What a lexicon says of single English words: parts of speech, number, "a" or "an"."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_MASS_ENDINGS = ("ss", "us", "is", "ics", "news")


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> frozenset[str]:
    """The universal parts of speech with which a word is listed; none for a word that is not."""
    import lemminflect

    return frozenset(lemminflect.getAllLemmas(word.lower()))


@lru_cache(maxsize=20_000)
def is_plural(word: str) -> bool:
    """Whether a word is surely the plural of a noun, and nothing else."""
    import lemminflect

    folded = word.lower()
    if folded.endswith(_MASS_ENDINGS):
        return False
    listed = lemminflect.getAllLemmas(folded, upos="NOUN").get("NOUN", ())
    return bool(listed) and folded not in listed


@lru_cache(maxsize=20_000)
def is_singular(word: str) -> bool:
    """Whether a word is surely the singular of a noun that can be counted."""
    import lemminflect

    folded = word.lower()
    if folded not in lemminflect.getAllLemmas(folded, upos="NOUN").get("NOUN", ()):
        return False
    plurals = lemminflect.getInflection(folded, "NNS", inflect_oov=False)
    return any(form != folded for form in plurals)


@lru_cache(maxsize=20_000)
def article_for(word: str) -> str:
    """ "a" or "an", by the sound with which a word begins."""
    return str(_engine().a(word)).split()[0].lower()


@cache
def _engine() -> Any:
    """The engine without run-time checks of its arguments: to weave them in takes a second at import."""
    import typeguard

    woven = typeguard.typechecked
    typeguard.typechecked = lambda whole=None, **_: whole or (lambda function: function)  # type: ignore[assignment]
    try:
        import inflect
    finally:
        typeguard.typechecked = woven
    return inflect.engine()
