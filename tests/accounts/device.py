"""A device that keeps passkeys: makes keys and signs with them as WebAuthn says, or in a way that it forbids."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclasses.dataclass
class Device:
    """One passkey, and what the device pretends."""

    origin: str = "https://testserver"
    verifies: bool = True
    key: Any = dataclasses.field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    owner: str = ""  # the user handle that it was made for
    name: bytes = b"one passkey of this device"

    def make(self, options: dict[str, Any]) -> str:
        """What a browser sends when it made a passkey."""
        key = options["publicKey"]
        self.owner = key["user"]["id"]
        public = AttestedCredentialData.create(
            b"\0" * 16, self.name, ES256.from_cryptography_key(self.key.public_key())
        )
        told = self._told(key["rp"]["id"], ATTESTED, public)
        attested = AttestationObject.create("none", told, {})
        return self._sent(
            attestationObject=websafe_encode(bytes(attested)),
            clientDataJSON=websafe_encode(self._client("webauthn.create", key["challenge"])),
        )

    def sign(self, options: dict[str, Any]) -> str:
        """What a browser sends when its person wants to come in."""
        key = options["publicKey"]
        client, told = self._client("webauthn.get", key["challenge"]), self._told(key["rpId"])
        signed = bytes(told) + hashlib.sha256(client).digest()
        return self._sent(
            authenticatorData=websafe_encode(bytes(told)),
            clientDataJSON=websafe_encode(client),
            signature=websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=self.owner,
        )

    def _told(self, host: str, more: int = 0, public: Any = b"") -> AuthenticatorData:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        digest = hashlib.sha256(host.encode()).digest()
        return AuthenticatorData.create(digest, flags, 1, public)

    def _client(self, kind: str, challenge: str) -> bytes:
        return bytes(CollectedClientData.create(kind, websafe_decode(challenge), self.origin))

    def _sent(self, **response: str) -> str:
        name = websafe_encode(self.name)
        whole = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps(whole | {"response": response})
