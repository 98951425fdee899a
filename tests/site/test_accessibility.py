"""What was tested for everyone's access is told to everyone."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_page_leads_to_what_was_tested_and_what_was_not(client):
    for path in ("/", "/accounts/sign-in/", "/no-such-page/"):
        assert 'href="/accessibility/"' in client.get(path).content.decode()
    told = client.get("/accessibility/").content.decode()
    assert "What was not tested" in told
    assert "screen reader" in told
