"""The fields of an assignment that belong to a choice."""

from tests import make
from tests.browser.test_access import cookies


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
