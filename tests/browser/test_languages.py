"""Longer words and the other direction: no page scrolls sideways on a small screen."""

import pytest

from tests import everywhere
from tests.browser.test_access import cookies
from tests.languages.catalogue import MISSING
from tests.languages.conftest import catalogues, pseudo_locale, speak  # noqa: F401


@pytest.mark.skipif(MISSING, reason="GNU gettext is missing; install gettext")
@pytest.mark.answers(403)
@pytest.mark.answers(404)
@pytest.mark.answers(405)
def test_no_page_scrolls_sideways_with_longer_words_or_from_right_to_left(
    page,
    live_server,
    tmp_path,
    settings,
    speak,  # noqa: F811
):
    house = everywhere.furnish(tmp_path, settings)
    page.set_viewport_size({"width": 320, "height": 640})
    faults = []
    for language, direction in (("en-xa", "ltr"), ("ar-xb", "rtl")):
        speak(language)
        for who, browser in house.browsers.items():
            page.context.clear_cookies()
            page.context.add_cookies(cookies(live_server, browser) if browser.cookies else [])
            for path in one_of_each(house, who):
                page.goto(live_server.url + path, wait_until="domcontentloaded")
                seen = page.evaluate(
                    "[document.documentElement.scrollWidth, getComputedStyle(document.body).direction]"
                )
                if seen[0] > 320 or seen[1] != direction:
                    faults.append((language, who, path, *seen))
    assert faults == []


def one_of_each(house, who):
    """One address of each of somebody's routes outside the admin."""
    own = [(name, path) for w, name, path in house.pages if w == who and "admin:" not in name]
    browser = house.browsers[who]
    return [p for p in dict(reversed(own)).values() if browser.get(p).status_code != 405]
