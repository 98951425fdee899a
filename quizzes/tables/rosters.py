"""A list of people as text: a table pasted from a spreadsheet, or a CSV file, whatever program wrote it.

Pure: bytes in, lines and faults out. Nothing is guessed about people; what can't be read is named
with its line and what to do.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizzes.items import Objection

MOST_BYTES = 500_000
MOST_LINES = 5_000
LONGEST = {"name": 120, "email": 254, "reference": 60}

HEADERS = {
    "name": ("name", "full name", "display name", "nickname", "student", "pupil", "employee", "person", "member"),
    "first": ("first name", "firstname", "given name", "forename"),
    "last": ("last name", "lastname", "surname", "family name"),
    "email": ("e-mail", "email", "mail", "e-mail address", "email address", "mail address"),
    "reference": (
        "reference", "ref", "number", "no", "no.", "id", "nr", "nr.", "staff number", "staff id", "employee number", "employee id",
        "personnel number", "pupil number", "student number", "student id", "member number",
    ),
}  # fmt: skip
_DASHES = re.compile("[\u2010-\u2015]")
_COLUMN_OF = {header: column for column, headers in HEADERS.items() for header in headers}

_SEPARATOR_LINE = re.compile(r"\A\s*sep=.\r?\n", re.IGNORECASE)  # as Excel writes it

# As WHATWG's input type=email reads an address, with a dot in the domain.
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)


def gettext_noop(text: str) -> str:
    """Mark a template for translation."""
    return text


@dataclass(frozen=True)
class Line:
    """One person, and the line of the text that says so."""

    number: int
    name: str = ""
    email: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Fault:
    """What can't be read: the line (0: the whole text) and why."""

    number: int
    why: Objection


@dataclass(frozen=True)
class Roster:
    """A list as it was read: the people, lines that say the same twice, and what is wrong."""

    lines: tuple[Line, ...] = ()
    doubles: tuple[tuple[int, int], ...] = ()
    """Number of the line, and of the earlier one that it repeats."""

    faults: tuple[Fault, ...] = ()
    columns: tuple[str, ...] = ()
    """What was taken from each column: name, first, last, email, reference, or nothing."""


