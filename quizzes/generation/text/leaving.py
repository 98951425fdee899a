"""Why a part of a page is not the article's own text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizzes.items import gettext_noop


class Why(StrEnum):
    """A reason; `template` says it in words."""

    # Not in the text at all:
    AROUND = "around"
    OUTSIDE = "outside"
    # In the text for readers, but nothing is asked of it:
    BYLINE = "byline"
    PAGE = "page"
    GREETING = "greeting"
    NOTICE = "notice"
    CAPTION = "caption"
    ADDRESS = "address"
    POSTED = "posted"
    NO_WORDS = "no_words"
    REPEATED = "repeated"
    SECTION = "section"
    COMMENTS = "comments"
    CODE = "code"
    ASIDE = "aside"

    @property
    def template(self) -> str:
        """The reason as an English phrase."""
        return _PHRASES[self]


_PHRASES = {
    Why.AROUND: gettext_noop("menus, boxes and forms around the article"),
    Why.OUTSIDE: gettext_noop("outside the part that the page calls its article"),
    Why.BYLINE: gettext_noop("author, date or place"),
    Why.PAGE: gettext_noop("a line that belongs to the page"),
    Why.GREETING: gettext_noop("a greeting"),
    Why.NOTICE: gettext_noop("a legal or site notice"),
    Why.CAPTION: gettext_noop("a caption or credit"),
    Why.ADDRESS: gettext_noop("a web address"),
    Why.POSTED: gettext_noop("a post from a social network"),
    Why.NO_WORDS: gettext_noop("no words"),
    Why.REPEATED: gettext_noop("stood there before"),
    Why.SECTION: gettext_noop("a section such as references or related pages"),
    Why.COMMENTS: gettext_noop("comments of readers, or what follows them"),
    Why.CODE: gettext_noop("code"),
    Why.ASIDE: gettext_noop("set apart by the page: a table cell, a caption, small print"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a page that do not stand in the article's text, with the reason."""

    why: Why
    text: str
