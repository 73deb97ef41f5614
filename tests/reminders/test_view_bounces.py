"""Where providers call: each by its own way of signing, and nobody else is heard."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from reminders.bounces.providers import READERS, ses
from reminders.bounces.providers.calls import ForgedError
from reminders.models import Digest
from tests.reminders.digest_jobs import order_for_somebody, run
from tests.reminders.postmen import Postman
from tests.reminders.test_bounces_taking import refusals, sent_digest, stored

SECRET = "a long enough secret"
TOPIC = "arn:aws:sns:eu-central-1:123456789012:bounces"
TO = "alice@example.org"
Fields = dict[str, Any]


@pytest.fixture
def caller(settings: Settings, db: None) -> Callable[..., Any]:
    """Call as a provider that the settings name, with a body and headers."""

    def call(provider: str, body: bytes | Fields, *, secret: str = SECRET, to: str = "", **headers: str) -> Any:
        settings.BOUNCE_PROVIDER, settings.BOUNCE_SECRET = provider, secret
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True, raise_request_exception=False)
        return client.post(f"/bounces/{to or provider}/", content, content_type="application/json", headers=headers)

    return call


def signature(body: bytes, *, at: datetime | None = None, secret: str = SECRET) -> str:
    seconds = int((at or timezone.now()).timestamp())
    return f"t={seconds},v1={hmac.new(secret.encode(), f'{seconds}.'.encode() + body, sha256).hexdigest()}"


def of_our_own(digest: Digest, **more: Any) -> bytes:
    told = {"message_id": f"<digest-{digest.pk}@localhost>", "recipient": TO, "status": "5.1.1", **more}
    return json.dumps(told).encode()


def of_postmark(digest: Digest, **more: Any) -> Fields:
    return {
        "RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "Email": TO, "MessageID": "883953f4",
        "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist", "Inactive": True,
        "Metadata": {"digest": str(digest.pk)}, **more,
    }  # fmt: skip


def basic(secret: str = SECRET) -> str:
    return "Basic " + base64.b64encode(f"netzwerk:{secret}".encode()).decode()


def of_mailgun(digest: Digest, *, at: datetime | None = None, secret: str = SECRET, **more: Any) -> Fields:
    timestamp, token = str(int((at or timezone.now()).timestamp())), "a8ce0edb2dd8301dee6c2405235584e4"
    proof = hmac.new(secret.encode(), (timestamp + token).encode(), sha256).hexdigest()
    event = {
        "event": "failed", "severity": "permanent", "reason": "generic", "recipient": TO,
        "delivery-status": {"code": 550, "enhanced-code": "5.1.1", "message": "550 5.1.1 no such user"},
        "message": {"headers": {"to": TO, "message-id": f"digest-{digest.pk}@localhost", "subject": "Worth a message"}},
        **more,
    }  # fmt: skip
    return {"signature": {"timestamp": timestamp, "token": token, "signature": proof}, "event-data": event}


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate() -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(KEY.public_key())
    dated = builder.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=9999))
    return dated.sign(KEY, hashes.SHA256())


@pytest.fixture
def amazon(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let Amazon answer with its certificate, without asking it; return what was asked."""
    asked: list[str] = []

    def ask(url: str) -> bytes:
        asked.append(url)
        return _certificate().public_bytes(serialization.Encoding.PEM)

    monkeypatch.setattr(ses, "_ask", ask)
    ses.certificate.cache_clear()
    return asked


