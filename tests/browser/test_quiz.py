"""Taking a quiz as a person does: by mouse and by keyboard, in two windows, with a connection that breaks."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.items import Kind
from quizzes.models import Attempt
from tests import make

WRONG, RIGHT = "Alpha", "Bravo"


def begin(page, live_server, quiz):
    page.goto(f"{live_server.url}/quizzes/{quiz.slug}/")
    page.get_by_role("button", name=re.compile("Start", re.I)).first.click()
    expect(page.get_by_text("Question 1 of")).to_be_visible()


def heading(page, text):
    return page.get_by_role("heading", name=text)


def test_a_guest_takes_the_quiz_and_sees_the_score(page, live_server):
    quiz = make.quiz(of=make.article())
    begin(page, live_server, quiz)
    page.get_by_label(RIGHT).check()
    page.get_by_role("button", name="Check answer").click()
    expect(heading(page, "Correct")).to_be_focused()
    expect(page.locator("mark")).to_have_text("A thief who learns one password tries it elsewhere.")
    page.get_by_role("link", name="Continue").click()
    page.get_by_label(WRONG).check()
    page.get_by_role("button", name="Check answer").click()
    expect(heading(page, "Not quite")).to_be_visible()
    page.get_by_role("button", name=re.compile("Finish")).click()
    expect(page.get_by_text("50")).not_to_have_count(0)
    assert Attempt.objects.get().score == 1


@pytest.mark.answers(422)
def test_an_empty_answer_is_told_on_top_and_linked_to_the_field(page, live_server):
    begin(page, live_server, make.quiz())
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the answers.")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_role("radio").first).to_be_focused()


def test_the_whole_quiz_can_be_taken_by_keyboard_alone(page, live_server):
    begin(page, live_server, make.quiz([Kind.SINGLE]))
    options = page.get_by_role("radio")
    for _ in range(30):
        page.keyboard.press("Tab")
        if options.first.evaluate("e => e === document.activeElement"):
            break
    expect(options.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Correct|Not quite"))).to_be_focused()
    page.keyboard.press("Tab")
    page.get_by_role("button", name=re.compile("Finish")).press("Enter")
    expect(page).to_have_url(re.compile("/result/"))


def test_number_keys_choose_and_can_be_switched_off(page, live_server):
    begin(page, live_server, make.quiz([Kind.SINGLE]))
    switch = page.get_by_role("button", name=re.compile("Turn off keys"))
    expect(switch).to_be_visible()
    page.keyboard.press("2")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    switch.click()
    page.keyboard.press("3")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()


def test_the_back_button_shows_the_feedback_of_an_answered_question(page, live_server):
    begin(page, live_server, make.quiz())
    page.get_by_label(WRONG).check()
    page.get_by_role("button", name="Check answer").click()
    expect(heading(page, "Not quite")).to_be_visible()
    page.get_by_role("link", name="Continue").click()
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Check answer")).to_have_count(0)


@pytest.mark.answers(409)
def test_the_second_of_two_windows_is_told_and_sees_the_stored_answer(page, live_server):
    begin(page, live_server, make.quiz())
    other = page.context.new_page()
    other.goto(page.url)
    for window, option in ((page, RIGHT), (other, WRONG)):
        window.get_by_label(option).check()
        window.get_by_role("button", name="Check answer").click()
    expect(other.get_by_text("Your first answer counts")).to_be_visible()
    assert Attempt.objects.get().responses.first().is_right


def test_an_answer_sent_while_the_connection_is_down_is_sent_again(page, live_server):
    begin(page, live_server, make.quiz())
    page.get_by_label(RIGHT).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_text(re.compile("not saved", re.I)).first).to_be_visible()
    assert not Attempt.objects.get().responses.answered().exists()
    page.context.set_offline(False)
    expect(heading(page, "Correct")).to_be_visible(timeout=15_000)
    assert Attempt.objects.get().responses.answered().count() == 1


def test_a_choice_that_was_not_saved_is_not_left_behind_without_a_word(page, live_server):
    begin(page, live_server, make.quiz(feedback="at_end"))
    page.get_by_label(WRONG).check()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("status").filter(has_text="not saved yet")).to_be_visible()
    expect(page.get_by_text("Question 1 of 2")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
