"""A site that is connected with an OpenID provider on this machine."""

import pytest

from quizsite import doors
from tests.accounts.provider import CLIENT, SECRET, serving


@pytest.fixture
def provider(settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as running:
        settings.SSO = doors.Provider(running.address, CLIENT, SECRET, "Example Login")
        yield running
