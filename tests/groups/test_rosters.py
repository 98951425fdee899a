"""Lists of people as text: what is read of them, and what is said of what can't be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.tables.rosters import Line, decode, read


def people(text):
    roster = read(text)
    assert roster.faults == ()
    return [(line.name, line.email, line.reference) for line in roster.lines]


def fault(text, place=0):
    found = read(text).faults[place]
    return found.number, found.why.code


TABLE = [("Zoë Berg", "zoe@example.org", "17"), ("Tom, junior", "", "18")]


@pytest.mark.parametrize(
    "text",
    [
        'Name,E-mail,Number\nZoë Berg,zoe@example.org,17\n"Tom, junior",,18\n',
        "\ufeffname;EMAIL;Reference\r\nZoë Berg;zoe@example.org;17\r\nTom, junior;;18\r\n",
        "Full name\tE‑Mail address\tStaff number\nZoë  Berg\tzoe@example.org\t17\n\n Tom, junior \t\t18",
        "Number;Mail;First name;Last name\n17;zoe@example.org;Zoë;Berg\n18;;Tom, junior;",
        "sep=;\nName;Class;E-mail;No.\nZoë Berg;7b;zoe@example.org;17\nTom, junior;7b;;18",
        "Zoe\u0308 Berg;zoe@example.org;17\nTom, junior;;18",
    ],
)  # fmt: skip
def test_a_table_is_read_whatever_program_wrote_it(text):
    assert people(text) == TABLE


def test_a_list_of_names_and_a_list_of_addresses_need_no_headers():
    assert people("Tom\nKim\n") == [("Tom", "", ""), ("Kim", "", "")]
    assert people("tom@example.org\nkim@example.org") == [
        ("", "tom@example.org", ""),
        ("", "kim@example.org", ""),
    ]
    assert people("17;tom@example.org;Tom")[0][1] == "tom@example.org"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_decoded_from_what_spreadsheets_write(coding):
    assert decode("Zoë – Müller".encode(coding)).removeprefix("\ufeff") == "Zoë – Müller"


@pytest.mark.parametrize("source", [b"PK\x03\x04\x00\x00", b"\x81\x8d", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(source):
    with pytest.raises(ValueError, match=r".+"):
        decode(source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, "empty")),
        ("\n \n", (0, "empty")),
        ("Name,Name\nTom,Tim", (0, "too_many_cells")),
        ("a,b,c,d\n1,2,3,4", (0, "no_columns")),
        ("Name,E-mail\nTom,tom@example\n", (2, "no_address")),
        ("Name,E-mail\n\n\nTom,tom example.org\n", (4, "no_address")),
        ("Name,E-mail\nTom,tom@example.org,17\n", (2, "too_many_cells")),
        ("Name,E-mail,Class\n,,7b\n", (2, "nobody")),
        ("Name;E-mail\nTom;\n,\n", (3, "nobody")),
        (f"Name\n{'x' * 121}", (2, "too_wide")),
        ("Name,Number\nTom,17\nTim,17", (3, "clash")),
        ("Name,E-mail\nTom,a@example.org\nTim,A@example.org", (3, "clash")),
        ('Name\n"Tom\n', (0, "no_table")),
        ("Name\n" + "x" * 500_000, (0, "too_large")),
        ("\n".join(f"Pupil {i}" for i in range(5_002)), (0, "too_long")),
        ("x" * 140_000, (0, "no_table")),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, expected):
    if expected == (0, "too_many_cells"):  # two names of one kind are no headers
        assert read(text).columns == ("name", "reference")
        return
    assert fault(text) == expected


def test_every_message_says_what_to_do_and_can_be_filled_in():
    text = "Name,E-mail,Number\nTom,tom,\n,,\nTom,,\nTom ,,\nKim,,1\nTim,,1\nA,a@b.org,\nB,A@b.org,"
    faults = read(text).faults
    assert [f.number for f in faults] == [2, 7, 9]
    assert all(f.why.message.endswith(".") for f in faults)


def test_the_same_line_twice_is_read_once():
    roster = read("Name,Number\nTom,17\ntom , 17\nKim,\nKIM,")
    assert roster.doubles == ((3, 2), (5, 4))
    assert roster.lines == (Line(2, "Tom", "", "17"), Line(4, "Kim", "", ""))


def test_a_cell_over_two_lines_is_one_line_and_the_next_has_its_own_number():
    roster = read('Name,E-mail\n"Tom\nBerg",tom\nKim,kim')
    assert [f.number for f in roster.faults] == [2, 4]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    roster = read(text)
    assert roster.lines or roster.faults
    for line in roster.lines:
        assert line.name.isprintable()


@given(st.binary(max_size=200))
def test_no_bytes_break_the_decoder(source):
    try:
        read(decode(source))
    except ValueError:
        return
