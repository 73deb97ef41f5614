"""Where notifications may be sent, which keys are keys, and what a browser is called."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from netzwerk.settings.environment import DEFAULT_PUSH_HOSTS
from reminders.rules.browser_keys import is_auth_secret, is_point
from reminders.rules.devices import device_of
from reminders.rules.endpoints import LONGEST, is_push_endpoint

SERVICES = (*DEFAULT_PUSH_HOSTS, "push.example.org:8443")


@pytest.mark.parametrize(
    "address",
    [
        "https://fcm.googleapis.com/fcm/send/abc:APA91b-_",
        "https://fcm.googleapis.com:443/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://push.services.mozilla.com/x",
        "https://web.push.apple.com/QGuQyavXutnMH9cjvQ",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2f%2b",
        "https://push.example.org:8443/x",
    ],
)
def test_addresses_of_push_services_are_taken(address: str) -> None:
    assert is_push_endpoint(address, SERVICES)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com.evil.example.com/x",
        "https://evilfcm.googleapis.com/x",
        "https://a.fcm.googleapis.com/x",
        "https://evilpush.apple.com/x",
        "https://notify.windows.com.evil/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://user:word@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8080/x",
        "https://fcm.googleapis.com:443@localhost/x",
        "https://push.example.org/x",
        "https://push.example.org:443/x",
        "https://fcm.googleapis.com\\@localhost/x",
        "https://localhost\\.push.apple.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://2130706433/x",
        "https://fcm.googleapis.com/x#y",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\n",
        "https://fcm.googleapis.com/\x00",
        " https://fcm.googleapis.com/x",
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com./x",
        "https://fcm。googleapis.com/x",
        "https://.push.apple.com/x",
        "//fcm.googleapis.com/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/" + "x" * LONGEST,
    ],
)
def test_whatever_leads_elsewhere_is_refused(address: str) -> None:
    assert not is_push_endpoint(address, SERVICES)


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text("@:/\\?#.[]%a1\t", max_size=12))
def test_no_text_before_the_host_makes_another_one_of_it(text: str, signs: str) -> None:
    import requests

    address = f"https://{signs}{text}fcm.googleapis.com/x"
    if is_push_endpoint(address, SERVICES):
        sent = requests.Request("POST", address).prepare().url or ""
        assert sent.startswith("https://fcm.googleapis.com/")


def test_a_point_of_the_curve_is_a_key_and_nothing_else_is() -> None:
    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )  # fmt: skip
    text = base64.urlsafe_b64encode(point).decode()

    assert is_point(text)
    assert is_point(text.rstrip("="))
    for wrong in ("", "B" * 87, text[:-4], text + "AAAA", text.replace(text[5], "!"), "ä" * 87, "\0" * 87):
        assert not is_point(wrong)


def test_a_secret_has_sixteen_bytes() -> None:
    assert is_auth_secret(base64.urlsafe_b64encode(b"x" * 16).decode())
    for wrong in ("", "AAAA", base64.urlsafe_b64encode(b"x" * 17).decode(), "a" * 21, "?" * 22):
        assert not is_auth_secret(wrong)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", ("Firefox", "Android")),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Mobile Safari/604.1",
            ("Safari", "iPhone"),
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18 Safari/605",
            ("Safari", "Mac"),
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", ("Chrome", "Linux")),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140.0.0.0 Safari/537.36", ("Chrome", "ChromeOS")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_called_what_its_owner_knows_it_by(agent: str, words: tuple[str, str]) -> None:
    assert device_of(agent) == words
