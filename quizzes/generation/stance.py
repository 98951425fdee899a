"""What a sentence does with what it mentions: warn of it, recommend something, or only name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_IMPERATIVE = re.compile(
    r"^(?:please |always |never |also |instead,? )?(?:do not|don['’]t|use|check|report|install|keep|"
    r"change|turn|avoid|choose|enable|disable|update|delete|verify|contact|call|ask|consider|review|"
    r"protect|lock|back up|think|be (?:careful|aware|wary|sure|alert|cautious|suspicious)|make sure|"
    r"set|watch|stay|send|follow|create|store|double check|only|log|disconnect|unplug|limit|remove|"
    r"encrypt|test|train|teach|learn|pick|treat|hover|open|download|scan|type|write|share|shred|"
    r"restrict|require|assume|read|look)\b",
    re.IGNORECASE,
)  # fmt: skip


def stances(
    sentence: Sentence, mentions: Sequence[Mention], base: ConceptBase, language: Language
) -> frozenset[str]:
    """Say what a sentence does; a danger's own name is no warning yet, two dangers are one."""
    found = {"mentions"}
    spans = [(m.start - sentence.start, m.end - sentence.start) for m in mentions]
    outside = (
        token.lemma
        for token in language.tokens(sentence.text)
        if not any(start <= token.start < end for start, end in spans)
    )
    dangers = {m.concept for m in mentions if base.concepts[m.concept].kind in _DANGERS}
    denied = any(_ABSENCE.search(sentence.text[:start]) for start, _ in spans)
    if not denied and (len(dangers) > 1 or not _WARNS.isdisjoint(outside)):
        found.add("warns")
    if recommends(sentence):
        found.add("recommends")
    return frozenset(found)


def recommends(sentence: Sentence) -> bool:
    """Whether the sentence tells its readers to do or to leave something."""
    if Flag.QUESTION in sentence.flags or _NO_NEED.search(sentence.text):
        return False
    return bool(_RECOMMENDS.search(sentence.text) or _IMPERATIVE.match(sentence.text))
