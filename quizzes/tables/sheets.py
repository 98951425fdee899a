"""Rows as CSV and XLSX in which no cell is taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

Cell = str | int | float | Decimal | dt.datetime | None

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""With what spreadsheets begin a formula, or what they skip before one (OWASP, CSV Injection)."""


class SheetsMissing(Exception):
    """The extra that writes XLSX is not installed; `str()` says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "Spreadsheets need XlsxWriter: pip install 'quizsite[xlsx]'. CSV works without."
        )


def xlsx_is_possible() -> bool:
    """Whether XLSX can be written here; CSV always can."""
    return find_spec("xlsxwriter") is not None


def safe(cell: Cell) -> Cell:
    """The cell, with an apostrophe before text that a spreadsheet would take for a formula."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Comma separated values in UTF-8, with the mark by which spreadsheets know that."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([_written(safe(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One worksheet. Raises SheetsMissing where the extra is not installed."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise SheetsMissing from error
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, [safe(cell) for cell in head], book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                _put(sheet, number, place, safe(cell), moment)
        sheet.autofit()
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, cell: Cell, moment: Any) -> None:
    if isinstance(cell, dt.datetime):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), moment)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell[:32_000])
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _written(cell: Cell) -> Cell:
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, dt.datetime) else cell
