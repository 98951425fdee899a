"""Certificates: private by default, checked by code, withdrawn for good, one for an attempt."""

import datetime as dt
import re
import sys

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes import editors
from quizzes.items import Kind
from quizzes.models import Certificate, CertificateWithdrawn, NotPassed, Response
from quizzes.views import paper
from tests import make
from tests.faults.racing import CROWD, at_once
from tests.returning import known
from tests.returning.known import START
from tests.security.poison import PAYLOADS, assert_harmless

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}")


@pytest.fixture(params=["guest", "account"])
def person(request, client, anna):
    return client if request.param == "guest" else make.browser_of(anna)


@pytest.fixture
def attempt(person):
    return make.take(person, make.quiz([Kind.SINGLE, Kind.SINGLE], of=make.article()))


def asked_for(person, attempt, name=""):
    """The certificate that the person asks for on its page."""
    assert person.post(f"/attempts/{attempt.pk}/certificate/", {"name": name}).status_code == 302
    return Certificate.objects.valid().get(attempt=attempt)


def text_of(browser, path, status=200):
    answer = browser.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_nothing_is_made_before_it_is_asked_for(person, attempt):
    assert "Get a certificate" in text_of(person, f"/attempts/{attempt.pk}/result/")
    assert "Make the certificate" in text_of(person, f"/attempts/{attempt.pk}/certificate/")
    assert not Certificate.objects.exists()


def test_anybody_with_the_code_sees_what_it_says(person, attempt, client_of_nobody):
    made = asked_for(person, attempt, name="Anna Ānanda")
    page = text_of(client_of_nobody, f"/check/{made.spaced_code}/")
    for told in ("The quiz", "About passwords, revision 1", "2 of 2 points, 100 %", "Anna Ānanda"):
        assert told in page
    assert "no, to none of the questions" in page
    assert "nobody watched" in page


@pytest.fixture
def client_of_nobody():
    from django.test import Client

    return Client()


def test_without_a_name_typed_no_name_is_shown(attempt, person, anna, client_of_nobody):
    made = asked_for(person, attempt)
    page = text_of(client_of_nobody, f"/check/{made.code}/")
    assert "anna" not in page.casefold()
    assert 'class="name"' not in page.split("<main", 1)[1]


@pytest.mark.parametrize("typed", ["{lower}", " {code} ", "{spaced}", "{head} {tail}"])
def test_a_code_is_found_however_it_is_typed(person, attempt, typed, client_of_nobody):
    made = asked_for(person, attempt)
    code = made.code
    parts = {"lower": code.lower(), "spaced": made.spaced_code, "head": code[:4], "tail": code[4:]}
    written = typed.format(code=code, **parts)
    answer = client_of_nobody.get("/check/", {"code": written}, follow=True)
    assert "This certificate is valid" in answer.content.decode()


def test_an_unknown_code_is_404_and_says_so_and_guessing_ends(client_of_nobody):
    assert "No certificate has this code" in text_of(client_of_nobody, "/check/ABCD/", 404)
    statuses = [client_of_nobody.get(f"/check/X{i}/").status_code for i in range(31)]
    assert statuses[-1] == 429
    assert "Wait ten minutes" in text_of(client_of_nobody, "/check/ABCD/", 429)


def test_an_empty_code_is_asked_for(client_of_nobody):
    assert "Type the code" in text_of(client_of_nobody, "/check/")
    assert "Error:" in text_of(client_of_nobody, "/check/?code=+-")


def test_search_engines_are_told_to_leave_it_out(person, attempt, client_of_nobody):
    code = asked_for(person, attempt).code
    for path in ("/check/", f"/check/{code}/", "/check/nothing/"):
        answer = client_of_nobody.get(path)
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_an_attempt_that_was_not_passed_has_none(person):
    attempt = make.take(person, make.quiz(slug="hard"), rightly=False)
    assert person.get(f"/attempts/{attempt.pk}/certificate/").status_code == 404
    assert person.post(f"/attempts/{attempt.pk}/certificate/", {"name": ""}).status_code == 404
    with pytest.raises(NotPassed):
        Certificate.objects.issue(attempt, now=timezone.now())


def test_the_learner_changes_the_name_withdraws_it_and_makes_another(
    person, attempt, client_of_nobody
):
    first = asked_for(person, attempt, name="Anna")
    assert asked_for(person, attempt, name="Bertha").code == first.code
    assert "Bertha" in text_of(client_of_nobody, f"/check/{first.code}/")
    person.post(f"/attempts/{attempt.pk}/certificate/revoke/")
    page = text_of(client_of_nobody, f"/check/{first.code}/")
    assert "its owner withdrew it" in page
    assert "Bertha" not in page
    assert "points" not in page
    assert asked_for(person, attempt).code != first.code


def test_an_editor_with_the_code_withdraws_it_for_good(person, attempt, editor, signed_in):
    made = asked_for(person, attempt, name="Anna")
    path = f"/check/{made.code}/withdraw/"
    assert signed_in.post(path, {"reason": "No."}).status_code == 404
    assert "For editors" not in text_of(signed_in, f"/check/{made.code}/")
    assert "For editors" in text_of(editor, f"/check/{made.code}/")
    assert editor.post(path, {"reason": " "}).status_code == 422
    assert editor.post(path, {"reason": "Marked anew."}).status_code == 302
    made.refresh_from_db()
    assert (made.is_valid, made.by_learner, made.revoked_by.username) == (False, False, "editor")
    own = text_of(person, f"/attempts/{attempt.pk}/certificate/")
    assert "Marked anew." in own
    assert "Marked anew." not in text_of(signed_in, f"/check/{made.code}/")
    person.post(f"/attempts/{attempt.pk}/certificate/", {"name": ""})
    assert not Certificate.objects.valid().exists()
    with pytest.raises(CertificateWithdrawn):
        Certificate.objects.issue(attempt, now=timezone.now())


