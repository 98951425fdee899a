"""Coming in by other ways than a password, in a real browser under the site's own policy."""

import time

from quizzes.models import User
from tests import make
from tests.accounts.codes import WORD, code_of
from tests.accounts.conftest import provider as provider  # a fixture
from tests.browser import looking

PHONE = {"width": 320, "height": 700}


def assert_is_for_everyone(page):
    """No axe violation in light and dark, and no sideways scroll, at any width."""
    assert looking.faults_of(page) == []


def test_the_way_to_the_provider_and_back_passes_the_policy(page, live_server, provider):
    make.user("ada", email="ada@example.org")
    provider.person = {"sub": "u-1", "email": "ada@example.org", "email_verified": True}
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/accounts/sign-in/")
    assert_is_for_everyone(page)
    page.get_by_role("button", name="Sign in with Example Login").click()
    page.wait_for_url("**/accounts/sso/meet/")
    assert_is_for_everyone(page)
    page.get_by_role("link", name="Sign in and connect").click()
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("a long pass phrase")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Connect").click()
    page.wait_for_url("**/accounts/")
    assert page.get_by_text("Example Login opens this account.").is_visible()
    assert_is_for_everyone(page)
    assert User.objects.count() == 1


def test_a_second_factor_is_set_up_and_asked_for(page, live_server, settings):
    settings.MFA = "on"
    make.user("ada")
    page.set_viewport_size(PHONE)

    def give_password():
        page.goto(f"{live_server.url}/accounts/sign-in/?next=/accounts/security/")
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password").fill(WORD)
        page.get_by_role("button", name="Sign in", exact=True).click()

    give_password()
    assert_is_for_everyone(page)
    page.get_by_role("link", name="Set it up").click()
    assert_is_for_everyone(page)
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Your password").fill(WORD)
    page.get_by_label("Code", exact=True).fill(code_of(secret, time.time() - 30))
    page.get_by_role("button", name="Switch it on").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert_is_for_everyone(page)
    page.get_by_role("link", name="I have kept them").click()
    assert_is_for_everyone(page)
    page.context.clear_cookies()
    give_password()
    page.wait_for_url("**/accounts/second/")
    assert_is_for_everyone(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/security/")


def with_a_device(page):
    """The browser gets a device that keeps passkeys and whose owner is always there; gives its name."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    return session, device["authenticatorId"]


def test_a_passkey_is_made_and_opens_the_account(page, live_server, settings):
    settings.PASSKEYS = True
    make.user("ada")
    session, device = with_a_device(page)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/accounts/sign-in/?next=/accounts/security/passkeys/make/")
    assert_is_for_everyone(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("no passkey of this site was used").wait_for()
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(WORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Your password").fill(WORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What you call it").fill("my phone")
    assert_is_for_everyone(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/accounts/security/")
    assert_is_for_everyone(page)
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": device})
    assert len(kept["credentials"]) == 1
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/sign-in/?next=/accounts/security/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="Remove “my phone”").wait_for()
