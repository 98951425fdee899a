"""The style page: every component in every state shuts nobody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_access import RULES

pytestmark = pytest.mark.urls("tests.browser.style_urls")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_component_shuts_anybody_out(page, live_server, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/style/")
    expect(page.locator(".card").first).to_have_css("border-top-left-radius", "12px")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], n["html"][:120]) for v in found for n in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.answers(404)
def test_the_style_page_is_not_there_on_a_real_site(page, live_server):
    from django.test import override_settings

    with override_settings(ROOT_URLCONF="quizsite.urls"):
        assert page.goto(f"{live_server.url}/style/").status == 404
