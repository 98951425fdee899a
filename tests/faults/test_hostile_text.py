"""Faults 11 and 12: what is sent is huge, or no text at all."""

from io import BytesIO
from urllib.parse import quote, urlencode

import pytest
from django.core import mail

from quizzes.items import Kind
from quizzes.models import QuestionVersion, Response, User
from tests import make

pytestmark = pytest.mark.django_db

MEGABYTE = 1_000_000
FORM = "application/x-www-form-urlencoded"
KINDS = list(Kind)

BROKEN = {
    "NUL": "%00",
    "a NUL inside": "phish%00ing",
    "a lone byte": "%FF",
    "a cut sequence": "phishing%C3",
    "an overlong form": "%C0%80",
    "a lone surrogate": "%ED%A0%80",
    "beyond Unicode": "%F4%90%80%80",
}


def send_raw(client, address, body, kind=FORM):
    return client.generic("POST", address, body, content_type=kind)


def typed(client, **more):
    """The address of a question that wants a typed answer."""
    attempt = make.start(client, make.quiz([Kind.SHORT_TEXT], **more))
    return f"/attempts/{attempt.pk}/1/"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [MEGABYTE - 100, MEGABYTE + 1])
def test_an_answer_of_a_megabyte_is_refused_with_a_sentence(guest, kind, size):
    attempt = make.start(guest, make.quiz([kind]))
    names = ["answer", *(f"answer_{i}" for i in range(1, 5))]
    body = urlencode({"sequence": 0} | {name: "9" * (size // len(names)) for name in names})
    refused = send_raw(guest, f"/attempts/{attempt.pk}/1/", body)
    assert refused.status_code in {400, 413, 422}
    told = refused.content.decode()
    assert "Nothing was stored" in told or "There is a problem" in told
    assert not Response.objects.answered().exists()


def test_ten_thousand_fields_are_refused_with_a_sentence(guest):
    address = typed(guest)
    refused = send_raw(guest, address, "&".join(f"answer_{i}=1" for i in range(10_000)))
    assert refused.status_code in {400, 413}
    assert "Nothing was stored" in refused.content.decode()


@pytest.mark.parametrize(
    "form", ["/accounts/sign-in/", "/accounts/sign-up/", "/accounts/password/reset/"]
)
def test_a_field_of_a_megabyte_is_refused_on_every_form(client, form):
    for size in (MEGABYTE - 100, MEGABYTE + 1):
        names = ("username", "email", "password", "password1", "password2")
        body = urlencode(dict.fromkeys(names, "x" * (size // len(names))))
        assert send_raw(client, form, body).status_code in {200, 400, 413, 422}
    assert not User.objects.exists()


@pytest.mark.parametrize("broken", BROKEN)
def test_a_typed_answer_that_is_no_text_is_refused_and_told(guest, broken):
    address = typed(guest)
    refused = send_raw(guest, address, f"sequence=0&answer={BROKEN[broken]}")
    assert refused.status_code in {400, 422}
    told = refused.content.decode()
    assert "There is a problem" in told or "Nothing was stored" in told
    assert not Response.objects.answered().exists()


def test_raw_bytes_that_are_no_utf8_are_refused_and_told(guest):
    refused = send_raw(guest, typed(guest), b"sequence=0&answer=\xc3\x28\xff")
    assert refused.status_code == 400
    assert "Nothing was stored" in refused.content.decode()
    assert not Response.objects.answered().exists()


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("kind", [k for k in KINDS if k != Kind.SHORT_TEXT])
def test_a_choice_that_is_no_text_is_refused(guest, kind, broken):
    attempt = make.start(guest, make.quiz([kind]))
    fields = "&".join(f"answer_{i}={BROKEN[broken]}" for i in range(1, 5))
    body = f"sequence=0&answer={BROKEN[broken]}&{fields}"
    assert send_raw(guest, f"/attempts/{attempt.pk}/1/", body).status_code in {400, 422}
    assert not Response.objects.answered().exists()


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("field", ["sequence", "confidence", "flagged", "next", "unknown"])
def test_no_field_makes_the_server_stumble(guest, broken, field):
    address = typed(guest)
    for path in (
        address,
        f"{address}flag/",
        f"{address}article/open/",
        address.replace("1/", "finish/"),
    ):
        assert send_raw(guest, path, f"{field}={BROKEN[broken]}").status_code < 500
    assert not Response.objects.answered().exists()


@pytest.mark.parametrize("broken", BROKEN)
def test_a_name_that_is_no_text_makes_no_account_and_finds_none(client, broken):
    text = BROKEN[broken]
    word = "a%20long%20pass%20phrase"
    body = f"username=anna{text}&email=&password1={word}&password2={word}&password={word}"
    for form in ("/accounts/sign-up/", "/accounts/sign-in/", "/admin/login/"):
        assert send_raw(client, form, body).status_code in {200, 400, 422}
    reset = send_raw(client, "/accounts/password/reset/", f"email=a{text}@example.org")
    assert reset.status_code in {200, 400}
    assert not mail.outbox
    assert not User.objects.exists()


@pytest.mark.parametrize("broken", BROKEN)
def test_an_address_that_is_no_text_leads_to_a_page_that_says_so(guest, broken):
    text = BROKEN[broken]
    paths = [
        f"/quizzes/{text}/",
        f"/articles/{text}/",
        f"/attempts/{text}/1/",
        f"/attempts/1/{text}/",
        f"/{text}",
    ]
    for path in [*paths, f"/accounts/password/reset/{text}/{text}/"]:
        assert guest.get(path).status_code in {200, 404}
    for path in ("/", "/history/"):
        assert guest.get(f"{path}?page={text}").status_code == 200


def test_a_place_beyond_every_number_is_a_page_that_does_not_exist(guest):
    attempt = make.start(guest, make.quiz())
    huge = "9" * 40
    for path in (f"/attempts/{huge}/", f"/attempts/{huge}/1/", f"/attempts/{attempt.pk}/{huge}/"):
        assert guest.get(path).status_code == 404
        assert guest.post(path, {"sequence": 0}).status_code in {404, 405}
    sent = guest.post(f"/attempts/{attempt.pk}/1/", {"sequence": huge, "answer": "1"})
    assert sent.status_code == 422


def test_an_editor_cannot_store_a_nul(editor):
    version = make.version(Kind.NUMERIC, approved=False)
    address = f"/admin/quizzes/questionversion/{version.pk}/change/"
    page = editor.get(address).context
    forms = [
        page["adminform"].form,
        *(inline.formset.management_form for inline in page["inline_admin_formsets"]),
        *(f for inline in page["inline_admin_formsets"] for f in inline.formset.initial_forms),
    ]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    data = {name: value for name, value in values.items() if value is not None}
    for name in ("stem", "explanation", "unit"):
        refused = editor.post(address, data | {name: "phish\0ing"})
        assert "Null characters are not allowed" in refused.content.decode()
    assert editor.post(address, data | {"stem": "How much?"}).status_code == 302
    assert QuestionVersion.objects.get().stem == "How much?"


def test_a_file_with_a_name_that_is_no_text_is_read_or_refused(editor):
    for name in ("a\0b.txt", "\udcff.txt", "../../etc/passwd.txt", "x" * 300 + ".txt"):
        upload = BytesIO(make.TEXT.encode())
        upload.name = quote(name, errors="surrogateescape")
        answer = editor.post("/admin/quizzes/article/add/", {"upload": upload}, follow=True)
        assert answer.status_code == 200
