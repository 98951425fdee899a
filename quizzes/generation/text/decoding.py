"""From the bytes as they came to characters, or a refusal that says what to do."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Any

from quizzes.items import gettext_noop

LIMIT = 2_000_000
"""The most bytes that an article's source may have."""
LINES_LIMIT = 40_000
"""The most lines with words on them; a text of the greatest size has fewer, wrapped as usual."""

_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, OpenDocument or ZIP",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "old Microsoft Office",
    b"\x1f\x8b": "gzip",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters, and marks that nobody sees but that break comparisons or turn text around.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = re.compile("\r\n?|\x0c|\u2028|\u2029|\x85")
# A soft hyphen at the end of a line is a word that was cut there.
_SOFT_BREAK = re.compile("\u00ad[ \t]{0,9}\n[ \t]{0,9}")
# Letters that typesetting glued together; as one character no word with them is ever found.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# No script needs more marks on one letter (UAX #15, stream-safe text), and sorting them is slow.
_MARKS_ON_A_LETTER = 30
_PILE = re.compile(r"[^\w\s!-~]{31,}")


class UnreadableArticle(ValueError):
    """The source is no text that can be read; the message says what to do."""

    def __init__(self, code: str, template: str, **params: Any) -> None:
        super().__init__(template % params if params else template)
        self.code = code
        self.template = template
        self.params = params


def decode(source: bytes | str) -> str:
    """Give the source's characters with plain line ends and without invisible marks."""
    size = len(source) if isinstance(source, bytes) else len(source.encode("utf-8", "replace"))
    if size > LIMIT:
        raise UnreadableArticle(
            "too_large",
            gettext_noop(
                "The article has %(size)s bytes, more than the limit of %(limit)s; "
                "shorten it, or split it into several articles."
            ),
            size=f"{size:,}",
            limit=f"{LIMIT:,}",
        )
    text = _characters(source) if isinstance(source, bytes) else source
    _refuse_binary(text)
    return clean(text)


def clean(text: str) -> str:
    """Unify line ends, drop invisible marks and compose characters (NFC)."""
    text = _SOFT_BREAK.sub("", _LINE_ENDS.sub("\n", text))
    text = _PILE.sub(_without_excess, _INVISIBLE.sub("", text).translate(_LIGATURES))
    return unicodedata.normalize("NFC", text)


def refuse_many_lines(text: str) -> None:
    """Refuse a text that is nothing but lines; reading each would take too long."""
    lines = sum(1 for line in text.split("\n") if line and not line.isspace())
    if lines > LINES_LIMIT:
        raise UnreadableArticle(
            "too_many_lines",
            gettext_noop(
                "The article has %(lines)s lines, more than the limit of %(limit)s; "
                "shorten it, or split it into several articles."
            ),
            lines=f"{lines:,}",
            limit=f"{LINES_LIMIT:,}",
        )


def _without_excess(pile: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in pile.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_ON_A_LETTER:
            kept.append(character)
    return "".join(kept)


def _characters(source: bytes) -> str:
    for signature, name in _SIGNATURES.items():
        if source.startswith(signature):
            raise UnreadableArticle(
                "binary",
                gettext_noop(
                    "This is a %(name)s file, not text; "
                    "save the article as plain text, Markdown or HTML."
                ),
                name=name,
            )
    encoding = next((name for bom, name in _BOMS if source.startswith(bom)), "utf-8")
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            "encoding",
            gettext_noop(
                "The text is not valid %(encoding)s (first trouble at byte %(byte)s); "
                "save it again with the encoding UTF-8, or choose another file if it is no text at all."
            ),
            encoding=encoding.upper(),
            byte=error.start,
        ) from None


def _refuse_binary(text: str) -> None:
    if "\x00" in text:
        raise UnreadableArticle(
            "binary",
            gettext_noop(
                "The file contains NUL characters, so it is not plain text; "
                "save the article as plain text, Markdown or HTML."
            ),
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UnreadableArticle(
            "encoding",
            gettext_noop(
                "The text contains halves of characters; copy it again, "
                "or save it with the encoding UTF-8."
            ),
        )
