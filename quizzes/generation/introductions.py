"""What stands above a list and changes what its items say: "Never:", "If you have clicked a link:"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .text import BlockKind, Document

_LONGEST = 200
# "Never:", "You must not do any of this:", "Things to avoid:"
_FORBIDS = re.compile(
    r"(?:\b(?:never|not|avoid|refrain from|donts|don['’]ts)|n['’]t)(?:\s+[\w’']+){0,5}\s*[:.…-]*$",
    re.IGNORECASE,
)
# "Follow these steps:", "If your account was taken over, you should:"
_INSTRUCTS = re.compile(
    r"\b(?:should|must|need to|have to|remember to|make sure|always|steps?|tips|advice|recommend\w*|"
    r"instructions?|do the following)\b|^(?:if|when|after|before|to)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:if|when|where|unless|in case|should you)\b|\bnot (?:only|just)\b", re.I
)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z“\"(])")


@dataclass(frozen=True, slots=True)
class Introduction:
    """The words above a list, their place, and whether they turn its advice into a ban."""

    start: int
    end: int
    text: str
    forbids: bool


def introductions(document: Document) -> Mapping[int, Introduction]:
    """Find what introduces a list item, by the number of its block: its lead, or a heading that forbids."""
    found: dict[int, Introduction] = {}
    for number, block in enumerate(document.blocks):
        if block.kind is not BlockKind.LIST_ITEM:
            continue
        lead, heading = document.lead_of(number), document.heading_of(number)
        if lead is not None:
            introduction = _last_sentence(document, lead)
            instructs = introduction.text.endswith(":") and _INSTRUCTS.search(introduction.text)
            if instructs or introduction.forbids:
                found[number] = introduction
        elif heading is not None and _last_sentence(document, heading).forbids:
            found[number] = _last_sentence(document, heading)
    return found


def _last_sentence(document: Document, number: int) -> Introduction:
    block = document.blocks[number]
    text = document.text[max(block.start, block.end - _LONGEST) : block.end]
    borders = [match.end() for match in _SENTENCE_END.finditer(text)]
    text = text[borders[-1] if borders else 0 :].rstrip()
    start = block.start + document.text[block.start : block.end].rindex(text)
    # "When it happens, never:" forbids; "If you are not sure:" doesn't.
    rest = text[text.rindex(",") + 1 :] if "," in text else text
    forbids = bool(_FORBIDS.search(rest)) and not _CONDITION.search(rest)
    return Introduction(start, start + len(text), text, forbids)
