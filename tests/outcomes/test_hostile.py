"""What people typed stays text on a leader's pages and in the sheets."""

import csv
import io

import pytest
from django.utils import timezone

from quizzes import actions
from quizzes.models import QuestionVersion
from tests import make
from tests.assigning import making
from tests.security.poison import PAYLOADS, assert_harmless, items

pytestmark = pytest.mark.django_db

PAGES = [
    "assignments/", "assignments/new/", "assignments/{a}/", "assignments/{a}/change/",
    "assignments/{a}/extend/{m}/", "assignments/{a}/withdraw/", "results/", "results/{a}/",
    "results/{a}/people/{m}/",
]  # fmt: skip


@pytest.mark.parametrize("text", PAYLOADS)
def test_names_titles_and_questions_are_text_on_every_page(anna, text):
    versions = actions.add_items(items(text, ()), revision=None, by=None).versions
    QuestionVersion.objects.update(state="approved")
    quiz = actions.make_quiz(title=text, slug="poisoned", versions=versions, articles=[])
    quiz.publish(by=None, now=timezone.now())
    group = make.group(text[:120], anna)
    assignment = making.assignment(group, quiz, visibility="individual")
    for i in range(5):
        member = making.member(group, name=f"{text[:100]} {i}")
        member.reference = f"{i} {text[:50]}"
        member.save()
        making.sat(assignment, member.learner, False, confidence=3)
    browser = make.browser_of(anna)
    for page in PAGES:
        path = f"/groups/{group.pk}/" + page.format(a=assignment.pk, m=group.members.first().pk)
        answer = browser.get(path)
        assert answer.status_code == 200
        assert_harmless(answer.content.decode(), path)
    for page in ("results/record.csv", f"results/{assignment.pk}/people.csv"):
        sheet = browser.get(f"/groups/{group.pk}/{page}").content.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(sheet, newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