def of_amazon(
    digest: Digest, *, topic: str = TOPIC, kind: str = "Notification", told: Fields | None = None, **bounce: Any
) -> Fields:
    told = {
        "notificationType": "Bounce",
        "bounce": {
            "bounceType": "Permanent", "bounceSubType": "General",
            "bouncedRecipients": [{"emailAddress": TO, "action": "failed", "status": "5.1.1",
                                   "diagnosticCode": "smtp; 550 5.1.1 user unknown"}],
            **bounce,
        },
        "mail": {"messageId": "0100-of-ses",
                 "headers": [{"name": "Message-ID", "value": f"<digest-{digest.pk}@localhost>"}]},
        **(told or {}),
    }  # fmt: skip
    call = {
        "Type": kind, "MessageId": "1", "TopicArn": topic, "Message": json.dumps(told),
        "Timestamp": "2026-03-16T08:00:00.000Z", "SignatureVersion": "2",
        "SigningCertURL": "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem",
        **({"SubscribeURL": "https://sns.eu-central-1.amazonaws.com/?Action=Confirm", "Token": "t"}
           if kind == "SubscriptionConfirmation" else {}),
    }  # fmt: skip
    signed = "".join(f"{name}\n{call[name]}\n" for name in sorted(call) if not name.startswith("Sign"))
    made = KEY.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return {**call, "Signature": base64.b64encode(made).decode()}


def test_a_script_of_ones_own_tells_of_a_bounce_once(alice: User, caller: Callable[..., Any]) -> None:
    digest = sent_digest(alice)
    body = of_our_own(digest)

    answers = [caller("signed", body, **{"x-netzwerk-signature": signature(body)}) for _time in range(2)]

    assert [(one.status_code, one.json()) for one in answers] == [
        (200, {"bounces": 1, "noted": 1}), (200, {"bounces": 1, "noted": 0}),
    ]  # fmt: skip
    assert stored(digest).problem == "address_refused"
    assert refusals(alice) == (1, False)
    assert answers[0]["Cache-Control"]


def test_several_can_be_told_at_once(alice: User, caller: Callable[..., Any]) -> None:
    told = [json.loads(of_our_own(sent_digest(alice, days=day))) for day in range(3)]
    body = json.dumps({"bounces": told}).encode()

    assert caller("signed", body, **{"x-netzwerk-signature": signature(body)}).json()["noted"] == 3
    assert refusals(alice) == (3, True)


