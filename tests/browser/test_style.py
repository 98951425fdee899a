"""The style page: every component in every state shuts nobody out."""

import pytest

pytestmark = pytest.mark.urls("tests.browser.style_urls")


@pytest.mark.answers(404)
def test_the_style_page_is_not_there_on_a_real_site(page, live_server):
    from django.test import override_settings

    with override_settings(ROOT_URLCONF="quizsite.urls"):
        assert page.goto(f"{live_server.url}/style/").status == 404
