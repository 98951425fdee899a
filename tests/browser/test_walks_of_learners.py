"""What a learner does, each way from end to end: by keys alone, and without JavaScript."""

import re
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt, Certificate, Practice, ProblemReport, User
from tests import make
from tests.assigning import making
from tests.returning import known

PASSWORD = "a long pass phrase"


def answer_rightly(person, response):
    """Give the right answer to a question of any kind, as its page offers it."""
    data = make.posted(response, make.right(response.version.to_item()))
    del data["sequence"]
    for name, value in data.items():
        for one in value if isinstance(value, list) else [value]:
            field = person.page.locator(f'[name="{name}"]')
            kind = field.first.evaluate("e => e.type")
            if kind in {"radio", "checkbox"}:
                person.mark(person.page.locator(f'[name="{name}"][value="{one}"]'))
            elif kind == "select-one":
                entry = field.locator(f'option[value="{one}"]').inner_text()
                person.pick_in(field, entry)
            else:
                person.type_into(field, one)


def test_a_quiz_of_every_kind_a_report_and_a_certificate(person):
    make.quiz(list(Kind), of=make.article(), slug="walk")
    person.go("/")
    person.follow("The walk")
    person.press("Start the quiz")
    person.reads("Question 1 of 8")
    attempt = Attempt.objects.get()
    for response in attempt.responses.select_related("version").order_by("position"):
        person.reads(f"Question {response.position} of 8")
        answer_rightly(person, response)
        person.press("Check answer")
        person.reads("Answer saved at")
        if response.position == 1:
            person.follow("Something is wrong with this question")
            person.choose("another answer is right as well")
            person.write("In your words (optional)", "Two are.")
            person.press("Send")
            person.reads("Thank you. An editor will look at it.")
        if response.position < 8:
            person.follow("Continue")
    person.press("Finish and see your result")
    person.reads("8 of 8 points")
    assert ProblemReport.objects.get().note == "Two are."
    person.follow("Get a certificate")
    person.write("Name on the certificate (optional)", "Kim")
    person.press("Make the certificate")
    person.reads("Nobody sees it unless you pass its address on")
    person.follow(re.compile("^http"))
    person.reads("This certificate is valid")
    assert Certificate.objects.get().name == "Kim"


def test_a_quiz_in_which_answers_may_change_with_a_flag_a_pause_and_the_article(person):
    make.quiz(
        [Kind.SINGLE, Kind.SINGLE], of=make.article(), slug="walk", feedback="at_end",
        article_access="on_request", pauses_allowed=1, time_limit=timedelta(minutes=20),
    )  # fmt: skip
    person.go("/quizzes/walk/")
    person.press("Start the quiz")
    person.reads("Question 1 of 2")
    person.choose("Alpha")
    person.press("Save answer")
    person.reads("Question 1 is saved.")
    person.choose("Bravo")
    person.press("Save answer")
    person.reads("Question 2 is saved.")
    person.go(f"/attempts/{Attempt.objects.get().pk}/1/")
    person.press("Flag this question to come back to it")
    person.reads("Flagged: take the flag away")
    person.press("Pause")
    person.reads("The clock stands still")
    person.press("Go on")
    person.follow(re.compile("Stem 1 of walk"))
    person.reads("Question 1 of 2")
    person.choose("Bravo")
    person.press("Save answer")
    person.reads("All questions are answered")
    person.press("Finish and see your result")
    person.reads("2 of 2 points")


def test_a_practice(person, client):
    learner = make.start(client, make.quiz(slug="door")).learner
    versions = [known.version(known.concept(f"one-{n}", "one"), stem=f"Stem {n}?") for n in (1, 2)]
    month = timezone.now() - timedelta(days=30)
    known.take(known.quiz(*versions), learner, now=month, wrong=(1, 2))
    learner.attempts.open().get().finish(now=timezone.now())
    person.is_signed_in_as(client)
    person.go("/practice/")
    person.press("Practise now")
    person.reads("Question 1 of at most")
    person.choose("Bravo")
    person.press("Check answer")
    person.reads("Answer saved at")
    person.press("Continue")
    person.reads("Question 2 of at most")
    person.press(re.compile("Stop here"))
    person.reads("1 of 1 answer was right")
    assert Practice.objects.get().is_finished


