"""The marks that people and word processors put before the items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?:"
    r"(?P<sign>[-*+•‣▪·–—◦●○■□☐☑✓✔✗➢➤►▶→⁃∙\uf0a7\uf0b7\uf0d8§])(?:\s+|(?<=[•‣▪·●■✓✔➢➤►\uf0a7\uf0b7\uf0d8])(?=\w))"
    r"|(?P<picture>[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)\s+"
    r"|(?P<letter_o>o)(?:\t[ \t]*|[ ]{2,})"
    r"|\(?(?P<number>\d{1,2})[.)]\s+"
    r"|\(?(?P<letter>[a-zA-Z])\)\s+"
    r"|\(?(?P<roman>[ivx]{1,5})[.)]\s+"
    r"|(?P<step>[Ss]tep\s(?P<at>\d{1,2})\s?[:.)–—-])\s+"
    r")(?:\[[ xX]\]\s+)?(?=\S)"
)
_LONE = re.compile(r"\s*(?:[•‣▪·◦●■➢➤►\uf0a7\uf0b7\uf0d8§]|o|\d{1,2}[.)])\s*\Z")


@dataclass(frozen=True, slots=True)
class Bullet:
    """A mark at the head of a line: how far it is set in, of which sort, and where text begins.

    `mark` is its number or letter, where it has one.
    """

    indent: int
    sort: str
    end: int
    mark: str = ""


def bullet_of(line: str) -> Bullet | None:
    """The mark of a list item, where a line begins with one."""
    match = _BULLET.match(line)
    if not match:
        return None
    sort = match["sign"] or next(
        n for n in ("picture", "letter_o", "number", "letter", "roman", "step") if match[n]
    )
    told = match["number"] or match["at"] or match["letter"] or match["roman"] or ""
    return Bullet(len(match["indent"].expandtabs(4)), sort, match.end(), told)


def with_lone_marks_joined(lines: list[str]) -> list[str]:
    """Put a mark that stands alone on its line before the text below it."""
    joined: list[str] = []
    for line in lines:
        if joined and _LONE.match(joined[-1]) and line.strip():
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
            if joined[-1].lstrip().startswith("o "):
                joined[-1] = joined[-1].replace("o ", "o  ", 1)
        else:
            joined.append(line)
    return joined


@dataclass
class Levels:
    """How deep the items of a list lie, told by their indents and by their marks."""

    open: list[Bullet] = field(default_factory=list)

    def of(self, bullet: Bullet) -> int:
        """The level of the next item."""
        while self.open and bullet.indent + 1 < self.open[-1].indent:
            self.open.pop()
        if not self.open or bullet.indent > self.open[-1].indent + 1:
            self.open.append(bullet)
        elif bullet.sort != self.open[-1].sort:
            self._change(bullet)
        return len(self.open)

    def _change(self, bullet: Bullet) -> None:
        """Another mark at the same indent goes one level up or down, as in pasted documents."""
        for depth in range(len(self.open) - 1, 0, -1):
            above = self.open[depth - 1]
            if above.sort == bullet.sort and above.indent >= bullet.indent - 1:
                del self.open[depth:]
                return
        self.open.append(bullet)

    def end(self) -> None:
        """Another kind of text follows."""
        self.open.clear()
