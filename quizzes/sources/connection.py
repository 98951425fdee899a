"""A connection to an address that was checked, under the name that was asked for."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress

_STEP = 5.0
_CHUNK = 65_536
_AGENT = "Quizsite (an editor imports an article)"


class Pinned(http.client.HTTPConnection):
    """Connects to `address`, whatever the name may resolve to by now; cut off at the deadline."""

    def __init__(
        self, host: str, port: int, address: str, secure: ssl.SSLContext | None, deadline: float
    ) -> None:
        super().__init__(host, port, timeout=_STEP)
        self.default_port = 443 if secure else 80
        self._address, self._secure, self._deadline = address, secure, deadline
        # A server that sends a byte now and then never runs into the timeout of a single step.
        self._clock = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut_off)
        self._clock.daemon = True
        self._answer: http.client.HTTPResponse | None = None
        self._held: socket.socket | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._deadline

    def connect(self) -> None:
        """Connect, and see by the certificate that the name is the one that was asked for."""
        self._clock.start()
        self.sock = self._held = socket.create_connection((self._address, self.port), _STEP)
        if self._secure:
            self.sock = self._held = self._secure.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def ask(self, path: str, *, accept: str) -> http.client.HTTPResponse:
        """Send the one request; nothing of ours goes with it."""
        headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": _AGENT, "Connection": "close"}  # fmt: skip
        self.request("GET", path, headers=headers)
        self._answer = self.getresponse()
        return self._answer

    def read(self, answer: http.client.HTTPResponse, most: int) -> bytes:
        """Read at most so many bytes."""
        parts, length = [], 0
        while length < most and (part := answer.read(min(_CHUNK, most - length))):
            parts.append(part)
            length += len(part)
        # Cut off by the clock, or by the server before it had sent what it said.
        if length < most and (self.is_over or answer.length):
            raise http.client.IncompleteRead(b"".join(parts))
        return b"".join(parts)

    def finish(self) -> None:
        """Close everything, and stop the clock. (`close` comes with the answer's head already.)"""
        self._clock.cancel()
        if self._answer is not None:
            self._answer.close()
        self.close()

    def _cut_off(self) -> None:
        if self._held is not None:
            with suppress(OSError):
                # Of the plain socket: that of TLS would forget its keys under a read that still waits.
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)
