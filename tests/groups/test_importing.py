"""Bringing a list into a group: what would happen is shown, then exactly that is done."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.html import escape

from quizzes.models import Member
from tests import make

pytestmark = pytest.mark.django_db

LIST = "Name;E-mail;Number\nTom Berg;tom@example.org;17\nKim Lund;;18\n"


@pytest.fixture
def group(anna):
    return make.group("Class 7b", anna)


@pytest.fixture
def bring(signed_in, group):
    path = f"/groups/{group.pk}/members/import/"

    def look(text, **more):
        answer = signed_in.post(path, {"text": text} | more)
        return answer, answer.content.decode()

    def act(text, **more):
        _answer, page = look(text, **more)
        seen = re.search(r'name="seen" value="(\w+)"', page)
        assert seen, page
        return signed_in.post(path, {"text": text, "seen": seen[1]} | more)

    look.act = act
    return look


def listed(group):
    return sorted(group.members.present().values_list("name", "email", "reference"))


def test_a_dry_run_shows_and_writes_nothing(bring, group):
    answer, page = bring(LIST)
    assert answer.status_code == 200
    assert "2 are new" in page
    assert "Tom Berg" in page
    assert "1. name, 2. e-mail address, 3. number" in page
    assert not Member.objects.exists()


def test_what_was_shown_is_done_and_again_it_changes_nothing(bring, group):
    assert bring.act(LIST).url == f"/groups/{group.pk}/"
    before = list(Member.objects.order_by("pk").values())
    assert listed(group) == [("Kim Lund", "", "18"), ("Tom Berg", "tom@example.org", "17")]
    _answer, page = bring(LIST, is_whole="on")
    assert "Nothing would change" in page
    assert "2 stay as they are" in page
    assert "Import it so" not in page
    assert list(Member.objects.order_by("pk").values()) == before


def test_changes_are_shown_as_old_and_new_and_an_empty_cell_erases_nothing(bring, group):
    bring.act(LIST)
    second = "Name;E-mail;Number\nTom Berg-Lund;tom@new.example;17\nKim Lund;;18\n"
    _answer, page = bring(second)
    assert "name: Tom Berg → <b>Tom Berg-Lund</b>" in page
    bring.act(second)
    bring("Name;Number\nTom Berg-Lund;17")
    assert listed(group)[1] == ("Tom Berg-Lund", "tom@new.example", "17")
    bring.act("Name;E-mail;Number\nTom;TOM@new.example;")
    assert listed(group)[1] == ("Tom", "TOM@new.example", "17")


def test_whoever_is_missing_leaves_only_where_the_list_is_the_whole(bring, group):
    bring.act(LIST)
    code = Member.objects.get(name="Tom Berg").new_return_code()
    shorter = "Name;Number\nKim Lund;18\nNew One;19\n"
    assert "leaves" not in bring(shorter)[1]
    _answer, page = bring(shorter, is_whole="on")
    assert "1 leaves" in page
    bring.act(shorter, is_whole="on")
    assert [m[0] for m in listed(group)] == ["Kim Lund", "New One"]
    assert Member.objects.of_return_code(code) is None
    assert group.members.count() == 3


def test_who_left_comes_back_as_who_they_were(bring, group):
    bring.act(LIST)
    tom = Member.objects.get(reference="17")
    tom.accept(make.learner(), now=timezone.now())
    bring.act("Name;Number\nKim Lund;18\n", is_whole="on")
    assert "1 comes back" in bring(LIST)[1]
    bring.act(LIST)
    tom.refresh_from_db()
    assert (tom.left_at, tom.learner is not None) == (None, True)
    assert group.members.count() == 2


def test_who_joined_by_a_nickname_gets_the_number_that_the_list_tells(bring, group):
    nick = make.member(group, "Zoë", make.learner())
    bring.act("Name;Number\nzoë;17\n")
    nick.refresh_from_db()
    assert (nick.name, nick.reference, group.members.count()) == ("zoë", "17", 1)


def test_a_namesake_with_another_number_is_pointed_out(bring, group):
    make.member(group, "Tom", reference="16")
    _answer, page = bring("Name;Number\nTom;17\n")
    assert "1 is new" in page
    assert "If it is the same person, correct the number or address" in page


def test_names_alone_find_whoever_is_called_so(bring, group):
    nick = make.member(group, "Zoë", make.learner())
    _answer, page = bring("Name\nZOË\nTom\n")
    assert "1 changes" in page
    bring.act("Name\nZOË\nTom\n")
    nick.refresh_from_db()
    assert nick.name == "ZOË"
    assert group.members.count() == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Name,E-mail\nTom,tom@x", "Line 2:</b> “tom@x” is no e-mail address"),
        ("Name\nAnna Berg", "Line 2:</b> Several members have this name."),
        ("E-mail,Number\na@example.org,2", "The number is that of Two and the address that of One"),
        ("Name,Number\nOne,\nAnybody,1", "Line 3:</b> It names the same member as line 2."),
        ("Name,Number\n<b>x</b>,3\n<i>,3", "Line 3:</b> It has the same number as line 2"),
    ],
)
def test_lines_in_error_are_told_and_nothing_can_be_imported(bring, group, text, told):
    make.member(group, "One", email="a@example.org", reference="1")
    make.member(group, "Two", reference="2")
    for number in ("8", "9"):
        make.member(group, "Anna Berg", reference=number)
    answer, page = bring(text, is_whole="on")
    assert answer.status_code == 422
    assert told in page
    assert "Import it so" not in page
    assert escape(text.splitlines()[-1]) in page, "the list can be corrected where it stands"
    assert group.members.present().count() == 4


def test_a_group_that_changed_meanwhile_is_shown_again(signed_in, bring, group):
    path = f"/groups/{group.pk}/members/import/"
    seen = re.search(r'name="seen" value="(\w+)"', bring(LIST, is_whole="on")[1])[1]
    make.member(group, "Late", make.learner())
    answer = signed_in.post(path, {"text": LIST, "is_whole": "on", "seen": seen})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The group changed since you looked" in page
    assert "1 leaves" in page
    assert [m[0] for m in listed(group)] == ["Late"]


def test_a_made_up_fingerprint_writes_nothing(signed_in, group):
    path = f"/groups/{group.pk}/members/import/"
    assert signed_in.post(path, {"text": LIST, "seen": "x"}).status_code == 409
    assert not Member.objects.exists()


def test_a_file_is_read_like_what_is_pasted(bring, group):
    file = SimpleUploadedFile("class.csv", "Name;Number\nZoë Müller;17\n".encode("cp1252"))
    assert "Zoë Müller" in bring("", file=file)[1]


@pytest.mark.parametrize(
    ("text", "source", "told"),
    [
        ("", None, "Paste the list, or choose a file."),
        ("Tom", b"Kim", "not both"),
        ("", b"PK\x00\x00", "This file is no text."),
        ("", b"x" * 500_001, "larger than 500 kB"),
    ],
)
def test_what_is_no_list_is_told(bring, group, text, source, told):
    more = {"file": SimpleUploadedFile("x.csv", source)} if source else {}
    answer, page = bring(text, **more)
    assert answer.status_code == 422
    assert told in page


def test_what_people_are_called_is_shown_as_text(bring, group):
    page = bring("Name\n<script>alert(1)</script>")[1]
    assert "<script>alert" not in page


def test_an_import_takes_a_statement_more_for_a_batch_of_rows_and_none_for_a_row(
    bring, group, django_assert_max_num_queries
):
    for size, most in ((2, 12), (180, 13)):
        text = "Name;Number\n" + "".join(f"Pupil {i};{size}-{i}\n" for i in range(size))
        bring.act(text, is_whole="on")
        with django_assert_max_num_queries(most):
            bring.act(text.replace("Pupil", "Person"), is_whole="on")