def test_into_a_group_by_its_code_through_its_quiz_and_out_again(person, anna):
    group = make.group("Class 7b", anna, join_code="ABCDEFGH", guests_join=True)
    making.assignment(group, make.quiz([Kind.SINGLE], slug="given"))
    person.go("/")
    person.follow("Groups")
    person.follow("Join a group")
    person.write("Code", "abcd efgh")
    person.press("Continue")
    person.write("Your name in this group", "Zoë")
    person.press("Join")
    person.reads("Your personal code")
    code = person.page.locator(".code").inner_text()
    person.follow("I have kept it: go on")
    person.follow("The given")
    person.reads("“Class 7b” asks you to take this quiz.")
    person.press(re.compile("Start"))
    person.reads("Question 1 of 1")
    person.choose("Bravo")
    person.press("Check answer")
    person.reads("Answer saved at")
    person.press("Finish and see your result")
    person.reads("1 of 1 points")
    assert Attempt.objects.get().assignment.group == group
    person.context.clear_cookies()
    person.go("/join/return/")
    person.write("Your personal code", code.lower())
    person.press("Come back")
    person.reads("Welcome back, Zoë.")
    person.go("/groups/")
    person.follow("Leave this group")
    person.press("Leave the group")
    person.reads("You are in no group yet.")


def test_an_account_from_its_first_day_to_its_last(person, settings):
    settings.EMAIL_IS_SET = True
    person.go("/")
    person.follow("Sign in")
    person.follow("Create an account")
    person.write("Username", "kim")
    person.write("E-mail address (optional)", "kim@example.org")
    person.write(re.compile("^Password$|^Password:"), PASSWORD)
    person.write("Password confirmation", PASSWORD)
    person.press("Create account")
    person.page.wait_for_url(f"{person.home}/")
    person.go("/accounts/")
    person.press("Save")
    person.reads("Saved")
    person.follow("Change password")
    person.write("Old password", PASSWORD)
    person.write("New password", f"{PASSWORD} 2")
    person.write("New password confirmation", f"{PASSWORD} 2")
    person.press("Change password")
    person.page.wait_for_url(f"{person.home}/accounts/")
    person.go("/accounts/data/")
    with person.page.expect_download() as waiting:
        person.follow("Download my data")
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert any(b"kim@example.org" in archive.read(name) for name in archive.namelist())
    person.context.clear_cookies()
    person.go("/accounts/sign-in/")
    person.follow("Forgot your password?")
    person.write("Email", "kim@example.org")
    person.press("Send the link")
    person.reads("Look into your mail")
    path = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]
    person.go(path)
    person.write("New password", f"{PASSWORD} 3")
    person.write("New password confirmation", f"{PASSWORD} 3")
    person.press("Save the new password")
    person.reads("Your password is set")
    person.follow("Sign in", place=person.page.get_by_role("main"))
    person.write("Username", "kim")
    person.write("Password", f"{PASSWORD} 3")
    person.press("Sign in")
    person.page.wait_for_url(f"{person.home}/")
    person.go("/accounts/data/")
    person.follow("Erase my data …")
    person.choose(re.compile("Erase my data. I know"), role="checkbox")
    person.write("Your password", f"{PASSWORD} 3")
    person.press("Erase my data")
    person.reads("Your data was erased")
    assert not User.objects.exists()


@pytest.mark.answers(422)
def test_what_is_missing_is_told_on_top_and_leads_to_its_field(person):
    make.quiz([Kind.SINGLE], slug="walk")
    person.go("/quizzes/walk/")
    person.press("Start the quiz")
    person.reads("Question 1 of 1")
    person.press("Check answer")
    person.reads("There is a problem")
    person.follow("Choose one of the answers.")
    person.choose("Bravo")
    person.press("Check answer")
    person.reads("Answer saved at")
