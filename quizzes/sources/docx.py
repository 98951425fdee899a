"""A Word document's text as HTML, with headings, lists and tables; nothing else of it is opened.

Of the archive four parts are read, each up to a limit that does not trust what the archive says of
itself. XML is read in one pass without a tree, a document type is refused, so no entity expands.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from html import escape

from quizzes.generation import UnreadableArticle
from quizzes.items import gettext_noop

from .wordlists import Counting, Numbering
from .wordtext import Paragraphs
from .wordxml import Properties, Styles, parse

MOST_ENTRIES = 5_000
MOST_BYTES_OF_A_PART = 12_000_000
_TEXT, _STYLES, _PROPERTIES = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_NUMBERING = "word/numbering.xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def to_html(data: bytes) -> bytes:
    """The document as HTML; raises UnreadableArticle with what to do instead."""
    if data.startswith(_OLD_OFFICE):
        raise UnreadableArticle(
            "encrypted",
            gettext_noop(
                "This Word file is protected by a password, or is an old .doc in all but its name; "
                "save it without a password as .docx, or paste the text."
            ),
        )
    parts = _parts(data)
    if _TEXT not in parts:
        raise _damaged()
    styles, properties, numbering = Styles(), Properties(), Numbering()
    parse(parts.get(_STYLES, b""), styles)
    parse(parts.get(_PROPERTIES, b""), properties)
    parse(parts.get(_NUMBERING, b""), numbering)
    paragraphs = Paragraphs(styles.found, Counting(numbering))
    parse(parts[_TEXT], paragraphs)
    head = f"<title>{escape(properties.title)}</title>" if properties.title else ""
    if properties.author:
        head += f'<meta name="author" content="{escape(properties.author)}">'
    body = "".join(paragraphs.html)
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return page.encode("utf-8", "replace")


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise _damaged()
            wanted = [e for e in entries if e.filename in {_TEXT, _STYLES, _PROPERTIES, _NUMBERING}]
            return {entry.filename: _read(archive, entry) for entry in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError: an encrypted entry; NotImplementedError, its subclass: an odd compression.
        if isinstance(error, UnreadableArticle):
            raise
        raise _damaged() from error


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        content = part.read(MOST_BYTES_OF_A_PART + 1)
    if len(content) > MOST_BYTES_OF_A_PART:
        raise UnreadableArticle(
            "too_large",
            gettext_noop(
                "Unpacked, the Word file's text is larger than %(limit)s MB; paste the part that matters."
            ),
            limit=MOST_BYTES_OF_A_PART // 1_000_000,
        )
    return content


def _damaged() -> UnreadableArticle:
    return UnreadableArticle(
        "damaged",
        gettext_noop(
            "This is no Word file that can be read, or it is damaged; open it in a word processor and "
            "save it again as .docx, or paste the text."
        ),
    )
