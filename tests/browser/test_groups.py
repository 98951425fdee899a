"""Groups in a real browser: nobody is shut out, and a pupil comes in and back by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from quizzes import editors
from tests import make
from tests.browser.test_access import RULES, cookies

LIST = "Name;E-mail\nPupil 1;p1@example.org\nNew;new@example.org\n"


def class_of(leader):
    group = make.group(
        "Class 7b", leader, make.user("carla"), join_code="ABCDEFGH", guests_join=True
    )
    for i in range(3):
        make.member(group, f"Pupil {i}", make.learner())
    make.member(group, "Kim", email="kim@example.org", reference="17")
    return group


def faults_of(page, path, width):
    found = Axe().run(page, options=RULES).response["violations"]
    faults = [(path, v["id"], v["nodes"][0]["html"][:120]) for v in found]
    scroll = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return faults + ([(path, "sideways scroll", scroll)] if scroll > 0 else [])


@pytest.mark.answers(404)
@pytest.mark.answers(422)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_page_of_a_group_shuts_anybody_out(page, live_server, anna, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    group = class_of(anna)
    anna.is_staff = True
    anna.save()
    anna.groups.add(editors.ensure_editors())  # who may make groups, too
    pupil, kim = group.members.get(name="Pupil 0"), group.members.get(name="Kim")
    page.context.add_cookies(cookies(live_server, make.browser_of(anna)))
    root, faults = f"/groups/{group.pk}/", []
    for path in [
        "/groups/", "/groups/new/", root, f"{root}?show=left", f"{root}door/", f"{root}poster/", f"{root}settings/", f"{root}leaders/",
        f"{root}archive/", f"{root}members/add/", f"{root}members/import/", f"{root}members/{pupil.pk}/", f"{root}members/{kim.pk}/",
    ]:  # fmt: skip
        page.goto(live_server.url + path)
        faults += faults_of(page, path, width)
    for text in (LIST, "Name;E-mail\nTom;tom\n"):
        page.goto(f"{live_server.url}{root}members/import/")
        page.fill("#id_text", text)
        page.click("main form [type=submit]")
        faults += faults_of(page, f"import {text}", width)
    page.context.clear_cookies()
    for path in ["/groups/", "/join/", "/join/HGFEDCBA/", "/join/ABCDEFGH/", "/join/return/"]:
        page.goto(live_server.url + path)
        faults += faults_of(page, path, width)
    page.goto(f"{live_server.url}/join/ABCDEFGH/")
    page.fill("#id_name", "Zoë")
    page.click("main form [type=submit]")
    faults += faults_of(page, "card", width)
    for path in ["/groups/", "/join/ABCDEFGH/", "/join/ABCDEFGH/?as=new", f"{root}leave/"]:
        page.goto(live_server.url + path)
        faults += faults_of(page, path, width)
    assert faults == []


def test_a_pupil_comes_in_and_back_by_keyboard_without_scripts(browser, live_server, anna):
    class_of(anna)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/join/")
    page.get_by_label("Code").focus()
    page.keyboard.type("abcd efgh")
    page.keyboard.press("Enter")
    page.get_by_label("Your name in this group").focus()
    page.keyboard.type("Zoë")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    code = page.locator(".code").inner_text()
    context.close()
    elsewhere = browser.new_context(java_script_enabled=False)
    page = elsewhere.new_page()
    page.goto(f"{live_server.url}/join/return/")
    page.get_by_label("Your personal code").focus()
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    page.get_by_text("Welcome back, Zoë.").wait_for()
    assert page.get_by_text("As Zoë").is_visible()
    elsewhere.close()


def test_the_qr_code_on_the_page_is_that_of_the_address(page, live_server, anna):
    group = class_of(anna)
    page.context.add_cookies(cookies(live_server, make.browser_of(anna)))
    page.goto(f"{live_server.url}/groups/{group.pk}/poster/")
    label = page.locator("svg.qr").get_attribute("aria-label")
    assert label == f"QR code of {live_server.url}/join/ABCDEFGH/"
    box = page.locator("svg.qr").bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=1)
    assert box["width"] > 200
