"""What stands against asking about a sentence, told by its words alone."""

from __future__ import annotations

import re
from enum import StrEnum

from .damage import is_damaged
from .references import leans_on_others, points_elsewhere

_SHORTEST, _LONGEST = 6, 35
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
# What is as long as this is no sentence, whatever it is, and patterns would take their time.
_NO_SENTENCE = 1_500
_CLOSERS = "\"'”’)]» "


class Flag(StrEnum):
    """Why a sentence, as it stands, may be no good to ask about."""

    QUESTION = "question"
    QUOTATION = "quotation"
    FIRST_PERSON = "first_person"
    ANECDOTE = "anecdote"
    DANGLING = "dangling"
    POINTER = "pointer"
    LONG = "long"
    SHORT = "short"
    HEDGED = "hedged"
    NEGATED = "negated"
    COMPARED = "compared"
    EXAMPLES = "examples"
    RELATIVE_TIME = "relative_time"
    HYPOTHETICAL = "hypothetical"
    UNFINISHED = "unfinished"
    DAMAGED = "damaged"


_I = r"(?<!War )(?<!Type )(?<!Part )(?<!Phase )(?<!Level )(?<!Tier )(?<!Class )\bI\b(?!\.)"
_PATTERNS = {
    Flag.QUESTION: re.compile(r"\?[!?\"”’)\]]*\Z"),
    # What the author lived through advises nothing, unless it is told as advice.
    Flag.ANECDOTE: re.compile(
        _I
        + r"(?!\s+(?:\w+ly |would |do |can only )?(?:recommend|suggest|advise|urge|encourage|insist))"
    ),
    Flag.FIRST_PERSON: re.compile(
        _I + "|"
        r"(?<![\w.])(?:[Ww]e|[Oo]urs?|us|my|me|myself|[Oo]urselves|[Ll]et['’]s)\b(?!\.\w)|"
        r"\b(?:of|is|was|like) mine\b|(?:^|[.!?:] )M[ye]\b(?! [A-Z])|\bMyself\b"
    ),
    Flag.HEDGED: re.compile(
        r"\b(?:may|might|could|perhaps|maybe|possibly|probably|presumably|apparently|arguably|"
        r"supposedly|allegedly|reportedly|conceivably|seem(?:s|ed|ingly)?|appears? to|appeared to|"
        r"tends? to|(?:un)?likely|rumou?red|(?:is|are|was|were) (?:thought|believed|said) to|"
        r"(?:suggests?|suggested|estimates?|estimated) that|in (?:some|certain|many) (?:cases|circumstances))\b|"
        r"^May\b(?= [a-z])",
    ),
    Flag.NEGATED: re.compile(
        r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|"
        r"rarely|seldom|scarcely|lacks?|fails? to|failed to|unless)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    Flag.COMPARED: re.compile(
        r"\b(?:than|compared (?:to|with)|more|less|fewer|most|least|better|best|worse|worst|"
        r"as (?!well|soon|long|far|such)\w+ as|twice|times as|the same as|unlike|similar to|\w+(?:er|ier) and \w+(?:er|ier))\b",
        re.IGNORECASE,
    ),
    Flag.EXAMPLES: re.compile(
        r"\b(?:e\.g|i\.e|eg|etc|et cetera|and so (?:on|forth)|"
        r"and (?:much |many )?more(?=\s*(?:[.,;:!)]|\Z))|and others|among others|or similar|and the like)\b|(?:…|\.\.\.)\W*\Z",
        re.IGNORECASE,
    ),
    Flag.RELATIVE_TIME: re.compile(
        r"\b(?:yesterday|today|tomorrow|tonight|recently|lately|nowadays|currently|presently|now|"
        r"(?:last|this|next) (?:year|month|week|day|summer|autumn|fall|winter|spring|quarter|"
        r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Halloween|Christmas|season|holiday|morning|"
        r"afternoon|evening)|(?:past|last|coming|previous|recent|next) (?:few |several |couple of |"
        r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve) )?(?:years?|months?|weeks?|"
        r"days|decades?|quarters?|times)|at (?:present|the moment|this time|the time of writing)|"
        r"these days|so far|(?<!up )to date|until recently|not long (?:ago|after)|(?:years?|months?|weeks?|days?|"
        r"decades?|minutes?|hours?) ago|upcoming|this time|"
        r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|(?<!as )\bsoon\b(?! as\b)",
        re.IGNORECASE,
    ),
    Flag.HYPOTHETICAL: re.compile(
        r"\b(?:imagine|suppose|would|what if|picture this|let['’]s say|pretend (?:that )?you|"
        r"if (?:I|you|he|she|it|we|they) were|(?:could|should|might) have (?:\w+ly )?(?:been|gone|done|had|made|known|seen|taken|given|told|kept|"
        r"left|lost|sent|come|become|got|gotten|found|bought|caught|taught|thought|brought|stolen|chosen|"
        r"broken|written|\w+ed)\b|(?:I|you|he|she|it|we|they|who|"
        r"that|there)['’]d)\b",
        re.IGNORECASE,
    ),
}
_OF_NO_SENTENCE = frozenset({Flag.LONG, Flag.DANGLING, Flag.UNFINISHED, Flag.DAMAGED})
_WITHOUT_SUBJECT = re.compile(
    r"(?:(?:often|usually|sometimes|typically|also|always|never|only) )?(?:is|are|was|were|has|have|"
    r"can|may|might|will|would|does|doesn['’]t|isn['’]t|comes|pretends|asks|urges|contains|uses|claims|"
    r"creates|offers|looks|includes|requests|requires|makes|gives|tries|allows|helps|seems|appears|"
    r"provides|prevents|protects|sends|gets|takes|needs|demands|threatens|promises|tells|says|"
    r"steals|encrypts|spreads|targets|exploits|tricks|works|runs|hides|lets|enables|reduces|ensures|"
    r"means|refers|involves|occurs|happens|leads|results)\b"
    # "not opening ...", "that comes ...": the line above the list begins the sentence
    r"|(?-i:(?:not )?[a-z]+ing\b|(?:to|by|that|which|who|when|from|with|for|and|or) )",
    re.IGNORECASE,
)
# A list item needs no full stop where it says something: a finite verb, or an advice.
_SAYS = re.compile(
    r"\b(?:should|must|can|cannot|can['’]t|will|won['’]t|is|are|was|were|isn['’]t|aren['’]t|has|"
    r"have|had|does|doesn['’]t|did|need|needs|may|might|could|don['’]t|do not)\b|"
    r"^(?:please |always |never |only |immediately |regularly |also )?(?:use|check|report|install|keep|"
    r"change|turn|avoid|choose|enable|disable|update|delete|verify|contact|call|ask|consider|review|"
    r"protect|lock|back up|think|make|set|watch|stay|send|follow|create|store|double[ -]check|"
    r"download|disconnect|open|log|sign|run|remove|limit|share|hover|look|read|take|test|train|"
    r"encrypt|secure|beware|monitor|scan|restart|unplug|tell|learn|know|be|get|go|give|move|add|"
    r"apply|ensure|hang up|ignore|block|forward|type|write|save|switch|reset|revoke|request|select|"
    r"shred|wipe|cover|close|practi[cs]e|treat|trust|pay|plug|respond|reply|click|enter)\b"
    r"(?=\s+\w)(?!\s+(?:of|cases?|and|or)\b)",
    re.IGNORECASE,
)


