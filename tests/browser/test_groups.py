"""The code of a group as a camera sees it."""

import pytest

from tests import make
from tests.browser.test_access import cookies


def class_of(leader):
    group = make.group(
        "Class 7b", leader, make.user("carla"), join_code="ABCDEFGH", guests_join=True
    )
    for i in range(3):
        make.member(group, f"Pupil {i}", make.learner())
    make.member(group, "Kim", email="kim@example.org", reference="17")
    return group


def test_the_qr_code_on_the_page_is_that_of_the_address(page, live_server, anna):
    group = class_of(anna)
    page.context.add_cookies(cookies(live_server, make.browser_of(anna)))
    page.goto(f"{live_server.url}/groups/{group.pk}/poster/")
    label = page.locator("svg.qr").get_attribute("aria-label")
    assert label == f"QR code of {live_server.url}/join/ABCDEFGH/"
    box = page.locator("svg.qr").bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=1)
    assert box["width"] > 200
