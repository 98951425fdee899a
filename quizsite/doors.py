"""How people come in besides a name and a password: what the environment says of it, checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

Text = Callable[..., str]
"""Gives a variable of the environment, or a default."""


def email_verification(text: Text, mail_is_set: bool) -> str:
    """none, optional or mandatory. Raises ImproperlyConfigured for anything else, and where no mail leaves the site."""
    wanted = text("EMAIL_VERIFICATION", "none").casefold()
    if wanted not in {"none", "optional", "mandatory"}:
        raise ImproperlyConfigured(
            f"EMAIL_VERIFICATION is {wanted!r}; set it to none, optional or mandatory."
        )
    if wanted != "none" and not mail_is_set:
        raise ImproperlyConfigured(
            f"EMAIL_VERIFICATION is {wanted}, and no mail leaves this site; set EMAIL_URL, or unset EMAIL_VERIFICATION."
        )
    return wanted


APPS = [
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]
"""What the extra "accounts" brings. Its tables are there wherever it is installed, switched on or not, so that
erasing a person takes along what was kept while it was on."""
HAS_EXTRA = all(find_spec(name) for name in ("allauth", "fido2", "jwt", "requests"))
INSTALL = "pip install -r requirements/accounts.txt"
SSO_PARTS = ("SSO_SERVER", "SSO_CLIENT_ID", "SSO_SECRET")
HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Provider:
    """Who else says who somebody is: a server that speaks OpenID Connect."""

    server: str
    client_id: str
    secret: str
    name: str
    trusts_addresses: bool = False
    """Whether each address that it names counts as confirmed, even where it does not say so."""


def single_sign_on(text: Text) -> Provider | None:
    """The provider, None where none is named. Raises ImproperlyConfigured for half of one."""
    given = {name: text(name) for name in SSO_PARTS}
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(
            f"Single sign-on is half set up: set {' and '.join(missing)} too, or unset SSO_SERVER, SSO_CLIENT_ID and SSO_SECRET."
        )
    _want_extra("SSO_SERVER is set")
    server = given["SSO_SERVER"].removesuffix("/.well-known/openid-configuration").rstrip("/")
    address = urlsplit(server)
    is_safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in HERE)
    if not is_safe or not address.hostname or address.query or len(server) > 200:
        raise ImproperlyConfigured(
            f"SSO_SERVER is {server!r}; set it to the provider's https address, such as https://login.example.org/realms/staff."
        )
    name = text("SSO_NAME") or address.hostname
    trusts = switch(text, "SSO_ADDRESSES_ARE_CONFIRMED")
    return Provider(server, given["SSO_CLIENT_ID"], given["SSO_SECRET"], name, trusts)


def second_factor(text: Text) -> str:
    """off, on, or editors. Raises ImproperlyConfigured for anything else, and where the extra is missing."""
    wanted = text("MFA", "off").casefold()
    if wanted not in {"off", "on", "editors"}:
        raise ImproperlyConfigured(
            f"MFA is {wanted!r}; set it to off, on, or editors (who must have a second factor then)."
        )
    if wanted != "off":
        _want_extra(f"MFA is {wanted}")
    return wanted


def passkeys(text: Text, site: SplitResult) -> bool:
    """Whether passkeys are on. Raises ImproperlyConfigured where browsers would refuse them, or the extra is missing."""
    if not switch(text, "PASSKEYS"):
        return False
    _want_extra("PASSKEYS is on")
    if site.scheme != "https" and site.hostname != "localhost":
        raise ImproperlyConfigured(
            "PASSKEYS is on, and browsers use passkeys over https alone; set SITE_URL to an https address, or unset PASSKEYS."
        )
    return True


def switch(text: Text, name: str) -> bool:
    """Whether something is on. Raises ImproperlyConfigured for a word that says neither."""
    word = text(name, "off").casefold()
    if word not in {"on", "off", "1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} is {word!r}; set it to on or off.")
    return word in {"on", "1", "true", "yes"}


def _want_extra(what: str) -> None:
    if not HAS_EXTRA:
        raise ImproperlyConfigured(f"{what}, and what it takes is not installed: {INSTALL}.")
