"""What surrounds an article on its page: bylines, captions, notices, lists of other pages.

It stays in the text, so that readers see what was there, but nothing is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .blocks import BlockKind
from .bylines import is_byline, without_author, without_dateline
from .leaving import Why
from .pieces import Piece

_PHRASES = re.compile(
    r"(?:subscribe (?:to (?:our|the|this|my)|now|today|here|for)\b|subscribe\W{0,3}\Z|"
    r"sign up (?:for (?:our|the|this|my)|to (?:our|the|this|my)|now|today|here)\b|read more|read next|share (?:this|on)|follow us|related (?:articles|posts)|"
    r"all rights reserved|copyright (?:©|\(c\)|\d{4}|\w+ \d{4})|©|advertisement\W{0,3}\Z|accept (?:all )?cookies|click here|back to top|"
    r"skip to|you(?:'|’)re receiving this|you are receiving this|view (?:this email )?in (?:your )?"
    r"browser|unsubscribe|forward to a friend|was this (?:page|article) (?:helpful|useful)|"
    r"is this page useful|print this page|jump to|menu\Z|search\Z|home [>»›/|]|tags?:|filed under|"
    r"categor(?:y|ies):|posted in|previous(?: post)?:|next(?: post)?:|leave a (?:comment|reply)|"
    r"\d+ (?:comments?|shares?|min(?:ute)?s? read)\b|estimated reading time|reading time|"
    r"to be continued|sent from my|please consider the environment|edit this page|"
    r"last (?:updated|modified|reviewed|changed|edited)|page last|table of contents|swipe (?:left|right)|"
    r"go to (?:the )?(?:advanced|next|previous) (?:lesson|page|chapter|step)|"
    r"click to (?:share|e-?mail|print)|like this:|loading\W|sponsored\W{0,3}\Z|continue reading|"
    r"posted by\b|opens in (?:a )?new|topics:|your e-?mail address will not be published|required fields are marked|you are commenting "
    r"using|fill in your details|notify me of|save my name|connecting to %s|log in to (?:reply|comment)|"
    r"the views expressed|the opinions expressed|views are my own|disclaimer:)",
    re.IGNORECASE,
)
_NOTICES = re.compile(
    r"(?:(?:we|this (?:site|website)|our (?:site|website)) uses? cookies|by (?:continuing|clicking)\b.{0,80}"
    r"\b(?:cookies|agree|consent|terms)|an official website of|here(?:'|’)s how you know|"
    r"official websites use \.gov|secure \.gov websites use|a \.gov website belongs|"
    r"the \.gov means it(?:'|’)s official|the site is secure\.\s+the https|(?:federal )?government websites often end|"
    r"(?:this (?:e-?mail|message)|the information (?:contained )?in this (?:e-?mail|message)) .{0,60}"
    r"(?:confidential|privileged|intended)|this (?:work|article|post|page) is licensed|licensed under|"
    r"if you (?:liked|enjoyed) this|this (?:article|post) (?:was )?(?:originally|first) (?:appeared|published)|"
    r"originally published)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\(?(?:(?:fig(?:ure)?|table|chart|exhibit|graphic|image|photo(?:graph)?|picture|illustration|"
    r"screenshot|video|credit|source)s?\b(?:(?:\.?\s?\d{1,3}(?:\.\d{1,2})?)\s?[:.|–—-]\s|"
    r"(?:\s?\d{1,3}(?:\.\d{1,2})?)?\s?[:|]|\s[–—-]\s|\s(?:by|courtesy of)\s(?-i:(?:the )?[A-Z]))|"
    r"(?:image|photo|picture)s? (?:credit|source)s?\b)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\|\s*(?:photo|image|illustration|source|credit)s?\b|\((?:photo|image|source|credit)s?(?: by)?\b.{0,60}\)\Z",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|day))\b.{0,40}[,!:]|"
    r"(?:best|kind|warm)(?:est)? (?:regards|wishes),?.{0,30}|best,|(?:yours|sincerely|regards|cheers|thanks|thank you)\b.{0,24},?)\Z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S+\s*)+\Z", re.IGNORECASE)
_POSTED = re.compile(r"\(@\w{2,30}\)|\bpic\.twitter\.com/|\bhttps?://t\.co/")
# After these come the words of readers and of the site's machinery, to the end of the page.
_LAST_SECTIONS = re.compile(
    r"\W{0,9}(?:\d{1,4} comments?|leave a (?:comment|reply)|post a comment|post navigation|"
    r"join the (?:discussion|conversation))\W{0,9}\Z",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"\W{0,9}(?:references?|bibliography|works cited|citations|sources?|footnotes|endnotes|notes|"
    r"further (?:reading|information|resources)|external links|see also|recommended reading|"
    r"(?:related|recommended|popular|recent|latest|more|other|similar)(?: \w+)? (?:posts?|articles?|"
    r"lessons?|stories|news|content|pages?|topics?|links?|reading|resources|guides?)|related|"
    r"you (?:may|might) also (?:like|be interested in)|more from .{1,40}|(?:table of )?contents|toc|"
    r"on this page|in this (?:article|post|page|section|guide|document)|quick links|about (?:the )?"
    r"(?:authors?|writer|us)|share(?: this.{0,20})?|comments?|leave a (?:comment|reply)|newsletter|"
    r"subscribe.{0,30}|sign up.{0,30}|tags|categories|(?:useful |helpful |additional |more )?(?:links|resources)|"
    r"credits|acknowledge?ments?|contacts?|contact (?:us|information|details)|learn more|"
    r"(?:for )?more information|navigation|copyright.{0,30}|licen[cs]e|disclaimer|feedback|"
    r"post navigation|cookie (?:policy|settings|notice)|media contacts?|press contacts?|"
    r"change ?log|revision history|document history|get help)\W{0,9}\Z",
    re.IGNORECASE,
)
_PHRASE_WORDS, _NOTICE_WORDS, _CAPTION_WORDS, _REPEATED_WORDS, _HEADING_WORDS = 16, 60, 30, 5, 25

_FIRST, _LAST = 3, 3


def set_apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Mark what is not the article's own text."""
    seen: set[str] = set()
    section, is_over = 0, False
    for number, piece in enumerate(_with_bylines_apart(pieces)):
        piece = _as_seen(piece, number)
        if piece.kind is BlockKind.HEADING:
            is_over = is_over or (number > 0 and opens_last_section(piece.text))
            if not section or piece.level <= section:
                section = piece.level if opens_side_section(piece.text) else 0
        elif _is_text(piece) and (is_over or section or _is_repeated(piece.text, seen)):
            piece = replace(piece, kind=BlockKind.OTHER, level=0)
        yield piece


