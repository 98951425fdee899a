"""Words that British and American English spell differently, as far as this field uses them."""

from __future__ import annotations

from .folding import listed

_OUR = listed(
    "behaviour colour favour favourite honour labour neighbour neighbourhood humour rumour"
)
_RE = listed("centre theatre metre litre fibre")
_ISE = listed(
    "organise recognise realise authorise unauthorise minimise maximise apologise criticise "
    "customise emphasise prioritise standardise summarise synchronise anonymise pseudonymise "
    "categorise finalise utilise optimise personalise initialise memorise"
)
_OTHER = {
    "defence": "defense", "offence": "offense", "licence": "license", "catalogue": "catalog",
    "analyse": "analyze", "paralyse": "paralyze", "cancelled": "canceled", "travelling": "traveling",
    "traveller": "traveler", "labelled": "labeled", "modelling": "modeling", "signalling": "signaling",
    "enrol": "enroll", "enrolment": "enrollment", "fulfil": "fulfill", "skilful": "skillful",
    "cheque": "check", "grey": "gray", "sceptical": "skeptical", "organisation": "organization",
    "authorisation": "authorization", "authorised": "authorized", "unauthorised": "unauthorized",
}  # fmt: skip
# "Check" and "license" are written on both sides of the ocean.
_BOTH = frozenset({"check", "license"})


def _forms(word: str) -> set[str]:
    """A word with its usual endings."""
    stem = word.removesuffix("e")
    return {word, f"{word}s", f"{word}d", f"{word}ed", f"{word}ing", f"{stem}ing", f"{stem}ation"}


_WORDS = {
    **{word: word.replace("our", "or") for word in _OUR},
    **{word: word[:-2] + "er" for word in _RE},
    **{word: word[:-2] + "ze" for word in _ISE},
    **_OTHER,
}
AMERICAN = (
    frozenset(form for word in _WORDS.values() for form in _forms(word))
    - _BOTH
    - {form for word in _BOTH for form in _forms(word)}
)
BRITISH = frozenset(form for word in _WORDS for form in _forms(word))
