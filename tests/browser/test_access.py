"""Every page for everyone: no axe violation and no sideways scroll, wide, narrow, enlarged, in light and in dark."""

import pytest

from tests import everywhere
from tests.browser import looking
from tests.browser.looking import DJANGO, HOUSE, SIGHTS

# Django draws these of every model alike: of each part the first is looked at.
ALIKE = ("_delete", "_history")
PIECES = {"admin:quizzes_generationrun_progress"}  # swapped into a page that is looked at
PLAIN = ("_changelist", "_add", "_change", *ALIKE)
OURS = tuple(f"{name}_change" for name in ("generationrun", "remarking", "series", "problemreport"))


def cookies(live_server, client):
    return [
        {"name": k, "value": m.value, "url": live_server.url} for k, m in client.cookies.items()
    ]


def is_djangos(name):
    plain = name.endswith(PLAIN) and not name.endswith(OURS)
    return name.startswith("admin:") and (plain or name.count("_") < 2)


def looked_at(house):
    """Of everybody, every page once; acts, which have none, are left out."""
    known, alike = set(), set()
    for who, name, path in sorted(house.pages):
        part = next((end for end in ALIKE if name.endswith(end)), "")
        if (who, path) in known or part in alike or name in PIECES:
            continue
        known.add((who, path))
        alike |= {part} - {""}
        if house.browsers[who].get(path).status_code != 405:
            yield who, name, path


@pytest.mark.answers(403)
@pytest.mark.answers(404)
def test_no_page_shuts_anybody_out(page, live_server, tmp_path, settings):
    settings.EMAIL_IS_SET = True
    house = everywhere.furnish(tmp_path, settings)
    faults, here = [], ""
    for who, name, path in looked_at(house):
        if who != here:
            here, browser = who, house.browsers[who]
            page.context.clear_cookies()
            page.context.add_cookies(cookies(live_server, browser) if browser.cookies else [])
        page.goto(live_server.url + path)
        about = f"{who}: {path}"
        if is_djangos(name):
            faults += looking.faults_of(page, about, rules=DJANGO, sights=SIGHTS[:2])
        else:
            rules = DJANGO if name.startswith("admin:") else HOUSE
            faults += looking.faults_of(page, about, rules=rules, unfold=True)
    assert faults == [], "\n".join(map(str, faults))