def _with_bylines_apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Give what names place or author within a paragraph a block of its own."""
    for number, piece in enumerate(pieces):
        if piece.kind is not BlockKind.PARAGRAPH:
            yield piece
            continue
        dateline, text = without_dateline(piece.text, is_first=number < _FIRST)
        about = ""
        if number >= len(pieces) - _LAST:
            text, about = without_author(text)
        if dateline:
            yield Piece(BlockKind.BYLINE, dateline)
        if text:
            yield replace(piece, text=text)
        if about:
            yield Piece(BlockKind.BYLINE, about)


def _is_text(piece: Piece) -> bool:
    return piece.kind.teaches or piece.kind is BlockKind.QUOTE


def _as_seen(piece: Piece, number: int) -> Piece:
    """The piece as what it is by its own words and its place."""
    words = len(piece.text.split())
    if piece.kind is BlockKind.HEADING and words > _HEADING_WORDS:
        piece = replace(piece, kind=BlockKind.PARAGRAPH, level=0)
    if not (piece.kind.teaches or piece.kind is BlockKind.HEADING):
        return piece
    if piece.kind is not BlockKind.LIST_ITEM and is_byline(piece.text, number):
        return replace(piece, kind=BlockKind.BYLINE, level=0)
    if piece.kind is not BlockKind.HEADING and furniture(piece.text, words):
        return replace(piece, kind=BlockKind.OTHER, level=0)
    if (
        piece.kind is BlockKind.HEADING
        and words > 1
        and _PHRASES.match(piece.text)
        and not opens_side_section(piece.text)
    ):
        return replace(piece, kind=BlockKind.OTHER, level=0)
    return piece


def furniture(text: str, words: int) -> Why | None:
    """What a block is, by its own words, that belongs to the page and not to the article."""
    if words <= _PHRASE_WORDS and _PHRASES.match(text):
        return Why.PAGE
    if words <= _PHRASE_WORDS and _GREETING.match(text):
        return Why.GREETING
    if words <= _NOTICE_WORDS and _NOTICES.match(text):
        return Why.NOTICE
    if words <= _CAPTION_WORDS and (_CAPTION.match(text) or _CREDIT.search(text)):
        return Why.CAPTION
    if _ADDRESS.match(text):
        return Why.ADDRESS
    if words <= _NOTICE_WORDS and _POSTED.search(text):
        return Why.POSTED
    return None if any(map(str.isalnum, text)) else Why.NO_WORDS


def opens_last_section(text: str) -> bool:
    """Whether the words of readers and machinery follow this heading, to the end of the page."""
    return bool(_LAST_SECTIONS.match(text))


def opens_side_section(text: str) -> bool:
    """Whether a heading stands over references, related pages, credits and the like."""
    return bool(_SECTIONS.match(text))


def _is_repeated(text: str, seen: set[str]) -> bool:
    """Whether the same words stood there before, as where a page prints a text twice."""
    if len(text.split()) < _REPEATED_WORDS:
        return False
    key = text.casefold()
    if key in seen:
        return True
    seen.add(key)
    return False
