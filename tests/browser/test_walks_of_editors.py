"""From a text to a published quiz as an editor goes it: by keys alone, and without JavaScript."""

import re

from quizzes.models import Article, GenerationRun, QuestionVersion, Quiz
from tests.editing.test_articles import LEAKS

STEP = 60_000  # the linter and the generator read the whole article first


def test_from_a_text_to_a_published_quiz(person, editor):
    person.is_signed_in_as(editor)
    person.page.set_default_timeout(STEP)
    person.go("/admin/")
    person.follow("Bring an article")
    person.write("Paste the text", LEAKS)
    person.press("Show what is understood")
    person.reads("The text as it was understood")
    person.write(re.compile("^Title"), "Leaks")
    person.choose(re.compile("unknown"), role="checkbox")
    person.write(re.compile("^Licence"), "unknown")
    person.press("Store the article")
    person.page.wait_for_url("**/change/**")
    assert Article.objects.get().current
    person.press(re.compile("^Generate"))
    person.page.wait_for_url("**/generationrun/**")
    run = GenerationRun.objects.get()
    assert run.state == "finished"
    person.follow(re.compile("Review the"))
    person.press(re.compile("^Accept"))
    if QuestionVersion.objects.candidates().exists():
        person.act_on(person.page.locator("summary.button"))
        person.mark(person.page.get_by_label("Something else"))
        person.press("Reject")
    person.go(f"/admin/quizzes/generationrun/{run.pk}/change/")
    person.press(re.compile("Make a quiz of the"))
    person.page.wait_for_url("**/quiz/**")
    quiz = Quiz.objects.get()
    person.go(f"/admin/quizzes/quiz/{quiz.pk}/questions/")
    person.write("How many questions", "1")
    person.press("Add the rule")
    person.reads("drawn anew for each attempt")
    person.press("Take out")
    person.follow("Check and publish")
    person.press(re.compile("^Publish"))
    person.reads("Look at it as a learner.")
    quiz.refresh_from_db()
    assert quiz.published_at
