"""Days, times and numbers are written as the page's language writes them, wherever they stand."""

from __future__ import annotations

import ast
import datetime as dt
import re
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.utils import formats, timezone, translation

from quizzes.forms.answers import parse_number
from quizzes.items import Kind
from quizzes.templatetags.moments import zoned
from tests import everywhere, make

pytestmark = pytest.mark.django_db

NAMES = {
    "DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT",
}  # fmt: skip
# What programs and operators read: ISO 8601 in `<input>`, sheets and commands, names of files.
FOR_MACHINES = {"c", "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y%m%d-%H%M%S-%f"}
ROOMS = ("templates", "quizzes", "quizsite")
IN_TEMPLATE = re.compile(r"""(?:\|(?:date|time|zoned):|\{%\s*now\s+)["']([^"']*)["']""")
A_TIME = dt.datetime(2026, 3, 5, 7, 9, tzinfo=dt.UTC)


def sources(*endings: str) -> list[Path]:
    told = subprocess.run(
        ["git", "ls-files", *ROOMS], cwd=site.BASE_DIR, capture_output=True, text=True, check=True
    )
    return [
        site.BASE_DIR / name
        for name in told.stdout.splitlines()
        if name.endswith(endings) and not name.startswith("quizsite/formats/")
    ]


def test_no_template_says_itself_how_a_day_or_a_time_is_written():
    found = [
        (path.name, name)
        for path in sources(".html", ".txt")
        for name in IN_TEMPLATE.findall(path.read_text())
    ]
    assert len(found) > 40
    assert [one for one in found if one[1] not in NAMES | FOR_MACHINES] == []


def literal_formats(code: str) -> list[str]:
    """The formats of days and times that stand in Python as a text."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = node.args[0:1] if name == "strftime" else node.args[1:2]
            if name in {"strftime", "date_format", "time_format"}:
                found += [arg.value for arg in given if isinstance(arg, ast.Constant)]
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            spec = "".join(str(getattr(part, "value", "")) for part in node.format_spec.values)
            found += [spec] if re.search(r"%[A-Za-z]", spec) else []
    return found


def test_no_code_says_itself_how_a_day_or_a_time_is_written():
    found = [
        (path.name, form) for path in sources(".py") for form in literal_formats(path.read_text())
    ]
    assert found
    assert [one for one in found if one[1] not in NAMES | FOR_MACHINES] == []


def test_a_literal_format_would_be_found():
    code = "f'{day:%d.%m.%Y}'; day.strftime('%x'); date_format(day, 'j F'); f'{share:.1%}'"
    assert sorted(literal_formats(code)) == ["%d.%m.%Y", "%x", "j F"]
    assert IN_TEMPLATE.findall('{{ a|date:"j F" }}{% now "Y" %}') == ["j F", "Y"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "5 March 2026, 07:09 (UTC)"),
        ("en-xa", "5 March 2026, 07:09 (UTC)"),  # English of some other place
        ("de", "5. März 2026 07:09 (UTC)"),
        ("ja", "2026年3月5日7:09 (UTC)"),
        ("ia", "5 martio 2026, 07:09 (UTC)"),  # Django knows its words, not its formats
    ],
)
def test_a_moment_is_written_as_the_language_writes_it(language, written):
    with translation.override(language), timezone.override(dt.UTC):
        assert zoned(A_TIME) == written


def test_a_page_in_another_language_has_its_days_and_its_shares(client, settings):
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("de", "Deutsch")], "de"
    opens = dt.datetime(2099, 3, 5, 7, 9, tzinfo=dt.UTC)
    make.quiz(slug="later", opens_at=opens)
    assert "5. März 2099 07:09 (UTC)" in client.get("/quizzes/later/").content.decode()
    quiz = make.quiz([Kind.SINGLE] * 3, slug="thirds")
    attempt = make.start(client, quiz)
    first = attempt.responses.select_related("version").first()
    make.send(client, first, make.right(first.version.to_item()))
    client.post(f"/attempts/{attempt.pk}/finish/")
    assert "33,3" in client.get(f"/attempts/{attempt.pk}/result/").content.decode()


def test_a_number_is_shown_and_read_with_the_comma_of_the_language(client, settings):
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("de", "Deutsch")], "de"
    attempt = make.start(client, make.quiz([Kind.NUMERIC], feedback="at_end"))
    path = f"/attempts/{attempt.pk}/1/"
    client.post(path, {"sequence": "0", "answer": "1.234,125"})
    shown = BeautifulSoup(client.get(path).content, "html.parser").select_one("[name=answer]")
    assert shown["value"] == "1234,125"
    assert parse_number(shown["value"], "") == Decimal("1234.125")
    client.post(f"/attempts/{attempt.pk}/finish/")
    assert "1234,125 %" in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "1,234", "1234"), ("en", "1,5", "1.5"), ("en", "1,234.5", "1234.5"), ("en", "1.234", "1.234"),
        ("de", "1,234", "1.234"), ("de", "1,5", "1.5"), ("de", "1.234,5", "1234.5"), ("de", "1.234", "1234"),
        ("de", "3.5", "3.5"), ("de", "1 234,5 %", "1234.5"),
    ],
)  # fmt: skip
def test_a_typed_number_means_what_it_means_in_the_language(language, typed, meant):
    with translation.override(language):
        assert parse_number(typed, "%") == Decimal(meant)


def test_the_example_of_a_number_is_written_so_that_it_can_be_typed():
    with translation.override("de"), pytest.raises(ValidationError, match="3,5"):
        parse_number("many", "")


ENGLISH = re.compile(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b|\d\.\d+ ?%")
LENGTHS = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height")  # fmt: skip


def test_no_page_has_a_day_of_another_language_or_a_drawing_with_commas(tmp_path, settings):
    house = everywhere.furnish(tmp_path, settings)
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("de", "Deutsch")], "de"
    faults, days = [], 0
    for who, name, path in house.pages:
        if name.startswith("admin:") and name.endswith(("_add", "_delete", "_history")):
            continue
        page = BeautifulSoup(house.browsers[who].get(path).content.decode(), "html.parser")
        text = page.get_text(" ", strip=True)
        days += len(re.findall(r"\b\d{1,2}\. [A-Z][a-zä]+ 20\d\d\b", text))
        faults += [(path, one) for one in ENGLISH.findall(text)]
        for part in page.select("svg *, progress, meter"):
            held = [part.get(side, "") for side in (*LENGTHS, "value", "max")]
            faults += [(path, str(part)) for value in held if re.search(r"\d,\d", value)]
    assert faults == []
    assert days > 50


def test_what_a_language_lacks_is_written_as_in_english(settings):
    own = {name: formats.get_format(name, "en") for name in NAMES}
    assert {name: getattr(site, name) for name in NAMES} == own
