"""Serves the site to the people in one room: on this machine's address in the local network."""

from __future__ import annotations

import io
import ipaddress
import os
import socket

from django.conf import settings
from django.core.management import CommandError

HONEST = (
    "This is plain http: whoever else is on this network could read along. Use it in a network that you know, let "
    "people join with nicknames, and use no password here that opens anything else."
)


def address_in_the_room(wish: str) -> str:
    """The address to share: the one that was named, or this machine's own in the local network.

    Raises CommandError where there is none, where it is not only local, or where the site is public.
    """
    if settings.IS_PRODUCTION:
        raise CommandError(
            f"The site has a public address already ({settings.SITE_URL}): serve it there. "
            "--share is for plain http in one room; unset SITE_URL for that."
        )
    if wish:
        return _named(wish)
    found = _own_address()
    if found is None:
        raise CommandError(
            "This machine is in no network: connect it, or name its address, such as --share 192.168.1.20."
        )
    if not ipaddress.ip_address(found).is_private:
        raise CommandError(
            f"This machine's address {found} is open to the whole internet, not to one room, so nothing was shared. "
            f"Behind a firewall that you trust, name it: --share {found}."
        )
    return found


def let_in(address: str, port: int) -> str:
    """Accept requests to the address, and let mails and QR codes name it; the address of the site.

    Before the application is loaded: it reads these settings from then on.
    """
    settings.SITE_URL = f"http://{address}:{port}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, address]
    settings.CSRF_TRUSTED_ORIGINS = [*settings.CSRF_TRUSTED_ORIGINS, settings.SITE_URL]
    os.environ["SITE_URL"] = settings.SITE_URL  # for a worker that is started anew, on Windows
    return settings.SITE_URL


def invitation(site: str, encoding: str | None) -> str:
    """What the terminal says to the room; without the QR code where it can't be printed."""
    import segno  # here, since a start without --share needs none

    text = io.StringIO()
    segno.make(f"{site}/join/", error="m", micro=False).terminal(text, compact=True)
    code = f"{text.getvalue()}\n"
    try:
        code.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return f"In this room, people open {site}/join/.\n{HONEST}"
    return f"{code}In this room, people open {site}/join/ or scan the code above.\n{HONEST}"


def _named(wish: str) -> str:
    try:
        address = ipaddress.IPv4Address(wish)
    except ValueError as error:
        raise CommandError(
            f"{wish!r} is no address: leave it out, or name this machine's own, such as --share 192.168.1.20."
        ) from error
    if address.is_unspecified:
        raise CommandError(
            "0.0.0.0 is every network at once: name the address in the one that you mean."
        )
    return str(address)


def _own_address() -> str | None:
    """The address from which this machine would reach another network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address that nobody has
            found = str(probe.getsockname()[0])
        except OSError:
            return None
    address = ipaddress.ip_address(found)
    return None if address.is_loopback or address.is_unspecified else found
