"""An editor puts a quiz together: without JavaScript, by keyboard, and nobody is shut out."""

from playwright.sync_api import expect

from quizzes.composing import lines_of
from quizzes.items import Kind
from quizzes.models import Quiz
from tests import make
from tests.browser.test_access import cookies
from tests.composing.test_composing import address
from tests.composing.test_drawing import stock


def test_a_quiz_is_put_together_and_published_without_javascript(browser, live_server, editor):
    article = make.article()
    versions = stock(3, of=article, stem="Which one")
    quiz = make.quiz([], of=article, published=False)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies(live_server, editor))
    page = context.new_page()
    page.goto(live_server.url + address(quiz))
    page.get_by_label("Words in the question").fill("which one")
    page.get_by_role("button", name="Search").click()
    for version in versions[:2]:
        page.get_by_role("checkbox", name=version.stem).check()
    page.get_by_role("button", name="Add the ticked questions").click()
    expect(page.get_by_text("2 questions added.")).to_be_visible()
    page.get_by_label("How many questions").fill("1")
    page.get_by_label("On the topic").select_option("passwords")
    page.get_by_role("button", name="Add the rule").click()
    expect(page.get_by_text("3 approved questions match")).to_be_visible()
    page.get_by_role("button", name="Up").last.click()
    assert [line.is_rule for line in lines_of(quiz)] == [False, True, False]
    page.get_by_role("button", name="Take out").last.click()
    page.get_by_role("spinbutton", name="Marks for each").first.fill("2")
    page.get_by_role("button", name="Save places and marks").click()
    expect(page.get_by_text("An attempt gets 2 questions.")).to_be_visible()
    assert quiz.draw_rules.get().max_mark == 2
    context.close()


def test_a_line_is_moved_and_a_question_is_looked_at_by_keyboard_alone(page, live_server, editor):
    quiz = make.quiz([Kind.SINGLE] * 3, published=False)
    before = [line.key for line in lines_of(quiz)]
    page.context.add_cookies(cookies(live_server, editor))
    page.goto(live_server.url + address(quiz))
    for key, reached in (("Enter", "summary"), ("Enter", 'button[value^="down:"]')):
        target = page.locator(reached).first
        for _ in range(60):
            page.keyboard.press("Tab")
            if target.evaluate("e => e === document.activeElement"):
                break
        expect(target).to_be_focused()
        page.keyboard.press(key)
        if reached == "summary":
            expect(page.locator("details.asks").first).to_have_attribute("open", "")
    expect(page.get_by_text("Stored.")).to_be_visible()
    after = [line.key for line in lines_of(Quiz.objects.get())]
    assert after == [before[1], before[0], before[2]]
