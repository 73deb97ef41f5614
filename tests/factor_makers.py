"""Second factors for tests: an app that shows codes, and a passkey made and used as a browser would."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.models import User

FLAG = AuthenticatorData.FLAG
HOST, ORIGIN = "localhost", "http://localhost"


def code_of(secret: str, steps: int = 0) -> str:
    """Return the code that an app shows now, or so many steps of 30 seconds later."""
    step = int(time.time()) // app_settings.TOTP_PERIOD + steps
    return str(format_hotp_value(hotp_value(secret, step)))


def make_app(user: User) -> str:
    """Set up an app for a user; return its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    return secret


def make_codes(user: User) -> list[str]:
    """Give a user recovery codes; return them."""
    return list(RecoveryCodes.activate(user).generate_codes())


@dataclass
class SoftKey:
    """What a device does with a passkey (WebAuthn level 2, 6.3): makes a pair of keys, and signs challenges."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    user_handle: str = ""
    is_verified: bool = True
    host: str = HOST
    origin: str = ORIGIN

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what a browser posts for a new passkey."""
        self.user_handle = options["publicKey"]["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        data = self._data(FLAG.AT, AttestedCredentialData.create(bytes(16), self.credential_id, public))
        client = CollectedClientData.create("webauthn.create", options["publicKey"]["challenge"], self.origin)
        attestation = AttestationObject.create("none", data, {})
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def show(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what a browser posts when the passkey is used."""
        client = CollectedClientData.create("webauthn.get", options["publicKey"]["challenge"], self.origin)
        data = self._data(FLAG(0))
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        shown = self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)
        shown["response"]["userHandle"] = self.user_handle
        return shown

    def _data(self, flags: FLAG, credential: bytes = b"") -> AuthenticatorData:
        flags |= FLAG.UP | (FLAG.UV if self.is_verified else FLAG(0))
        data: AuthenticatorData = AuthenticatorData.create(sha256(self.host.encode()).digest(), flags, 1, credential)
        return data

    def _answer(self, **parts: bytes) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        response: dict[str, Any] = {key: websafe_encode(part) for key, part in parts.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


def make_passkey(user: User, name: str = "Phone") -> tuple[Authenticator, SoftKey]:
    """Give a user a passkey; return its row and the device that holds it."""
    key = SoftKey()
    handle = websafe_encode(user_pk_to_url_str(user).encode())
    made = key.make({"publicKey": {"user": {"id": handle}, "challenge": websafe_encode(b"challenge of a test")}})
    return WebAuthn.add(user, name, json.loads(json.dumps(made))).instance, key


FACTOR_MAKERS: dict[str, Any] = {"passkey": lambda user: make_passkey(user)[0].pk}
