"""An OpenID provider on this machine: a real server with real keys, which can be told to misbehave."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
CLIENT, SECRET = "quizsite", "a secret that both know"


@dataclasses.dataclass
class Provider:
    """Who is signed in there, and what the provider does wrong."""

    address: str = ""
    person: dict[str, Any] = dataclasses.field(default_factory=lambda: {"sub": "u-1"})
    token: dict[str, Any] = dataclasses.field(default_factory=dict)  # claims that are wrong
    key: Any = KEY
    told_of: str = ""  # the `sub` of userinfo, where it is another
    broken: str = ""  # the path that answers with nonsense
    denies: bool = False
    codes: dict[str, dict[str, str]] = dataclasses.field(default_factory=dict)

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        code = secrets.token_hex(8)
        self.codes[code] = asked
        told = {"error": "access_denied"} if self.denies else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode(told | {'state': asked['state']})}"

    def tokens(self, asked: dict[str, str]) -> dict[str, Any]:
        """What a code is worth, once."""
        begun = self.codes.pop(asked["code"])
        assert asked["redirect_uri"] == begun["redirect_uri"]
        assert (asked["client_id"], asked["client_secret"]) == (CLIENT, SECRET)
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert challenge == begun["code_challenge"]
        claims = {
            "iss": self.address, "aud": CLIENT, "sub": self.person["sub"], "nonce": begun["nonce"],
            "iat": int(time.time()), "exp": int(time.time()) + 300,
        }  # fmt: skip
        signed = jwt.encode(
            claims | self.token, self.key, algorithm="RS256", headers={"kid": "one"}
        )
        return {"access_token": "let me in", "token_type": "Bearer", "id_token": signed}

    def answer(self, path: str, asked: dict[str, str]) -> Any:
        if path == self.broken:
            return ["nonsense"]
        match path:
            case "/.well-known/openid-configuration":
                places = {"authorization_endpoint": "authorize", "token_endpoint": "token",
                          "userinfo_endpoint": "userinfo", "jwks_uri": "keys"}  # fmt: skip
                return {"issuer": self.address} | {
                    k: f"{self.address}/{v}" for k, v in places.items()
                }
            case "/keys":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
                return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}
            case "/token":
                return self.tokens(asked)
            case "/userinfo":
                return self.person | ({"sub": self.told_of} if self.told_of else {})
        raise LookupError(path)


@contextlib.contextmanager
def serving() -> Iterator[Provider]:
    """The provider, while it runs."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            split = urlsplit(self.path)
            asked = {k: v[0] for k, v in parse_qs(split.query).items()}
            if split.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._tell(split.path, asked)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._tell(self.path, {k: v[0] for k, v in parse_qs(body).items()})

        def _tell(self, path: str, asked: dict[str, str]) -> None:
            try:
                status, told = 200, provider.answer(path, asked)
            except (LookupError, AssertionError) as error:
                status, told = 400, {"error": repr(error)}
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
