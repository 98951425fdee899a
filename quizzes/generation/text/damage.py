"""Signs that a sentence lost characters or words on its way here."""

from __future__ import annotations

import re

from .leftovers import HOLE

_DAMAGE = re.compile(
    r"[\ufffd\u25a1]"
    # "don?t", "it?s"; the "?" of an address is none
    r"|(?<![/\w.=&?%-])[A-Za-z]+\?[a-z]+\b(?![=/\w])"
    r"|\s\?\s(?=\S)|(?:^|[\s(\"“])\?\w|\w\?,|\w\?\s(?=[a-z])|\?{3,}\w|\w\?{3,}"
    # UTF-8 taken for another encoding, entities that were escaped twice
    r"|â€|â‚¬|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|ï¿½|&(?:amp|nbsp|quot|apos|lt|gt|#\d{2,5});"
    # marks that belong to a source format
    r"|\{\{|\}\}|\{%|\]\(|\*\*|</?[a-z]{1,10}\s?/?>|\[/?[a-z_]{3,20}\s[^\]]{0,80}=",
)
_LONE_BRACKET = re.compile(r"(?:^|\s)\(?(?:\w|\d\d|[ivx]{2,4})\)|[:;]-?[()]")
_PAIR = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[?\ufffd\u25a1âÃÂï&{}*<\[\]()]")
# An apostrophe that became a space: "don t", "it s".
_APART = re.compile(r" (?:t|s|re|ve|ll)\b")
_WORD_APART = re.compile(
    r"\b(?:(?:don|doesn|didn|isn|aren|wasn|weren|won|couldn|shouldn|wouldn|haven|hasn|hadn) t|"
    r"(?:it|that|there|what|let|who|he|she) s|(?:you|they|we) (?:re|ve|ll))\b",
    re.IGNORECASE,
)


# An apostrophe that became a question mark: "don?t", "someone?s".
_LOST = re.compile(r"(?<=[A-Za-z])\?(?=(?:t|s|re|ve|ll|d|m)\b)")


def lost_only_apostrophes(sentence: str) -> bool:
    """Whether a damaged sentence can still be read as it was meant: its apostrophes alone are gone."""
    return not is_damaged(_LOST.sub("'", sentence))


def is_damaged(sentence: str) -> bool:
    """Whether characters or words are missing, so that nobody should see it in a question."""
    if _APART.search(sentence) and _WORD_APART.search(sentence):
        return True
    if not _SIGNS.search(sentence):
        return False
    return HOLE in sentence or bool(_DAMAGE.search(sentence)) or not _is_balanced(sentence)


def _is_balanced(text: str) -> bool:
    """Whether every bracket closes, those of list marks ("a)") and faces (":)") aside."""
    rest = _LONE_BRACKET.sub(" ", _PAIR.sub(" ", text))
    return rest.count("(") == rest.count(")") and rest.count("[") == rest.count("]")
