"""Words that lean on another sentence, or on another place: "this", "they", "see below"."""

from __future__ import annotations

import re

from .wordlists import words

_OPENERS = r"[\s\"“‘'(\[–—-]{0,4}"
_EXPLETIVE = (
    r"(?! (?:is|['’]s|was|remains|becomes) (?:\w+ly |always |often |also |still |best |not |very )?"
    r"(?:necessary|important|essential|crucial|vital|critical|advisable|recommended|possible|"
    r"impossible|easy|easier|hard|harder|difficult|helpful|useful|worth|time|wise|good practice|"
    r"best|better|safe|safer|common|easiest|a good idea)\b[^.]{0,40}\b(?:to|that|for)\b)"
    r"(?! (?:takes?|took|helps|pays) )"
)
_STARTS = re.compile(
    rf"{_OPENERS}(?:(?:this|that|these|those(?! (?:who|whose|that|which|with|in|of)\b)|he|she|they|such|here|its|his|her|their|him|them|"
    r"the above|the former|the latter|the following|however|therefore|thus|hence|moreover|"
    r"furthermore|otherwise|instead|similarly|likewise|also|but|and|or|so|then|yet|nor|still|too|"
    r"consequently|accordingly|nevertheless|nonetheless|meanwhile|besides|conversely|additionally|"
    r"afterwards|that said|having said that|"
    r"in this|in that|in these|in those|in such|for this|for that|because of this|because of that|"
    r"as a result|at the same time|on the (?:one|other) hand|in addition|for example|for instance|"
    r"in other words|overall|in particular|in turn|in short|in fact|in contrast|by contrast|"
    r"as such|as mentioned|as noted|as you can see|as shown|as above|"
    r"another|both(?! \w+ and\b| of the\b)|others?|some of (?:them|these|those)|one of (?:them|these|those|which)|"
    r"either|neither|first|firstly|second|secondly|third|thirdly|finally|lastly|next|again|indeed|"
    r"of course|not only|none of (?:this|these|that|them)|all of (?:this|these|that|them)|"
    r"most of (?:them|these|those)|many of (?:them|these|those)|each of (?:them|these|those)|"
    r"of the two|the same|the reason|means|refers to|(?:also |often |sometimes |usually )?(?:known as|referred to as|called)|as well as|not to mention|if so|if not|"
    r"when (?:this|that)|while (?:this|that|these|it|they)|after (?:this|that)|"
    r"once (?:this|that|it)|since (?:this|that|then)|"
    r"(?:often|sometimes|usually|generally|typically|essentially|clearly|unfortunately|luckily|"
    r"perhaps|maybe|hopefully|eventually|initially|traditionally|obviously),? "
    r"(?:this|that|these|those|it|they|he|she))\b(?!,? of (?:a|an|the) )"
    r"|some(?= (?:are|is|were|may|might|can|could|will|would|have|do|even|also|use|try|ask)\b)"
    rf"|it(?:['’]s)?\b{_EXPLETIVE}|it['’](?:ll|d)\b)",
    re.IGNORECASE,
)
_EXPLETIVE_IS = re.compile(
    rf"{_OPENERS}it['’]s (?:\w+ly |always |often |also |still |not |very )?(?:necessary|important|"
    r"essential|crucial|vital|critical|advisable|recommended|possible|impossible|easy|easier|hard|"
    r"harder|difficult|helpful|useful|worth|time|wise|best|better|safe|safer|common|a good idea)\b"
    r"[^.]{0,40}\b(?:to|that|for)\b",
    re.IGNORECASE,
)
# "The idea is to ...": of what, the sentence before says.
_DEFINITE = re.compile(
    rf"{_OPENERS}the (?:name|term|word|idea|results?|reasons?|goals?|aim|answer|problem|issues?|"
    r"solution|difference|trick|point|process|lists?|graphics?|pictures?|images?|diagrams?|"
    r"screenshots?|video|examples?|same|two|others?|rest|first(?: one| two)?|second|last(?: one)?|"
    r"next|latter|above|below|question|report|study|survey|paper|article|post|page|author|"
    r"researchers|company|attackers? then|message then) "
    r"(?:is|are|was|were|comes?|came|can|could|may|might|will|would|shows?|showed|means?|meant|has|"
    r"have|had|below|above|found|says?|said|also|then|refers?)\b",
    re.IGNORECASE,
)
# After a phrase at the front the subject may still be a pronoun: "On D-Day, they used ...".
_FRONTED = re.compile(
    r"(?:in|on|at|by|for|from|with|without|during|after|before|over|under|through|since|until|"
    r"of|between|within|despite|like|unlike|instead of|because of|due to|thanks to)\b"
    r"[^,;:.]{2,90}, (?:(?:this|that|these|those|they|he|she|it)(?:['’]\w+)? (?!(?:is|was) \w+ (?:to|that)\b))",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:while|if|when|although|though|because|as|since|once|whenever|where|even (?:if|though|when))\b"
    r"[^,;:.]{2,120}, (?:this|that|these|those) (?:is|are|was|were|can|could|may|might|will|would|"
    r"means?|makes?|does|has|helps?|gives?|leads?|allows?|leaves?|often|also|only)\b",
    re.IGNORECASE,
)
_SUBORDINATE_PRONOUN = re.compile(
    r"(?:while|if|when|although|though|because|as|since|once|even (?:if|though|when)) "
    r"(?:it|they|he|she|this|that|these|those)\b(?!(?: is| was|['’]s) \w+ (?:to|that)\b)",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(
    r"\b(?P<word>this|these|those|such|that same)\s+(?P<noun>[a-z][a-z’'-]+)(?:\s+(?P<next>[a-z’'-]+))?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?:of|to|with|by|for|from|in|on|at|about|like|than|do|does|did|done|doing|combat|avoid|"
    r"prevent|address|mean|means|stop|fix|make|use|see|know)\s+(?:this|that|these|those|so)"
    r"(?=\s*(?:[,.;:!?)]|\Z)|\s(?:and|but|or|by|in|because|when|if|with|is|are|was|will|can)\b)",
    re.IGNORECASE,
)
_NO_NOUN = words(
    "is are was were be been being can could may might will would should must has have had do "
    "does did not means makes and or but in on at to for of with by from as it if when too "
    "also only way ways often"
)
_GO_ON = words("who that which of whose with in from to for on at without")
_POINTS = re.compile(
    r"\b(?:see|refer to|look at|read|follow|visit|go to|click|tap|swipe|scroll)\b"
    r"[^.!?]{0,60}\b(?:below|above|here)\b(?! (?:the|your|a|is|are|it)\b)"
    r"|\b(?:see|refer to|read|visit|watch)\b (?:\w+ ){0,2}?(?:our|the) (?:\w+ ){0,3}?"
    r"(?:guide|article|post|section|blog|checklist|video|appendix|sidebar|figure|table|lesson|chapter)\b"
    r"|\b(?:found|available|checklist|guide|information|details?|more|sign up|download(?:ed)?|learn|"
    r"register|article|document|report|instructions|issue|video|page|link)\s+"
    r"(?:\w+\s){0,2}?(?:here|below|above|overleaf)\b(?! (?:is|it|you|they|that|the|a)\b)"
    r"|\b(?:as|is|are) (?:shown|described|mentioned|noted|discussed|explained|stated|seen|outlined|"
    r"listed|defined|set out|illustrated) (?:\w+ )?(?:above|below|earlier|previously|before|in (?:the )?"
    r"(?:figure|table|section|chapter|next|previous))"
    r"|\b(?:previously|already|above-?) ?mentioned\b|\bmentioned (?:above|earlier|before|previously|already)\b"
    r"|\b(?:in|at|of|see) (?:the )?(?:next|previous|following|preceding|last|above|below) "
    r"(?:sections?|chapters?|paragraphs?|pages?|parts?|figures?|tables?|articles?|posts?|steps?|lessons?|lists?|examples?)\b"
    r"|\b(?:figure|fig\.|table|section|chapter|appendix|annex|page|exhibit|step) (?:\d{1,3}(?:\.\d{1,2}){0,3}|(?-i:[A-Z]))\b"
    r"|\b(?:the|these|those|with|include) (?:above|below|following)\b(?! (?:that|the|these|this|advice|instructions? from)\b)"
    r"|\bfollow (?:these|those|the) (?:\w+ ){0,2}(?:steps?|instructions?|tips|links?|issue|checklist|rules)\b(?! (?:of|from|for|that)\b)"
    r"|\bhere (?:is|are)\b|\bhere['’]s\b|^here\b|\b(?:steps|tips|suggestions|recommendations|measures|list|graphic|image|table|section|chart|examples?|map|"
    r"picture|video|figure|diagram|links?|form) (?:below|above)\b|\b(?:below|above) (?:is|are)\b"
    r"|\b(?:this|our) (?:article|post|page|guide|document|blog|series|newsletter|handbook|section|chapter|lesson|video|podcast|report)\b"
    r"|\bcheck (?:it|them|this|that)? ?out\b|\bfor (?:more|further) (?:information|details?|help|tips|guidance)\b"
    r"|\b(?:read|learn|find out|discover) more(?: (?:about|at|here|in|on|from|by)\b|[.:!]|\Z)|\bclick (?:here|the (?:link|button) (?:below|above))\b"
    r"|\bhttps?://|\bwww\.",
    re.IGNORECASE,
)
# Only a sentence with one of these words can match; looking for them first is much quicker.
_CUES = words(
    "below above here article post page guide document blog series newsletter handbook section "
    "chapter lesson video podcast report checklist appendix sidebar figure fig table exhibit annex "
    "step steps next previous following preceding last earlier previously before mentioned overleaf "
    "sections chapters paragraph paragraphs pages parts figures tables articles posts lessons lists "
    "examples example list part check out more further instructions tips links link rules issue "
    "http https www"
)
# "How to turn on two-factor authentication." names a page and says nothing of it, and so do
# "Steps to restore from backups" and "Ten tips for safe passwords".
_TITLE = re.compile(
    r"(?:learn )?how to [^,;:]*$|(?:\w+ ){0,2}(?:steps|ways|tips|guidelines|instructions|procedures) (?:to|for|on) "
    r"(?!.*\b(?:is|are|was|were|includes?|can|should|must|will)\b)[^,;:]*$",
    re.I,
)
# "Let us walk through how to lock a device" says nothing of it either.
_ANNOUNCES = re.compile(
    r"\b(?:let us|let['’]s|(?:we|i)(?:['’]ll| will| shall| are going to| am going to)) (?:\w+ ){0,2}?(?:walk|look|see|"
    r"show|cover|explain|discuss|explore|talk|dive|go (?:over|through)|learn|examine|review)\b",
    re.I,
)
# "Scammers use addresses like:" leaves to the list below what it says.
_LEADS_IN = re.compile(
    r"\b(?:includes?|including|such as|like|for example|e\.g\.|are|is|as follows|following)\s*:\s*$",
    re.I,
)
_LETTERS = re.compile(r"[a-z]+")
_CHECKED = 600


def leans_on_others(sentence: str) -> bool:
    """Whether a pronoun or a connective needs a sentence that is not printed with it."""
    text = sentence[:_CHECKED]
    if _EXPLETIVE_IS.match(text):
        return False
    return bool(
        _STARTS.match(text)
        or _DEFINITE.match(text)
        or _FRONTED.match(text)
        or _SUBORDINATE.match(text)
        or _SUBORDINATE_PRONOUN.match(text)
        or _BARE.search(text)
        or _has_demonstrative(text)
    )


def points_elsewhere(sentence: str) -> bool:
    """Whether it sends its reader to another place: a link, a figure, the list below, the next section."""
    text = sentence[:_CHECKED]
    if _TITLE.match(text) or _ANNOUNCES.search(text) or _LEADS_IN.search(text):
        return True
    return not _CUES.isdisjoint(_LETTERS.findall(text.lower())) and bool(_POINTS.search(text))


def _has_demonstrative(text: str) -> bool:
    """ "these attacks" without any attacks before; "those who ..." says itself whom it means."""
    for match in _DEMONSTRATIVE.finditer(text):
        word, noun = match["word"].lower(), match["noun"].lower()
        if word == "such" and noun in ("as", "a", "an", "that"):
            continue
        if word == "those" and (noun in _GO_ON or match["next"] in _GO_ON):
            continue
        if noun in _NO_NOUN and word != "such":
            continue
        stem = noun[:-1] if noun.endswith("s") else noun
        if stem not in text[: match.start()].lower():
            return True
    return False
