"""Sheets in which no cell is a formula, whatever people typed."""

import csv
import datetime as dt
import io
import re
import sys
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.tables.sheets import SheetsMissing, as_csv, as_xlsx, safe

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "－1", "\0=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_take_for_a_formula_gets_an_apostrophe(text):
    assert safe(text) == "'" + text.replace("\0", "")


@pytest.mark.parametrize("cell", ["Anna", "a=1", "", 3, 2.5, -1, Decimal("37.5"), None, "'=1"])
def test_everything_else_stays_as_it_is(cell):
    assert safe(cell) == cell


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_a_csv_reads_back_as_what_was_made_safe(rows):
    rows = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    read = list(csv.reader(io.StringIO(as_csv(["a", "b"], rows).decode("utf-8-sig"), newline="")))
    assert read == [["a", "b"], *([safe(cell) for cell in row] for row in rows)]


def test_times_and_numbers_are_written_so_that_a_sheet_knows_them():
    text = as_csv(["=head"], [[dt.datetime(2026, 3, 31, 23, 59), 3, 37.5, None]])  # noqa: DTZ001
    assert text.decode("utf-8-sig").splitlines() == ["'=head", "2026-03-31 23:59,3,37.5,"]


def test_an_xlsx_holds_no_formula_and_no_link():
    rows = [[text, "https://example.org/", 4.5, dt.datetime(2026, 3, 31)] for text in FORMULAS]  # noqa: DTZ001
    with zipfile.ZipFile(io.BytesIO(as_xlsx(["=head", "b"], rows))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        names = book.namelist()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not any(
        "external" in name.lower() or ("rels" in name and "sheet1" in name) for name in names
    )
    found = re.findall(r"<t[^>]*>([^<]*)</t>", strings)
    assert "&apos;=head" in found or "'=head" in found
    assert "<v>4.5</v>" in sheet


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(SheetsMissing, match=r"pip install 'quizsite\[xlsx\]'"):
        as_xlsx([], [])
