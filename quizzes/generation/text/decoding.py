"""From the bytes as they came to characters, or a refusal that says what to do."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Any

from quizzes.items import gettext_noop

LIMIT = 2_000_000
"""The most bytes that an article's source may have."""

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
    text = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


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