def decode(source: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252.

    Raises ValueError for what is no text in any of them.
    """
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source.decode("utf-16")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = source.decode("cp1252")
    if "\0" in text:
        raise ValueError("no text")
    return text


def read(text: str) -> Roster:
    """Read a table of people; a first line with headers says what is in which column."""
    text = _SEPARATOR_LINE.sub("", text.removeprefix("\ufeff"))
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return _refused("too_large", gettext_noop("The list is larger than %(most)d kB. Import it in parts."), most=MOST_BYTES // 1000)  # fmt: skip
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        return _refused("no_table", gettext_noop("This can't be read as a table (%(why)s). Save it as CSV again."), why=str(error))  # fmt: skip
    if not rows:
        return _refused("empty", gettext_noop("The list is empty. Paste it, or choose a file."))
    if len(rows) > MOST_LINES + 1:
        return _refused("too_long", gettext_noop("The list has more than %(most)d lines. Import it in parts."), most=MOST_LINES)  # fmt: skip
    columns = _headers(rows[0][1])
    body = rows[1:] if columns else rows
    columns = columns or _guessed(rows)
    if not any(columns):
        return _refused("no_columns", gettext_noop("No column is known. Write headers into the first line: Name, E-mail, Number."))  # fmt: skip
    return _sorted_out(body, columns)


def _sorted_out(rows: Iterable[tuple[int, list[str]]], columns: tuple[str, ...]) -> Roster:
    lines: list[Line] = []
    doubles: list[tuple[int, int]] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str], Line] = {}
    for number, cells in rows:
        line, why = _line(number, cells, columns)
        if why:
            faults.append(Fault(number, why))
            continue
        earlier = next((seen[mark] for mark in marks(line) if mark in seen), None)
        if earlier is None:
            lines.append(line)
            seen |= dict.fromkeys(marks(line), line)
        elif _says(line) == _says(earlier):
            doubles.append((number, earlier.number))
        else:
            faults.append(Fault(number, _clash(line, earlier)))
    return Roster(tuple(lines), tuple(doubles), tuple(faults), columns)


def marks(line: Line) -> Iterator[tuple[str, str]]:
    """By what the person is told from others: the reference, the address, or else the name."""
    if line.reference:
        yield "reference", line.reference
    if line.email:
        yield "email", line.email.casefold()
    if not line.reference and not line.email:
        yield "name", folded(line.name)


def folded(name: str) -> str:
    """What two names have in common that people would take for one."""
    return unicodedata.normalize("NFKC", one_line(name)).casefold()


def one_line(text: str) -> str:
    """The text as one line without invisible letters: it goes into mails, lists and cards."""
    text = unicodedata.normalize("NFC", text)
    kept = (" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())
    return " ".join("".join(kept).split())


def _line(number: int, cells: list[str], columns: tuple[str, ...]) -> tuple[Line, Objection | None]:
    if len([c for c in cells[len(columns) :] if c]):
        return Line(number), Objection("too_many_cells", gettext_noop("It has more cells than the headers name. Put a text that holds the separator into quotes."), {})  # fmt: skip
    said = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
    name = said.get("name") or " ".join(filter(None, (said.get("first"), said.get("last"))))
    line = Line(number, name, said.get("email", ""), said.get("reference", ""))
    return line, _objection(line)


def _objection(line: Line) -> Objection | None:
    if not any(letter.isalnum() for letter in line.name + line.email + line.reference):
        return Objection("nobody", gettext_noop("It names nobody. Write a name, an e-mail address or a number, or take the line out."), {})  # fmt: skip
    for column, longest in LONGEST.items():
        if len(getattr(line, column)) > longest:
            return Objection("too_wide", gettext_noop("A cell is longer than %(longest)d characters. Shorten it."), {"longest": longest})  # fmt: skip
    if line.email and not _ADDRESS.fullmatch(line.email):
        return Objection("no_address", gettext_noop("“%(email)s” is no e-mail address. Correct it, or leave the cell empty."), {"email": line.email})  # fmt: skip
    return None


def _clash(line: Line, earlier: Line) -> Objection:
    if line.reference and line.reference == earlier.reference:
        template = gettext_noop("It has the same number as line %(line)d but says something else. Give each person a number of their own.")  # fmt: skip
    elif line.email:
        template = gettext_noop("It has the same e-mail address as line %(line)d but says something else. Give each person an address or a number of their own.")  # fmt: skip
    else:
        template = gettext_noop("It has the same name as line %(line)d. Tell the two apart by a number or an address.")  # fmt: skip
    return Objection("clash", template, {"line": earlier.number})


def _says(line: Line) -> tuple[str, str, str]:
    return folded(line.name), line.email.casefold(), line.reference


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of every line that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begun = 1
    for cells in reader:
        cleaned = [one_line(cell) for cell in cells]
        if any(cleaned):
            yield begun, cleaned
        begun = reader.line_num + 1


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _headers(cells: list[str]) -> tuple[str, ...]:
    """What each column holds, by its header; nothing where the line is no headers."""
    found = tuple(
        _COLUMN_OF.get(_DASHES.sub("-", cell.casefold()).rstrip(":").strip(), "") for cell in cells
    )
    named = [column for column in found if column]
    return found if named and len(set(named)) == len(named) else ()


def _guessed(rows: list[tuple[int, list[str]]]) -> tuple[str, ...]:
    """What columns without headers hold: the one with addresses, and a name before or behind it."""
    width = max(len(cells) for _number, cells in rows)
    if width > 3:
        return ()
    columns = [""] * width
    has_address = [any("@" in c[i] for _n, c in rows if i < len(c)) for i in range(width)]
    if has_address.count(True) > 1:
        return ()
    if True in has_address:
        columns[has_address.index(True)] = "email"
    free = [i for i, column in enumerate(columns) if not column]
    for i, column in zip(free, ("name", "reference"), strict=False):
        columns[i] = column
    return tuple(columns)


def _refused(code: str, template: str, **params: object) -> Roster:
    return Roster(faults=(Fault(0, Objection(code, template, params)),))
