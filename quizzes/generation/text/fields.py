"""Fields: the "key: value" lines of YAML, TOML and mail, and JSON, read without a fuss.

A strict reader would refuse what is written sloppily and drop a key that comes twice; here every
value counts, since some sites keep a whole glossary in such lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

_FIELD = re.compile(
    r"(?P<lead>[ \t]*(?:- +)*)"
    r"(?P<key>\"[^\"]{1,80}\"|'[^']{1,80}'|\w[\w .@/()-]{0,80}?)"
    r"[ \t]{0,9}(?::(?=\s|\Z)|=)[ \t]*(?P<value>.*)"
)
_ITEM = re.compile(r"(?P<lead>[ \t]*(?:- +)+)(?P<value>\S.*)")
_TABLE = re.compile(r"\s*\[{1,2}[\w.\"' -]{1,80}\]{1,2}\s*\Z")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}\Z")
_COMMENT = re.compile(r"[ \t]#.*")
_ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_LETTERS = {"n": "\n", "t": " ", "r": ""}
_QUOTES = ('"""', "'''", '"', "'")


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value ("" where only deeper fields follow), and how deep it lies."""

    depth: int
    key: str
    value: str


def looks_like_fields(lines: list[str]) -> bool:
    """Whether lines begin as fields do; a rule above ordinary text does not."""
    written = (line for line in lines if line.strip() and not line.lstrip().startswith("#"))
    first = next(written, "")
    return bool(_FIELD.match(first) or _TABLE.match(first))


def of_lines(lines: list[str]) -> Iterator[Field]:
    """Yield every field of YAML, TOML or a mail's head, whatever comes twice."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip() or line.lstrip().startswith("#") or _TABLE.match(line):
            continue
        match = _FIELD.match(line) or _ITEM.match(line)
        if not match:
            continue
        depth = len(match["lead"].expandtabs(4))
        key = match.groupdict().get("key", "").strip("\"'")
        # What belongs to a key is set in further than the key, to a bare item than its dash.
        indent = depth if key else len(line) - len(line.lstrip())
        value, at = _value(match["value"].strip(), lines, at, indent)
        yield Field(depth, key, value)


def of_json(source: str) -> tuple[list[Field], int] | None:
    """Read the JSON object at the head of a text; give its fields and where it ends."""
    try:
        found, end = json.JSONDecoder(object_pairs_hook=list).raw_decode(source)
    except (ValueError, RecursionError):
        return None
    return list(_flat(found)), end


def _flat(pairs: Any) -> Iterator[Field]:
    """Walk nested pairs in reading order, by a stack of our own however deep they lie."""
    waiting: list[tuple[int, str, Any]] = [(-1, "", pairs)]
    while waiting:
        depth, key, value = waiting.pop()
        if not isinstance(value, list):
            text = value if isinstance(value, str) else ""
            yield Field(max(depth, 0), key, unescape(text))
            continue
        inner = [pair if isinstance(pair, tuple) else ("", pair) for pair in value]
        waiting += [(depth + 1, name, part) for name, part in reversed(inner)]


def _value(raw: str, lines: list[str], at: int, indent: int) -> tuple[str, int]:
    """A field's value and the line after it; it may go on over several lines."""
    if _BLOCK.match(raw):
        held, at = _deeper(lines, at, indent)
        return _folded(held) if raw[0] == ">" else "\n".join(held).strip(), at
    quote = next((mark for mark in _QUOTES if raw.startswith(mark)), "")
    if quote:
        return _quoted(raw[len(quote) :], quote, lines, at)
    held, at = _deeper(lines, at, indent, plain=True)
    return " ".join([_COMMENT.sub("", f" {raw}").strip(), *(h.strip() for h in held)]).strip(), at


def _deeper(
    lines: list[str], at: int, indent: int, *, plain: bool = False
) -> tuple[list[str], int]:
    """The lines below that are set in further; of a plain value only those that are no field."""
    held: list[str] = []
    while at < len(lines):
        line = lines[at]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if plain and (not line.strip() or _FIELD.match(line) or _ITEM.match(line)):
            break
        held.append(line.strip())
        at += 1
    return held, at


def _folded(lines: list[str]) -> str:
    return "\n\n".join(" ".join(part.split()) for part in "\n".join(lines).split("\n\n")).strip()


def _quoted(raw: str, quote: str, lines: list[str], at: int) -> tuple[str, int]:
    """A value in quotes, up to the mark that closes it or the end of its line."""
    held, end = [raw], _closing(raw, quote)
    while end < 0 and at < len(lines) and (len(quote) == 3 or _goes_on(lines[at])):
        held.append(lines[at])
        end = _closing(lines[at], quote)
        at += 1
    if end >= 0:
        held[-1] = held[-1][:end]
    text = ("\n" if len(quote) == 3 else " ").join(part.strip() for part in held)
    if quote[0] == "'":
        return text.replace("''", "'").strip(), at
    return _ESCAPES.sub(_unescaped, text).strip(), at


def _goes_on(line: str) -> bool:
    return line[:1] in " \t" and not _FIELD.match(line)


def _closing(text: str, quote: str) -> int:
    """Where the value ends: at the last closing mark, since sloppy writers don't escape."""
    end = text.rstrip().rfind(quote)
    rest = text[end + len(quote) :].strip() if end >= 0 else ""
    return end if not rest or rest.startswith(("#", ",")) else -1


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        character = chr(int(match[1], 16))
        return "\ufffd" if "\ud800" <= character <= "\udfff" else character
    return _LETTERS.get(match[2], match[2])
