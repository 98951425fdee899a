"""The pages of whoever leads a group, and what is assigned, for everyone: no axe violation, no sideways scroll."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Concept, Quiz
from quizzes.models.series import Series
from tests import make
from tests.assigning import making
from tests.browser.test_access import RULES, cookies

DAY = dt.timedelta(days=1)


def a_group(anna):
    now = timezone.now()
    group = make.group("Class 7b", anna, time_zone="Europe/Berlin")
    members = [
        making.member(group, name=f"Member {i}", joined_at=now - 200 * DAY) for i in range(6)
    ]
    making.member(group, make.learner(anna), name="Anna", joined_at=now - 200 * DAY)
    concept = Concept.objects.create(key="p", topic="phishing", label="Phishing")
    series = Series.objects.create(title="Before and after", wanted=2)
    made = []
    for role, days in (("pre", 100), ("post", 90), ("later", 50)):
        quiz = make.quiz([Kind.SINGLE, Kind.ORDERING], slug=role)
        Quiz.objects.filter(pk=quiz.pk).update(series=series, series_role=role)
        for at in quiz.quiz_questions.all():
            at.question.approved.concepts.add(concept)
        when = now - days * DAY
        made.append(
            making.assignment(group, quiz, now=when, due_at=when + 5 * DAY, visibility="individual")
        )
        for member in members:
            making.sat(made[-1], member.learner, [role != "pre", False], now=when, confidence=3)
    return group, made, members


def paths(group, made, members):
    first, other = made[0].pk, members[0].pk
    yield from ["/", "/quizzes/pre/", "/groups/"]
    for path in (
        "",
        "new/",
        f"{first}/",
        f"{first}/change/",
        f"{first}/extend/{other}/",
        f"{first}/withdraw/",
    ):
        yield f"/groups/{group.pk}/assignments/{path}"
    for path in ("", f"{first}/", f"{first}/people/{other}/"):
        yield f"/groups/{group.pk}/results/{path}"


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
)
def test_no_leaders_page_shuts_anybody_out(page, live_server, anna, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.context.add_cookies(cookies(live_server, make.browser_of(anna)))
    faults = []
    for path in paths(*a_group(anna)):
        page.goto(live_server.url + path)
        found = Axe().run(page, options=RULES).response["violations"]
        faults += [(path, v["id"], v["nodes"][0]["html"][:120]) for v in found]
        scroll = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if scroll > 0:
            faults.append((path, "sideways scroll", scroll))
    assert faults == []


def test_only_the_fields_of_the_choice_that_is_taken_are_shown(page, live_server, anna):
    page.context.add_cookies(cookies(live_server, make.browser_of(anna)))
    page.goto(f"{live_server.url}/groups/{make.group('Class 7b', anna).pk}/assignments/new/")
    due, days = (
        page.get_by_label("Due", exact=True),
        page.get_by_label("Days after joining", exact=True),
    )
    shown = {}
    for choice in ("Until a date", "Some days after joining", "No date"):
        page.get_by_label(choice).check()
        shown[choice] = (due.is_visible(), days.is_visible())
    assert list(shown.values()) == [(True, False), (False, True), (False, False)]


def test_without_javascript_all_fields_of_an_assignment_are_shown(browser, live_server, anna):
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies(cookies(live_server, make.browser_of(anna)))
        page = context.new_page()
        page.goto(f"{live_server.url}/groups/{make.group('Class 7b', anna).pk}/assignments/new/")
        assert page.get_by_label("Due", exact=True).is_visible()
        assert page.get_by_label("Days after joining", exact=True).is_visible()


def test_a_quiz_is_assigned_by_keyboard_alone(page, live_server, anna):
    make.quiz([Kind.SINGLE])
    group = make.group("Class 7b", anna)
    page.context.add_cookies(cookies(live_server, make.browser_of(anna)))
    page.goto(f"{live_server.url}/groups/{group.pk}/assignments/")
    page.get_by_role("link", name="Assign a quiz").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Quiz", exact=True).focus()
    page.keyboard.type("The quiz")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.get_by_label("Days after joining", exact=True).focus()
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    page.get_by_text("is assigned.").wait_for()
    assert group.assignments.get().within_days == 30