def test_withdrawing_twice_keeps_the_first_reason():
    made = Certificate.objects.issue(known.take(known.quiz(known.version(stem="Q?")), make.learner()), now=START)  # fmt: skip
    made.revoke("First.", now=START + DAY)
    made.revoke("Second.", now=START + 2 * DAY, by_learner=True)
    assert (made.revoke_reason, made.by_learner, made.revoked_at) == ("First.", False, START + DAY)


def test_what_it_says_never_changes():
    made = Certificate.objects.issue(known.take(known.quiz(known.version(stem="Q?")), make.learner()), now=START)  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(score=0)
    made.attempt.quiz.title = "Another title"
    made.attempt.quiz.save()
    made.refresh_from_db()
    assert made.quiz_title == "The known"


def test_it_says_whether_answers_had_been_shown_and_what_was_looked_up():
    learner = make.learner()
    one, two = (known.version(stem=stem) for stem in ("One?", "Two?"))
    quiz = known.quiz(one, two)
    first = known.take(quiz, learner)
    Response.objects.filter(attempt=first, position=1).update(article_opened=True)
    again = known.take(known.quiz(two, slug="two"), learner, now=START + DAY)
    made = [Certificate.objects.issue(a, now=START + DAY) for a in (first, again)]
    assert [(c.shown_before, c.looked_up) for c in made] == [(0, 1), (1, 0)]


def test_what_an_open_quiz_with_feedback_at_the_end_asked_was_not_shown_yet():
    learner = make.learner()
    version = known.version(stem="One?")
    late = make.attempt(known.quiz(version, slug="late", feedback="at_end"), learner, START)
    for response in late.responses.select_related("version", "attempt"):
        response.store(make.right(response.version.to_item()), sequence=0, now=START)
    second = known.take(known.quiz(version, slug="second"), learner, now=START + DAY)
    assert Certificate.objects.issue(second, now=START + DAY).shown_before == 0


def test_a_guest_who_signs_in_keeps_it(client, anna):
    attempt = make.take(client, make.quiz())
    made = asked_for(client, attempt, name="Guest")
    client.post("/accounts/sign-in/", {"username": "anna", "password": "a long pass phrase"})
    own = Certificate.objects.of_learner(make.learner(anna)).get()
    assert own == made
    assert made.spaced_code in text_of(client, f"/attempts/{attempt.pk}/certificate/")


def test_others_certificates_do_not_exist(person, attempt, superuser):
    asked_for(person, attempt)
    stranger = make.browser_of(make.user("stranger"))
    make.start(stranger, make.quiz(slug="another"))
    for browser in (stranger, superuser):
        for part in ("certificate/", "certificate.pdf"):
            assert browser.get(f"/attempts/{attempt.pk}/{part}").status_code == 404
        assert browser.post(f"/attempts/{attempt.pk}/certificate/revoke/").status_code == 404
    assert Certificate.objects.valid().exists()


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_name_is_text(person, attempt, text, client_of_nobody):
    made = asked_for(person, attempt, name=text[:120])
    for browser, path in (
        (person, f"/attempts/{attempt.pk}/certificate/"),
        (client_of_nobody, f"/check/{made.code}/"),
    ):
        assert_harmless(browser.get(path).content.decode(), path)
    assert person.get(f"/attempts/{attempt.pk}/certificate.pdf").status_code == 200


def test_a_pdf_of_one_page_and_what_is_said_where_it_cannot_be_drawn(person, attempt, monkeypatch):
    asked_for(person, attempt, name="Anna")
    path = f"/attempts/{attempt.pk}/certificate.pdf"
    answer = person.get(path)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.count(b"/Type /Page\n") == 1
    asked_for(person, attempt, name="Анна")
    assert "Print the page instead" in person.get(path, follow=True).content.decode()
    monkeypatch.setitem(sys.modules, "reportlab", None)
    monkeypatch.setattr(paper, "is_possible", lambda: False)
    assert "pip install reportlab" in person.get(path, follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_many_at_once_there_is_one():
    attempt = known.take(known.quiz(known.version(stem="Q?")), make.learner())
    codes = at_once([lambda: Certificate.objects.issue(attempt, now=START).code] * CROWD)
    assert len(set(codes)) == 1
    assert Certificate.objects.count() == 1


def test_codes_are_long_and_of_clear_letters(person, attempt):
    code = asked_for(person, attempt).spaced_code
    assert CODE.fullmatch(code)
    assert not set("01OIL") & set(code)


def test_pages_take_few_statements(person, attempt, django_assert_max_num_queries):
    made = asked_for(person, attempt)
    with django_assert_max_num_queries(8):
        person.get(f"/check/{made.code}/")
    with django_assert_max_num_queries(9):
        person.get(f"/attempts/{attempt.pk}/certificate/")


def test_the_editors_group_of_an_old_site_may_withdraw(editor):
    assert editors.ensure_editors().permissions.filter(codename="change_quiz").exists()
