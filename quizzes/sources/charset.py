"""The bytes of a page in UTF-8, whatever it was sent in."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 2_048


def as_utf8(data: bytes, named: str | None) -> bytes:
    """Decode by the header's word, then the page's own; what is UTF-8 or names nothing stays as it is."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return data
    meta = _META.search(data[:_HEAD])
    for name in (named, meta[1].decode("ascii", "replace") if meta else None):
        try:
            if name and codecs.lookup(name)._is_text_encoding:
                return data.decode(name).encode()
        except (LookupError, UnicodeError):
            continue
    return data