@pytest.mark.parametrize(
    "forged",
    [
        "", "t=1,v1=" + "0" * 64, "v1=" + "0" * 64, "t=x,v1=y", "t=" + "9" * 400 + ",v1=" + "0" * 64,
        signature(b"another body"), "ä" * 20,
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_not_signed_is_not_heard(alice: User, caller: Callable[..., Any], forged: str) -> None:
    digest = sent_digest(alice)

    assert caller("signed", of_our_own(digest), **{"x-netzwerk-signature": forged}).status_code == 403
    assert stored(digest).state == "sent"


def test_a_signature_with_another_secret_or_of_long_ago_is_none(alice: User, caller: Callable[..., Any]) -> None:
    body = of_our_own(sent_digest(alice))
    for wrong in (
        signature(body, secret="another secret, as long"),
        signature(body, at=timezone.now() - timedelta(minutes=6)),
        signature(body, at=timezone.now() + timedelta(minutes=6)),
    ):
        assert caller("signed", body, **{"x-netzwerk-signature": wrong}).status_code == 403


def test_postmark_calls_with_the_secret_as_password(alice: User, caller: Callable[..., Any]) -> None:
    digest = sent_digest(alice)

    assert caller("postmark", of_postmark(digest), authorization=basic()).json() == {"bounces": 1, "noted": 1}
    assert refusals(alice) == (1, False)


@pytest.mark.parametrize(
    "more",
    [{"Type": "SoftBounce"}, {"Type": "Transient"}, {"Type": "SpamNotification"}, {"RecordType": "Delivery"},
     {"Metadata": {}}, {"Metadata": None}, {"Email": 7}, {"Email": "bob@example.org\0"}],
)  # fmt: skip
def test_what_else_postmark_tells_counts_nothing(alice: User, caller: Callable[..., Any], more: Fields) -> None:
    digest = sent_digest(alice)

    response = caller("postmark", of_postmark(digest, **more), authorization=basic())

    assert (response.status_code, stored(digest).state) == (200, "sent")


@pytest.mark.parametrize("header", ["", "Basic", "Basic !!!", "Bearer " + SECRET, basic("wrong"), "Basic /w==", SECRET])
def test_postmark_without_the_password_is_not_heard(alice: User, caller: Callable[..., Any], header: str) -> None:
    assert caller("postmark", of_postmark(sent_digest(alice)), authorization=header).status_code == 403
    assert refusals(alice) == (0, False)


def test_mails_by_postmark_carry_what_its_call_names(
    monday_8: None, alice: User, postman: Postman, settings: Settings, caller: Callable[..., Any]
) -> None:
    settings.BOUNCE_PROVIDER = "postmark"
    digest = run(order_for_somebody(alice))
    [mail] = postman.mails

    assert (mail["X-PM-KeepID"], mail["X-PM-Metadata-digest"]) == ("true", str(digest.pk))


def test_mailgun_signs_with_its_own_key(alice: User, caller: Callable[..., Any]) -> None:
    digest = sent_digest(alice)

    assert caller("mailgun", of_mailgun(digest)).json() == {"bounces": 1, "noted": 1}
    assert refusals(alice) == (1, False)


def test_an_address_that_mailgun_does_not_try_any_more_is_refused(alice: User, caller: Callable[..., Any]) -> None:
    digest = sent_digest(alice)
    more: Any = {"delivery-status": {"code": 605, "message": "Not delivering to previously bounced address"}}

    caller("mailgun", of_mailgun(digest, reason="suppress-bounce", **more))

    assert stored(digest).problem == "address_refused"


@pytest.mark.parametrize(
    "more", [{"severity": "temporary"}, {"event": "delivered"}, {"event": "opened"}, {"message": []}]
)
def test_what_else_mailgun_tells_counts_nothing(alice: User, caller: Callable[..., Any], more: Fields) -> None:
    digest = sent_digest(alice)

    assert caller("mailgun", of_mailgun(digest, **more)).json()["noted"] == 0
    assert stored(digest).state == "sent"


def test_mailgun_with_another_key_or_of_long_ago_is_not_heard(alice: User, caller: Callable[..., Any]) -> None:
    digest = sent_digest(alice)
    changed = of_mailgun(digest)
    changed["signature"]["token"] = "\ud800"

    for forged in (
        of_mailgun(digest, secret="another secret, as long"),
        of_mailgun(digest, at=timezone.now() - timedelta(days=2)),
        changed,
        {"event-data": of_mailgun(digest)["event-data"]},
    ):
        assert caller("mailgun", forged).status_code == 403
    assert stored(digest).state == "sent"


def test_amazon_tells_by_a_topic_of_ours(alice: User, caller: Callable[..., Any], amazon: list[str]) -> None:
    digest = sent_digest(alice)

    assert caller("ses", of_amazon(digest), secret=TOPIC).json() == {"bounces": 1, "noted": 1}
    assert refusals(alice) == (1, False)
    assert len(amazon) == 1


def test_amazons_subscription_is_confirmed(alice: User, caller: Callable[..., Any], amazon: list[str]) -> None:
    call = of_amazon(sent_digest(alice), kind="SubscriptionConfirmation")

    assert caller("ses", call, secret=TOPIC).json() == {"bounces": 0, "noted": 0}
    assert amazon[-1] == "https://sns.eu-central-1.amazonaws.com/?Action=Confirm"


def test_a_passing_bounce_of_amazons_counts_nothing(alice: User, caller: Callable[..., Any], amazon: list[str]) -> None:
    assert caller("ses", of_amazon(sent_digest(alice), bounceType="Transient"), secret=TOPIC).json()["noted"] == 0


def test_a_topic_of_somebody_else_or_a_changed_message_is_not_heard(
    alice: User, caller: Callable[..., Any], amazon: list[str]
) -> None:
    digest = sent_digest(alice)
    other = of_amazon(digest, topic="arn:aws:sns:eu-central-1:666:bounces")
    changed = {**of_amazon(digest), "Message": "{}"}
    unsigned = {**of_amazon(digest), "Signature": "!"}
    odd = {**of_amazon(digest), "SignatureVersion": "3"}

    for forged in (other, changed, unsigned, odd):
        assert caller("ses", forged, secret=TOPIC).status_code == 403
    assert stored(digest).state == "sent"


def has_complained(user: User) -> bool:
    user.refresh_from_db()
    return user.digest_complained_at is not None


def test_a_script_of_ones_own_tells_of_a_complaint(alice: User, caller: Callable[..., Any]) -> None:
    body = of_our_own(sent_digest(alice), complaint=True)

    assert caller("signed", body, **{"x-netzwerk-signature": signature(body)}).json() == {"bounces": 1, "noted": 1}
    assert caller("signed", body, **{"x-netzwerk-signature": signature(body)}).json() == {"bounces": 1, "noted": 0}
    assert has_complained(alice)


@pytest.mark.parametrize("more", [{"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, {"Type": "SpamComplaint"}])
def test_postmark_tells_of_a_complaint(alice: User, caller: Callable[..., Any], more: Fields) -> None:
    digest = sent_digest(alice)

    assert caller("postmark", of_postmark(digest, **more), authorization=basic()).json()["noted"] == 1
    assert has_complained(alice)
    assert stored(digest).state == "sent"


def test_mailgun_tells_of_a_complaint(alice: User, caller: Callable[..., Any]) -> None:
    assert caller("mailgun", of_mailgun(sent_digest(alice), event="complained", severity="")).json()["noted"] == 1
    assert has_complained(alice)


@pytest.mark.parametrize(("kind", "is_one"), [(None, True), ("abuse", True), ("not-spam", False), ("virus", False)])
def test_amazon_tells_of_a_complaint(
    alice: User, caller: Callable[..., Any], amazon: list[str], kind: str | None, is_one: bool
) -> None:
    complaint = {"complainedRecipients": [{"emailAddress": TO}], "complaintFeedbackType": kind}
    call = of_amazon(sent_digest(alice), told={"notificationType": "Complaint", "complaint": complaint})

    assert caller("ses", call, secret=TOPIC).json()["noted"] == is_one
    assert has_complained(alice) is is_one


@pytest.mark.parametrize(
    "url",
    ["http://sns.eu-central-1.amazonaws.com/a.pem", "https://sns.evil.example.com/a.pem", "", "https://localhost/a.pem",
     "https://sns.eu-central-1.amazonaws.com@evil.example.com/a.pem", "https://sns.eu-central-1.amazonaws.com:99/a.pem",
     "https://sns.eu-central-1.amazonaws.com.evil.example/a.pem", "file:///etc/passwd"],
)  # fmt: skip
def test_nobody_but_amazon_is_asked_for_a_certificate(url: str) -> None:
    with pytest.raises(ForgedError):
        ses.certificate(url)


NONSENSE = (b"", b"\0", b"[]", b"null", b"{", b"[" * 100_000, b"\xff\xfe", b'{"a": 1}', b"x" * 600_000)


@pytest.mark.parametrize("provider", READERS)
@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_what_makes_no_sense_is_no_error_of_ours(caller: Callable[..., Any], provider: str, body: bytes) -> None:
    header = {"x-netzwerk-signature": signature(body), "authorization": basic()}

    assert caller(provider, body, **header).status_code in {200, 400, 403}


def test_only_the_provider_of_the_settings_may_call(alice: User, caller: Callable[..., Any]) -> None:
    digest = sent_digest(alice)
    for provider in ("mailgun", "ses", "signed", "sendgrid", "x" * 300):
        assert caller("postmark", of_postmark(digest), to=provider, authorization=basic()).status_code == 404
    assert caller("", of_postmark(digest), to="postmark", secret="", authorization=basic("")).status_code == 404
    assert stored(digest).state == "sent"


def test_looking_is_not_calling(visitor_client: Client, settings: Settings) -> None:
    settings.BOUNCE_PROVIDER, settings.BOUNCE_SECRET = "signed", SECRET

    assert visitor_client.get("/bounces/signed/").status_code == 405


@pytest.fixture
def visitor_client(db: None) -> Client:
    """A browser in which nobody is logged in."""
    return Client(HTTP_HOST="localhost")
