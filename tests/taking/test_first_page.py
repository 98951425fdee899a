"""The first page: one question for everybody, of which nothing is kept; the course with one's own progress."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes.models import Learner, Quiz, Scenario
from quizzes.models.today import free_scenarios, scenario_of
from tests import make
from tests.editing.conceptfiles import Files, scenario

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def base(tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    files = Files(tmp_path)
    for i in range(5):
        stem = f"A message of sort {i} reaches you. What should you do?"
        files.data["scenarios"][f"sort_{i}"] = scenario(stem, f"Call the bank of sort {i} yourself")
    files.load()
    return files


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def asked(client, path="/"):
    """The scenario on the page, and what a browser would send for one of its options."""
    form = page_of(client.get(path)).select_one("#today form")
    found = Scenario.objects.get(key=form["action"].split("/")[2])

    def sent(text):
        texts = [label.text.strip() for label in form.select("label.option")]
        hidden = {i["name"]: i["value"] for i in form.select("input[type=hidden]")}
        return form["action"], hidden | {"answer": str(texts.index(text) + 1)}

    return found, sent


def test_the_page_holds_a_question_and_nothing_of_its_key(guest, base):
    found, _sent = asked(guest)
    page = guest.get("/").content.decode()
    assert found.key_text in page
    for secret in (
        found.key_why,
        *(d.why for d in found.distractors.all()),
        "Correct",
        "Not quite",
    ):
        assert secret not in page


def test_the_key_has_no_place_of_its_own(base):
    from quizzes.models.today import options_of

    places = {
        [right for _text, right, _why in options_of(s)].index(True) for s in Scenario.objects.all()
    }
    assert len(places) > 1


@pytest.mark.parametrize(("is_right", "verdict"), [(True, "Correct"), (False, "Not quite")])
def test_an_answer_brings_the_verdict_every_reason_and_the_source(guest, base, is_right, verdict):
    found, sent = asked(guest)
    wrong = found.distractors.first()
    path, data = sent(found.key_text if is_right else wrong.text)
    page = page_of(guest.post(path, data)).text
    for said in (verdict, found.key_why, wrong.why, "An Authority: Its page"):
        assert said in page


def test_nothing_about_the_person_is_kept(guest, base):
    from django.contrib.sessions.models import Session

    found, sent = asked(guest)
    path, data = sent(found.key_text)
    guest.post(path, data)
    assert not Learner.objects.exists()
    assert not Session.objects.exists()
    assert set(guest.cookies) <= {"csrftoken"}


def test_sending_it_again_gives_the_same_page(guest, base):
    found, sent = asked(guest)
    path, data = sent(found.key_text)
    first, second = (page_of(guest.post(path, data)).select_one("#today").text for _ in range(2))
    assert first == second


def test_every_day_has_a_question_of_its_own_until_all_had_their_turn(base):
    count = free_scenarios().count()
    days = [scenario_of(TODAY + dt.timedelta(days=i)).key for i in range(count)]
    assert len(set(days)) == count > 4
    assert scenario_of(TODAY) == scenario_of(TODAY)


def test_asking_for_another_one_brings_another_one(guest, base):
    first, _ = asked(guest)
    link = page_of(guest.get("/")).find("a", string="Another one")["href"]
    second, _ = asked(guest, link)
    assert first != second


@pytest.mark.parametrize("another", ["", "x", "-1", "1.5", "9999999999", "٣"])
def test_whatever_stands_in_the_address_there_is_a_question(guest, base, another):
    assert page_of(guest.get("/", {"another": another})).select_one("#today form")


def test_a_scenario_that_a_quiz_may_ask_is_never_the_question_of_the_day(base):
    found = Scenario.objects.get(key="sort_1")
    assert found in free_scenarios()
    version = make.version(entry=found.name, stem="Reworded: what do you do?", approved=False)
    assert found in free_scenarios()
    version.approve(by=None, now=timezone.now())
    assert found not in free_scenarios()
    version.retire(by=None, now=timezone.now())
    assert found not in free_scenarios()


def test_a_scenario_that_is_retired_is_not_asked(base):
    Scenario.objects.update(state="retired")
    assert scenario_of(TODAY) is None


def test_an_empty_answer_is_told_and_the_question_asked_again(guest, base):
    found, sent = asked(guest)
    path, data = sent(found.key_text)
    del data["answer"]
    answer = guest.post(path, data)
    assert answer.status_code == 422
    assert "Choose one of the answers." in page_of(answer).select_one("[role=alert]").text
    assert found.key_why not in answer.content.decode()


def test_a_page_from_before_an_edit_shows_the_question_anew_and_no_key(guest, base):
    found, sent = asked(guest)
    path, data = sent(found.key_text)
    Scenario.objects.filter(pk=found.pk).update(edit_number=found.edit_number + 1)
    answer = guest.post(path, data)
    assert answer.status_code == 409
    assert "changed a moment ago" in answer.content.decode()
    assert found.key_why not in answer.content.decode()


def test_a_question_that_was_taken_out_meanwhile_leads_to_another(guest, base):
    found, sent = asked(guest)
    Scenario.objects.filter(pk=found.pk).update(state="retired")
    answer = guest.post(*sent(found.key_text), follow=True)
    assert "taken out a moment ago" in answer.content.decode()
    assert asked(guest)[0] != found


def test_where_htmx_swaps_only_the_question_travels(guest, base):
    found, sent = asked(guest)
    path, data = sent(found.key_text)
    part = guest.post(path, data, headers={"HX-Target": "today", "HX-Request": "true"})
    assert "Correct" in part.content.decode()
    assert b"<footer" not in part.content
    assert "HX-Target" in part.headers["Vary"]


def lesson(topic, **rules):
    return make.quiz(slug=f"lesson-{topic}", key=f"lesson-{topic}", **rules)


def test_the_course_says_how_far_one_is(guest):
    passed, failed, begun, fresh = (lesson(t) for t in ("mfa", "scams", "networks", "updates"))
    make.take(guest, passed)
    make.take(guest, failed, rightly=False)
    going = make.start(guest, begun)
    first = going.responses.select_related("version").first()
    make.send(guest, first, make.right(first.version.to_item()))
    rows = {
        row.a["href"].strip("/").split("/")[1]: (row.get("class", []), " ".join(row.text.split()))
        for row in page_of(guest.get("/")).select(".course > li")
    }
    assert rows[passed.slug] == (["done"], f"{passed} 100 % passed")
    assert rows[failed.slug] == (["begun"], f"{failed} 0 %")
    assert rows[begun.slug] == (["begun"], f"{begun} 1 of 2")
    assert rows[fresh.slug] == ([], str(fresh))


def test_the_course_offers_the_first_lesson_that_is_not_passed(guest):
    first, second = lesson("mfa"), lesson("scams")
    assert "Begin with the first" in (before := page_of(guest.get("/")).aside).text
    assert f"/quizzes/{first.slug}/" in str(before)
    make.take(guest, first)
    after = page_of(guest.get("/")).aside
    assert "1 lesson passed" in after.text
    assert f"/quizzes/{second.slug}/" in str(after)


def test_ones_own_progress_is_nobody_elses(guest, signed_in):
    make.take(guest, lesson("mfa"))
    assert page_of(signed_in.get("/")).select(".course .done") == []


def test_the_lesson_on_the_questions_topic_is_offered_after_the_answer(guest, base):
    lesson("phishing")
    found, sent = asked(guest)
    page = page_of(guest.post(*sent(found.key_text)))
    assert page.select_one("#today").find("a", string="The lesson on this")


def test_without_scenarios_and_quizzes_the_page_says_so(guest, db):
    page = page_of(guest.get("/"))
    assert "No quiz is open" in page.text
    assert len(page.find_all("h1")) == 1
    assert Quiz.objects.count() == 0


def test_the_page_takes_as_many_statements_with_more_scenarios_and_lessons(
    guest, base, django_assert_num_queries, django_assert_max_num_queries
):
    make.take(guest, lesson("mfa"))
    with django_assert_max_num_queries(10) as statements:
        guest.get("/")
    count = len(statements)
    for i in range(30):
        base.data["scenarios"][f"more_{i}"] = scenario(f"Message {i} to you?", f"Call bank {i}")
    base.load()
    for topic in ("scams", "updates", "phishing"):
        make.start(guest, lesson(topic))
    with django_assert_num_queries(count):
        guest.get("/")


def test_an_answer_where_htmx_swaps_takes_at_most_six_statements(
    guest, base, django_assert_max_num_queries
):
    found, sent = asked(guest)
    path, data = sent(found.key_text)
    with django_assert_max_num_queries(6):
        guest.post(path, data, headers={"HX-Target": "today"})