def flags_of(sentence: str, *, in_quotes: bool = False, in_list: bool = False) -> frozenset[Flag]:
    """Say what stands against a sentence; an empty set means nothing does."""
    if len(sentence) > _NO_SENTENCE:
        return _OF_NO_SENTENCE
    flags = {flag for flag, pattern in _PATTERNS.items() if pattern.search(sentence)}
    found = {
        Flag.QUOTATION: in_quotes,
        Flag.POINTER: points_elsewhere(sentence),
        Flag.DAMAGED: is_damaged(sentence),
        Flag.UNFINISHED: not _is_finished(sentence, in_list=in_list),
    }
    flags |= {flag for flag, holds in found.items() if holds}
    # What points elsewhere can't be understood by itself either, nor an item without its subject.
    without_subject = in_list and bool(_WITHOUT_SUBJECT.match(sentence))
    if Flag.POINTER in flags or without_subject or leans_on_others(sentence):
        flags.add(Flag.DANGLING)
    words = len(_WORD.findall(sentence))
    if words < _SHORTEST:
        flags.add(Flag.SHORT)
    elif words > _LONGEST:
        flags.add(Flag.LONG)
    return frozenset(flags)


def _is_finished(sentence: str, *, in_list: bool) -> bool:
    bare = sentence.rstrip(_CLOSERS)
    if bare.endswith(("...", "…")):
        return False
    if bare.endswith((".", "!", "?")):
        return True
    return in_list and bare[-1:] not in ":,;-–—/" and bool(_SAYS.search(sentence))
