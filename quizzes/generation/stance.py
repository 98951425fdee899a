"""What a sentence does with what it mentions: warn of it, recommend something, or only name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .concepts import ConceptBase, Mention
from .language import Language
from .text import Flag, Sentence

_WARNS_TEXT = (
    "risk danger dangerous threat threaten leak leakage fraud fraudulent scam scammer attack "
    "attacker victim steal theft thief criminal cybercriminal harm harmful vulnerable "
    "vulnerability malicious warn warning beware unnecessary suspicious compromise hack hacker "
    "intruder unprecedented fake abuse loss lose phish phishing trick deceive expose malware "
    "breach impersonate exploit damage infect unauthorised unauthorized spy stolen careful "
    "caution "
)
_WARNS = frozenset(_WARNS_TEXT.split())
_ABSENCE = re.compile(r"\b(?:no|without|eliminat\w+)\b[^,.;]{0,30}$", re.IGNORECASE)
_DANGERS = frozenset({"harm", "attack", "channel"})
_NEVER_ADVISED = _DANGERS | {"actor"}
_RECOMMENDS = re.compile(
    r"\b(?:should|must|needs? to|have to|has to|ought to|never|always|requires?|is necessary|"
    r"is important|is essential|is critical|recommend(?:s|ed)?|advise[sd]?|encouraged?|"
    r"make sure|be sure|remember to|best (?:way|thing)|good idea|it helps to)\b",
    re.IGNORECASE,
)
_NO_NEED = re.compile(
    r"\b(?:no need|needn['’]t|not (?:need|have|required|necessary)|n['’]t (?:need|have) to|"
    r"(?:should|must|ought to)(?: not|n['’]t) (?:worry|need)|should have|could have|"
    r"have to (?:admit|say)|has to do with|have to do with)\b",
    re.IGNORECASE,
)
_ORDERS = (
    r"(?:please |always |never |also |instead,? )?(?:do not|don['’]t|use|check|report|install|keep|"
    r"change|turn|avoid|choose|enable|disable|update|delete|verify|contact|call|ask|consider(?! the case)|review|"
    r"protect|lock|back up|think|be (?:careful|aware|wary|sure|alert|cautious|suspicious)|make sure|"
    r"set|watch|stay|send|follow|create|store|double check|only|log|disconnect|unplug|limit|remove|"
    r"encrypt|test|train|teach|learn|pick|treat|hover|open|download|scan|type|write|share|shred|"
    r"restrict|require|assume|read|look|beware)\b"
)  # fmt: skip
_IMPERATIVE = re.compile(f"^{_ORDERS}", re.IGNORECASE)
# Where another clause begins, about which the words before it say nothing.
_BORDER = re.compile(
    r"(?=[;:]\s)|(?=\b(?:because|since|if|when|unless|while|although|but|before|after|against|"
    r"rather than|instead of|in preference to|to (?:avoid|prevent|stop|reduce|minimi[sz]e))\b)|"
    rf"(?<=,)\s+(?=(?:and |or )?(?:so|you|we|it|they|this|these|there|{_ORDERS})\b)",
    re.IGNORECASE,
)
_BANS = re.compile(
    r"^\W*(?:please |also )?(?:do not|don['’]t|never|avoid|beware|stop|refrain)\b(?! (?:hesitate|forget|be afraid))|"
    r"\b(?:should|must|ought to|can|may)(?:n['’]t| not| never)\b|\b(?:you|to) (?:avoid|never)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^(?:rather than|instead of|in preference to)\b", re.IGNORECASE)
_PROTECTIONS = frozenset({"control", "principle"})
_PROTECTED = _PROTECTIONS | {"data"}


def stances(
    sentence: Sentence, mentions: Sequence[Mention], base: ConceptBase, language: Language
) -> frozenset[str]:
    """Say what a sentence does; a danger's own name is no warning yet, two dangers are one."""
    found = {"mentions"}
    if _warns(sentence.text, sentence.start, mentions, base, language):
        found.add("warns")
    if recommends(sentence):
        found.add("recommends")
    return frozenset(found)


def stances_on(
    concept: str,
    sentence: Sentence,
    mentions: Sequence[Mention],
    base: ConceptBase,
    language: Language,
) -> frozenset[str]:
    """Say what the clauses that name a concept do with it.

    "Use a password manager because passwords get stolen" recommends the one and warns about the
    others. A danger is never recommended. A ban warns of what it forbids, but speaks for protections
    and for what they protect: "avoid strange links", but "never switch off your firewall".
    """
    kind = base.concepts[concept].kind
    found = {"mentions"}
    for start, end in _clauses(sentence):
        inside = [m for m in mentions if start <= m.start - sentence.start < end]
        own = [m for m in inside if m.concept == concept]
        if not own:
            continue
        # "Passwords get stolen" names a leak as well, but what it says of the passwords counts.
        apart = [m for m in inside if all(m.end <= o.start or o.end <= m.start for o in own)]
        text = sentence.text[start:end]
        bans = bool(_BANS.search(text)) or bool(_INSTEAD.search(text))
        advises = _advises(text, sentence)
        if bans and kind not in _PROTECTED:
            found.add("warns")
        elif (bans or advises) and kind not in _NEVER_ADVISED:
            found.add("recommends")
        is_advised = advises and kind in _PROTECTIONS
        if not is_advised and _warns(text, sentence.start + start, own + apart, base, language):
            found.add("warns")
    return frozenset(found)


def _clauses(sentence: Sentence) -> list[tuple[int, int]]:
    borders = [match.end() for match in _BORDER.finditer(sentence.text)]
    return list(pairwise([0, *borders, len(sentence.text)]))


def _warns(
    text: str, start: int, mentions: Sequence[Mention], base: ConceptBase, language: Language
) -> bool:
    """Whether a text that begins at `start` warns: of two dangers, or in words beside its mentions."""
    spans = [(m.start - start, m.end - start) for m in mentions]
    outside = (
        token.lemma
        for token in language.tokens(text)
        if not any(begin <= token.start < end for begin, end in spans)
    )
    dangers = {m.concept for m in mentions if base.concepts[m.concept].kind in _DANGERS}
    if any(_ABSENCE.search(text[:begin]) for begin, _ in spans):
        return False
    return len(dangers) > 1 or not _WARNS.isdisjoint(outside)


def forbidden(done: frozenset[str]) -> frozenset[str]:
    """The same stances in a list of what not to do: what is recommended there is warned of."""
    return done - {"recommends"} | {"warns"}


def recommends(sentence: Sentence) -> bool:
    """Whether the sentence tells its readers to do or to leave something."""
    return _advises(sentence.text, sentence)


def _advises(text: str, sentence: Sentence) -> bool:
    """Whether a text out of a sentence tells its readers to do or to leave something."""
    if Flag.QUESTION in sentence.flags or _NO_NEED.search(text):
        return False
    return bool(_RECOMMENDS.search(text) or _IMPERATIVE.match(text.lstrip(" ;:")))
