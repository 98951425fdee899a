"""Who wrote an article, when and where: lines that say nothing about its subject."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? \d{{4}})?"
_DATE = re.compile(
    rf"\b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}\b|"
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}\b"
)
_CREDIT = re.compile(
    r"(?:by|authors?|date|posted|published|source|written by|reviewed by|edited by|"
    r"last updated|updated|reporting by)\b[ :]",
    re.IGNORECASE,
)
_BY_NAME = re.compile(
    r"(?:[Bb]y|BY) (?:the )?[A-Z][\w.’'-]+(?: (?:and |& )?[A-Z][\w.’'-]*){0,6}(?:,? .{0,60})?\Z"
)
_AGO = re.compile(
    r"(?:(?:posted|published|updated)\b.{0,20})?\d{1,3} (?:minutes?|hours?|days?|weeks?|months?|years?) ago\W*\Z|"
    r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\W*\Z",
    re.IGNORECASE,
)
_PLACE = r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}"
_TOWN = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}"
_REGION = rf"(?:, {_TOWN})"
_AGENCY = r"(?: \((?:[A-Z][\w. /&’-]{1,30})\))"
_DASH = r"\s?(?:—|–|--|-)\s"
_DATELINE = re.compile(
    rf"(?:(?:{_PLACE}|{_TOWN}){_REGION}?,? {_DAY}{_AGENCY}?|{_PLACE}{_REGION}{_AGENCY}?|"
    rf"(?:{_PLACE}|{_TOWN}){_REGION}?{_AGENCY}){_DASH}(?=\S)"
)
# A place in capitals alone, where a sentence begins after the dash: "ROCHESTER — In a ...".
_CITY = re.compile(
    r"(?!(?:[A-Z]+ ){0,3}[A-Z]*(?:ING|WARE|WORDS?|ALERTS?|SECURITY|FRAUD|SCAMS?|DATA|BREACH|ATTACKS?|"
    r"NOTE|NOTICE|TIPS?|NEWS|UPDATED?|IMPORTANT|CAUTION|ATTENTION|EXCLUSIVE|OPINION|FACTS?|MYTHS?|"
    r"QUESTION|ANSWER|SUMMARY|DANGER|VIDEO|PHOTOS?|WATCH|HTTPS?|PRIVACY|EMAIL|STEPS?|CYBER|HACKED)\b)"
    rf"[A-Z][A-Z.’'-]{{3,}}(?: [A-Z][A-Z.’'-]+){{0,3}}{_DASH}(?=[\"“]?[A-Z])"
)
_ABOUT = re.compile(
    r"(?:About the authors?\b|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3} (?:is|was|works|writes|leads|serves|has been)"
    r" (?:an? |the |as |at |for |on |about )?(?:[\w’'-]+ ){0,12}?"
    r"(?:writer|author|editor|journalist|reporter|researcher|manager|director|officer|engineer|"
    r"analyst|consultant|professor|lecturer|student|founder|co-founder|specialist|strategist|"
    r"intern|fellow|lawyer|expert|developer|columnist|contributor|advocate|evangelist)\b)"
)
_BEGINNING = re.compile(r"\A|[.!?][”\"’)]?\s?(?=[A-Z])")
_DEPTH, _WORDS, _ABOUT_WORDS, _ABOUT_LENGTH, _DATELINE_LENGTH = 5, 16, 70, 600, 90


def is_byline(text: str, number: int) -> bool:
    """Whether block `number` says who wrote it or when, instead of what it is about."""
    words = len(text.split())
    if words > _WORDS or text.endswith((".", "!", "?")):
        return False
    if _AGO.match(text):
        return True
    if number < _DEPTH:
        return bool(_CREDIT.match(text) or _DATE.search(text))
    return bool(_BY_NAME.match(text) and words <= _WORDS // 2)


def without_author(text: str) -> tuple[str, str]:
    """Divide a paragraph near the end into its text and what it says of who wrote the article."""
    for match in _BEGINNING.finditer(text, max(0, len(text) - _ABOUT_LENGTH)):
        about = text[match.end() :]
        if len(about.split()) <= _ABOUT_WORDS and _ABOUT.match(about):
            return text[: match.end()].rstrip(), about
    return text, ""


def without_dateline(text: str, *, is_first: bool) -> tuple[str, str]:
    """Divide "LONDON, 3 May — Banks warn ..." into the place and the text; "" for no dateline.

    A place alone is taken for one only where an article begins: "VPN — a network" is a definition.
    """
    match = _DATELINE.match(text[:_DATELINE_LENGTH])
    if not match and is_first:
        match = _CITY.match(text[:_DATELINE_LENGTH])
    return (text[: match.end()].rstrip(), text[match.end() :]) if match else ("", text)
