"""English: words by a pattern, lemmas by lemminflect, which is loaded at the first word."""

from __future__ import annotations

import re
from functools import lru_cache

from . import Token

# A word keeps its hyphens and apostrophes, also one that a bad copy turned into a question mark.
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+|\?(?:t|s|re|ve|ll|d|m)\b)*")
_FUNCTION_WORDS_TEXT = (
    "a about above after again all also although an and another any are as at be because been "
    "before being below between both but by can could did do does doing down during each either "
    "every few for from further had has have having he her here hers him his how i if in into "
    "is it its itself just may me might more most must my neither no nor not now of off on once "
    "only or other our ours out over own per same shall she should since so some such than that "
    "the their theirs them then there these they this those through to too under until up upon "
    "us very was we were what when where whether which while who whom whose why will with "
    "within without would yet you your yours s t become get go make take "
)
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TEXT.split())
# Forms that a lexicon splits by meaning, but that should link to one entry here.
_FIXED = {"data": "data", "media": "media", "fishing": "fishing", "better": "better"}


class English:
    """Tokens and lemmas of English text."""

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Split a text into words; a word keeps its hyphens and apostrophes."""
        return tuple(
            Token(match.start(), match.end(), match.group(), lemma(match.group()))
            for match in _WORD.finditer(text)
        )

    def content(self, text: str) -> frozenset[str]:
        """The lemmas of a text that carry meaning."""
        words = {word for word in _WORD.findall(text) if word.lower() not in _FUNCTION_WORDS}
        return frozenset(map(lemma, words)) - _FUNCTION_WORDS


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """One listed form per word: the shortest that it has as a noun or verb, then as any other.

    Nouns and verbs go first because "number" is also listed as the comparative of "numb".
    """
    folded = word.lower().replace("’", "'").replace("?", "'").removesuffix("'s")
    if folded.endswith("n't"):
        return "not"
    if folded in _FIXED:
        return _FIXED[folded]
    import lemminflect

    found = lemminflect.getAllLemmas(folded) or lemminflect.getAllLemmasOOV(folded, "NOUN")
    found = {pos: found[pos] for pos in ("NOUN", "VERB") if pos in found} or found
    forms = {form.lower() for forms in found.values() for form in forms if form}
    return min(forms, key=lambda form: (len(form), form)) if forms else folded


# Clitics and the stems that they leave, which no lexicon lists.
_CLITICS = {"n't": "not", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "'d": "would"}
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "be"}
_LISTED = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV"})


@lru_cache(maxsize=50_000)
def lemma_as(word: str, part: str) -> str:
    """The listed form of a word whose universal part of speech is known ("left": "leave", "left")."""
    folded = word.lower().replace("’", "'")
    if folded in _CLITICS:
        return _CLITICS[folded]
    if part == "AUX" and (folded in _STEMS or folded == "'s"):
        return _STEMS.get(folded, "be")
    if part == "X":
        return lemma(word)
    if part not in _LISTED or (part == "NOUN" and folded in _FIXED):
        return folded
    import lemminflect

    found = lemminflect.getLemma(folded, part)
    return found[0].lower() if found and found[0] else folded
