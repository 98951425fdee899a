"""The paragraphs of a Word document as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from .wordlists import Counting, level_of
from .wordxml import Part


@dataclass
class Paragraphs(Part):
    """The paragraphs as HTML."""

    styles: dict[str, str]
    counting: Counting
    html: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _tag: str = ""
    _in_text: bool = False
    _is_hidden: bool = False
    _num: str = ""
    _level: int = 0

    def opened(self, name: str, given: dict[str, str]) -> None:
        if name == "p":
            self._flush()
        elif name == "pStyle":
            self._tag = self.styles.get(given.get("val", ""), self._tag)
        elif name == "numPr":
            self._tag = self._tag or "li"
        elif name == "ilvl":
            self._level = level_of(given.get("val", ""))
        elif name == "numId":
            self._num = given.get("val", "")
        elif name == "outlineLvl" and given.get("val", "") in set("012345"):
            self._tag = f"h{int(given['val']) + 1}"
        elif name == "vanish":
            self._is_hidden = given.get("val", "true") not in {"0", "false", "off"}
        elif name in {"tab", "br", "cr"}:
            self._text.append(" ")
        elif name in {"tbl", "tr", "tc"}:
            self._flush()
            self.html.append({"tbl": "<table>", "tr": "<tr>", "tc": "<td>"}[name])
        self._in_text = name == "t"

    def closed(self, name: str) -> None:
        self._in_text = False
        if name == "p":
            self._flush()
        elif name == "r":
            self._is_hidden = False
        elif name in {"tbl", "tr", "tc"}:
            self._flush()
            self.html.append({"tbl": "</table>", "tr": "</tr>", "tc": "</td>"}[name])

    def said(self, text: str) -> None:
        if self._in_text and not self._is_hidden:
            self._text.append(text)

    def _flush(self) -> None:
        text, tag = "".join(self._text).strip(), self._tag or "p"
        num, level = self._num, self._level
        self._text, self._tag, self._num, self._level = [], "", "", 0
        if not text:
            return
        if tag == "li":
            before, after = self.counting.tags(num, level)
            self.html.append(f"{before}{escape(text)}{after}")
            return
        inner = f"<p>{escape(text)}</p>" if tag in {"nav", "blockquote"} else escape(text)
        self.html.append(f"<{tag}>{inner}</{tag}>\n")
