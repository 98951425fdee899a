"""One-time codes as an app makes them: RFC 6238, written from the paper and not from the site's library."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

ON, OFF = "/accounts/security/code/", "/accounts/security/code/off/"
RECOVERY, ASK, SIGN_IN = "/accounts/security/code/recovery/", "/accounts/second/", "/accounts/sign-in/"  # fmt: skip
WORD = "a long pass phrase"


def code_of(secret: str, at: float | None = None) -> str:
    """The six digits of a moment."""
    moment = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    whole = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    start = whole[-1] & 15
    return f"{(struct.unpack('>I', whole[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def secret_on(page: str) -> str:
    """The key that the page shows."""
    return re.search(r'<code class="secret"[^>]*>(\w+)</code>', page).group(1)


def set_up(browser, *, ago: int = 0) -> tuple[str, list[str]]:
    """Switch the second factor on; its secret and the recovery codes. The code is the one of `ago` seconds before."""
    secret = secret_on(browser.get(ON).content.decode())
    page = browser.post(ON, {"code": code_of(secret, time.time() - ago), "password": WORD})
    return secret, re.findall(r"<li><code>(\d{4} \d{4})</code>", page.content.decode())
