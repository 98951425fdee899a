"""Boxes, notes and definitions that Markdown's dialects add: they are text like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import glossary

_FENCE = re.compile(r"\s{0,9}(?:>\s?)?(`{3,}|~{3,})([^`\n]*)\Z")
_BOX = re.compile(r"(\s*)(?:!!!|\?\?\?\+?|===[+!]?)[ \t]+(\S[^\n]*)\Z")
_COLONS = re.compile(r"\s{0,9}:{3,}\s{0,9}([^\n]*)\Z")
_CALLOUT = re.compile(
    r"\s{0,3}>\s?(?:\[!\w{1,20}\][-+]?(?P<title>[^\n]*)|"
    r"(?P<text>(?:\*\*|__)(?:note|tip|info|important|warning|caution)\b[^\n]*))\Z",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s{0,3}> ?")
_TITLE = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'|\[([^\]\n]+)\]")
_NOTE = re.compile(r"\s{0,3}\[\^[^\]\s]{1,40}\]:[ \t]*(.*)\Z")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]{1,80}\]:")
_DEFINITION = re.compile(r"\s{0,3}[:~][ \t]{1,4}(\S.*)\Z")
_NO_TERM = re.compile(r"\s{0,3}(?:[#>|*+-]|\d+[.)]|!\[|<)|\s{4}")
# Bullets that Markdown does not know, as from a pasted document.
_BULLET = re.compile(r"\A(\s{0,12})[•‣▪●◦·∙\uf0b7]\s*(?=\w)")
_TERM_WORDS = 12


@dataclass
class Unboxed:
    """A Markdown source without its boxes, and the notes that stood at its foot."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def unbox(text: str) -> Unboxed:
    """Unwrap boxes of MkDocs, Docusaurus, GitHub and others; put definition lists into lines."""
    reader = _Reader()
    for line in text.split("\n"):
        reader.take(line)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found = Unboxed()
        self._indents: list[int] = []
        self._fence = ""
        self._in_callout = self._in_note = False

    def take(self, line: str) -> None:
        """Read one line; what stands between code fences stays as it is."""
        line = self._set_out(line)
        if self._fence:
            self._fence = "" if line.strip().startswith(self._fence) else self._fence
            self._add(line)
            return
        if self._is_note(line):
            return
        line = self._out_of_callout(line)
        fence = _FENCE.match(line)
        if fence:
            self._fence = fence[1]
            self._add(line)
            return
        for part in self._read(line):
            self._add(part)

    def _add(self, line: str) -> None:
        self.found.lines.append(line)

    def _set_out(self, line: str) -> str:
        """Take off the indent that a box around the line asks for."""
        if not self._indents or not line.strip():
            return line
        line = line.expandtabs(4)
        indent = len(line) - len(line.lstrip())
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        return line[4 * len(self._indents) :]

    def _is_note(self, line: str) -> bool:
        """Collect footnotes, whose further lines are set in."""
        match = _NOTE.match(line)
        if match:
            self.found.notes.append(match[1])
            self._in_note = True
        elif self._in_note and line[:1] in " \t" and line.strip():
            self.found.notes[-1] += f" {line.strip()}"
        elif line.strip():
            self._in_note = False
        return self._in_note and bool(line.strip())

    def _out_of_callout(self, line: str) -> str:
        callout = _CALLOUT.match(line)
        if callout:
            self._in_callout = True
            for part in ("", _titled(callout["title"] or "")):
                self._add(part)
            return callout["text"] or ""
        if self._in_callout and (quoted := _QUOTED.match(line)):
            return line[quoted.end() :]
        self._in_callout = False
        return line

    def _read(self, line: str) -> Iterator[str]:
        box = _BOX.match(line)
        if box and len(self._indents) < 9:
            # Indents count in the source's own columns, those taken off for outer boxes included.
            self._indents.append(len(box[1]) + 4 * (len(self._indents) + 1))
            title = _TITLE.search(box[2])
            yield from ("", box[1] + _titled(title[1] or title[2] or "") if title else "", "")
        elif colons := _COLONS.match(line):
            yield from ("", _titled(_after_colons(colons[1])), "")
        elif definition := _DEFINITION.match(line):
            yield from ("", self._defined(definition[1]), "")
        elif not _ABBREVIATION.match(line):
            yield _BULLET.sub(r"\1- ", line)

    def _defined(self, definition: str) -> str:
        """Join a definition to the line with its term; what has none is a line of its own."""
        lines = self.found.lines
        at = len(lines) - 1
        while at > 0 and not lines[at].strip() and at > len(lines) - 3:
            at -= 1
        term = lines[at] if lines else ""
        above = lines[at - 1] if at > 0 else ""
        if _NO_TERM.match(term) or above.strip() or not 0 < len(term.split()) <= _TERM_WORDS:
            return definition
        del lines[at:]
        return glossary.entry(term.strip(), definition)


def _titled(title: str) -> str:
    title = title.strip().strip("*_").strip()
    return f"**{title}**" if title else ""


def _after_colons(rest: str) -> str:
    """The title of a box such as ":::tip[Use a manager]" or "::: warning Never share it"."""
    named = _TITLE.search(rest)
    if named:
        return named[1] or named[2] or named[3] or ""
    if "{" in rest:
        return ""
    return " ".join(rest.split()[1:])
