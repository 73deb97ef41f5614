"""A push service and the devices behind it: HTTPS on this machine, real signatures, real encryption."""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import http_ece
import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import NameOID
from django.conf import LazySettings

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import PushSubscription
from reminders.services.push import add_browser

HANG = 0


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Device:
    """A browser: its keys, and what it reads of what is pushed to it."""

    def __init__(self, name: str, origin: str) -> None:
        self.endpoint = f"{origin}/push/{name}"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"sixteen bytes 16"

    @property
    def form(self) -> dict[str, str]:
        """What it tells the server that it subscribes to."""
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {"endpoint": self.endpoint, "p256dh": encoded(point), "auth": encoded(self._auth)}

    def subscribe(self, user: User) -> PushSubscription:
        with acting_as(user):
            return add_browser(user=user, device="Firefox on Android", **self.form)

    def read(self, body: bytes) -> Any:
        text = http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        return json.loads(text)


@dataclass
class Push:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def claims(self) -> dict[str, Any]:
        """What the sender signed, once the signature has been checked with the key that it names."""
        scheme, _space, rest = self.headers["authorization"].partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert scheme == "vapid"
        content, _dot, signature = parts["t"].rpartition(".")
        raw = decoded(signature)
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
        both = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        try:
            point.verify(both, content.encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            pytest.fail("the signature is of another key")
        return {**json.loads(decoded(content.split(".")[1])), "key": parts["k"]}


@dataclass
class PushService:
    """Keeps what arrives, and answers each device as told: 201 unless there is a list for it."""

    origin: str = ""
    pushes: list[Push] = field(default_factory=list)
    answers: dict[str, list[int]] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    end: Event = field(default_factory=Event)

    def device(self, name: str, *answers: int) -> Device:
        """Return a device for which these are the first answers; HANG never answers."""
        self.answers[f"/push/{name}"] = list(answers)
        return Device(name, self.origin)

    def to(self, device: Device) -> list[Any]:
        """Return what a device has read, taken or not."""
        return [device.read(push.body) for push in self.pushes if device.endpoint.endswith(push.path)]


@contextmanager
def push_service(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[PushService]:
    """Run a service that is among those that the operator lets this site post to."""
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            service.pushes.append(Push(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            answers = service.answers.get(self.path, [])
            status = answers.pop(0) if answers else 201
            if status == HANG:
                service.end.wait()
                return
            self.send_response(status)
            self.send_header("Location", f"{service.origin}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            service.elsewhere.append(self.path)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    certificate = _certificate(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service.origin = f"https://localhost:{server.server_port}"
    settings.PUSH_HOSTS = ("fcm.googleapis.com", f"localhost:{server.server_port}")
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
    # Asked often whether it shall end, as each test waits for that.
    thread = Thread(target=partial(server.serve_forever, poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.end.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate(folder: Path) -> Path:
    """Write a key and a certificate of its own for this machine, and return their one file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "push-service.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
