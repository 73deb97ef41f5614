"""The list that `check_sender` prints: against a real name server and a real relay in this process, and no network."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.x509.oid import NameOID
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from netzwerk.local.ports import LOOPBACK, free_port
from tests.core.name_server import SERVFAIL, Zone, name_server
from tests.reminders.postmen import SMTP, Postman

FROM = "203.0.113.7"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(key: Any, *, raw: bool = False) -> str:
    encoding = serialization.Encoding.Raw if raw else serialization.Encoding.DER
    form = serialization.PublicFormat.Raw if raw else serialization.PublicFormat.SubjectPublicKeyInfo
    return base64.b64encode(key.public_key().public_bytes(encoding, form)).decode()


def dkim(tags: str) -> list[str]:
    """Return a TXT record, which is written in pieces of 255 characters at most."""
    return [" ".join(f'"{tags[at : at + 200]}"' for at in range(0, len(tags), 200))]


GOOD: dict[str, list[str]] = {
    "example.org MX": ["10 mx.example.org."],
    "example.org TXT": [f'"v=spf1 ip4:{FROM} -all"', '"some-verification=1"'],
    "mx.example.org A": [FROM],
    "_dmarc.example.org TXT": ['"v=DMARC1; p=quarantine; rua=mailto:postmaster@example.org"'],
    "mail1._domainkey.example.org TXT": dkim(f"v=DKIM1; k=rsa; p={public(KEY)}"),
    "7.113.0.203.in-addr.arpa PTR": ["mx.example.org."],
}


@pytest.fixture(autouse=True)
def sender(settings: LazySettings, postman: Postman) -> Postman:
    """A site with an address of its own, and a relay on this machine."""
    settings.DEFAULT_FROM_EMAIL = "Netzwerk <netzwerk@example.org>"
    settings.BOUNCE_ADDRESS = ""
    settings.BASE_URL = "https://netzwerk.example.org"
    return postman


def check(zone: Zone | None = None, **options: Any) -> tuple[str, bool]:
    """Return what the command says, and whether all is well."""
    out = StringIO()
    chosen = {"selector": ["mail1"], "sends_from": [FROM], **options}
    with name_server(GOOD if zone is None else zone) as server:
        try:
            call_command("check_sender", stdout=out, no_color=True, nameserver=server, **chosen)
        except CommandError as error:
            return f"{out.getvalue()}{error}", False
    return out.getvalue(), True


def line(text: str, what: str) -> str:
    """Return the line about one thing, with the advice below it."""
    lines = text.splitlines()
    [at] = [number for number, one in enumerate(lines) if one[9:].startswith(f"{what}:")]
    advice = lines[at + 1] if at + 1 < len(lines) and lines[at + 1].startswith("         ->") else ""
    return lines[at] + advice


def test_where_all_is_well_it_says_so_line_by_line() -> None:
    text, is_well = check()

    assert is_well, text
    assert line(text, "MX") == "ok       MX: reports about example.org go to mx.example.org"
    assert line(text, "SPF") == f"ok       SPF: “v=spf1 ip4:{FROM} -all” covers {FROM}"
    assert line(text, "DKIM mail1") == "ok       DKIM mail1: mail1._domainkey.example.org: an RSA key of 2048 bits"
    assert line(text, "DMARC") == "ok       DMARC: _dmarc.example.org says p=quarantine"
    assert line(text, "Alignment").startswith("ok")
    assert line(text, "Name of the address").startswith(
        f"ok       Name of the address: {FROM} is mx.example.org, and back"
    )
    assert line(text, "TLS of the relay").startswith("ok")
    assert line(text, "One click to stop").startswith("ok       One click to stop: each mail has List-Unsubscribe and")
    assert text.endswith("Nothing of 9 things is wrong.\n")


def test_a_domain_without_anything_is_told_what_to_put_where() -> None:
    text, is_well = check({"example.org A": [FROM]})

    assert not is_well
    assert "missing  MX" in text and "example.org. MX 10" in text
    assert "missing  SPF" in text and 'example.org. TXT "v=spf1' in text
    assert "missing  DKIM mail1: there is no key at mail1._domainkey.example.org" in text
    assert "missing  DMARC" in text and '_dmarc.example.org. TXT "v=DMARC1; p=none' in text
    assert f"missing  Name of the address: {FROM} has no name (PTR)" in text
    assert text.endswith("5 of 8 things have to be put right.")


@pytest.mark.parametrize(
    ("changed", "what", "begins", "says"),
    [
        ({"example.org TXT": ['"v=spf1 -all"']}, "SPF", "wrong", "Add ip4:203.0.113.7"),
        ({"example.org TXT": ['"v=spf1 +all"']}, "SPF", "wrong", "lets everybody send"),
        ({"example.org TXT": ['"v=spf1 -all"', '"v=spf1 ~all"']}, "SPF", "wrong", "has 2 SPF records"),
        ({"example.org TXT": ['"v=spf1 ip4:nonsense -all"']}, "SPF", "wrong", "is broken"),
        ({"example.org TXT": SERVFAIL}, "SPF", "look", "no name server answered for example.org"),
        ({"example.org MX": ["0 ."]}, "MX", "wrong", "takes no mails"),
        ({"example.org MX": ["5 gone.example.org."]}, "MX", "wrong", "gone.example.org has no address"),
        ({"_dmarc.example.org TXT": ['"v=DMARC1; p=none"']}, "DMARC", "ok", "p=none only watches"),
        ({"_dmarc.example.org TXT": ['"v=DMARC1; p=maybe"']}, "DMARC", "wrong", "says p=maybe"),
        ({"_dmarc.example.org TXT": ['"v=DMARC1"']}, "DMARC", "wrong", "(nothing)"),
        ({"_dmarc.example.org TXT": ['"v=DMARC1; p=none"', '"v=DMARC1; p=reject"']}, "DMARC", "wrong", "2 DMARC"),
        ({"7.113.0.203.in-addr.arpa PTR": ["other.example.org."]}, "Name of the address", "wrong", "leads elsewhere"),
    ],
)  # fmt: skip
def test_each_thing_that_is_wrong_is_said(changed: Zone, what: str, begins: str, says: str) -> None:
    text, is_well = check({**GOOD, **changed})

    found = line(text, what)
    assert found.startswith(begins) and says in found
    assert is_well is (begins not in {"wrong", "missing"})


ED = ed25519.Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    ("tags", "begins", "says"),
    [
        (f"p={public(KEY)}", "ok", "2048 bits"),
        (f"v=DKIM1; t=y; p={public(KEY)}", "ok", "t=y says that this is a test"),
        (f"v=DKIM1; k=ed25519; p={public(ED, raw=True)}", "ok", "Ed25519"),
        ("v=DKIM1; k=ed25519; p=AAAA", "wrong", "no Ed25519 key"),
        ("v=DKIM1; p=", "wrong", "revoked"),
        ("v=DKIM2; p=AAAA", "wrong", "not DKIM1"),
        ("v=DKIM1; p=A", "wrong", "no base64"),
        (f"v=DKIM1; p={public(KEY)[:100]}", "wrong", "no RSA key"),
        (
            f"v=DKIM1; p={public(rsa.generate_private_key(public_exponent=65537, key_size=1024))}",
            "ok",
            "2,048 would be",
        ),
        ("MIGeMA0GCSqGSIb3", "missing", "there is no key"),
    ],
    # Keys are new in each process, and the names of tests must not be.
    ids=range(10),
)
def test_a_key_is_looked_at(tags: str, begins: str, says: str) -> None:
    text, _is_well = check({**GOOD, "mail1._domainkey.example.org TXT": dkim(tags)})

    assert line(text, "DKIM mail1").startswith(begins) and says in line(text, "DKIM mail1")


def test_without_a_selector_and_without_where_it_sends_from_the_operator_has_to_look() -> None:
    text, is_well = check(selector=[], sends_from=[])

    assert is_well
    assert line(text, "DKIM").startswith("look")
    assert line(text, "SPF").startswith("look") and "--sends-from" in line(text, "SPF")


def test_a_policy_of_the_domain_above_counts(settings: LazySettings) -> None:
    settings.DEFAULT_FROM_EMAIL = "netzwerk@mail.example.org"
    zone = {
        **GOOD, "mail.example.org MX": ["10 mx.example.org."], "mail.example.org TXT": [f'"v=spf1 ip4:{FROM} -all"'],
        "_dmarc.example.org TXT": ['"v=DMARC1; p=none; sp=reject; aspf=s"'],
    }  # fmt: skip

    text, _is_well = check(zone, selector=[])

    assert "_dmarc.example.org says p=reject" in line(text, "DMARC")


@pytest.mark.parametrize(
    ("bounces_to", "strict", "begins"),
    [("b@example.org", "s", "ok"), ("b@mail.example.org", "r", "ok"), ("b@mail.example.org", "s", "wrong"),
     ("b@elsewhere.test", "r", "wrong"), ("b@evilexample.org", "r", "wrong")],
)  # fmt: skip
def test_the_envelope_has_to_belong_to_the_sender(
    settings: LazySettings, bounces_to: str, strict: str, begins: str
) -> None:
    settings.BOUNCE_ADDRESS = bounces_to
    zone = {**GOOD, "_dmarc.example.org TXT": [f'"v=DMARC1; p=none; aspf={strict}"']}

    assert line(check(zone)[0], "Alignment").startswith(begins)


@pytest.mark.parametrize("address", ["Netzwerk <netzwerk@localhost>", "netzwerk", "", "a@" + "ä" * 300 + ".org"])
def test_a_sender_that_nobody_knows_is_said_at_once(settings: LazySettings, address: str) -> None:
    settings.DEFAULT_FROM_EMAIL = address

    text, is_well = check()

    assert not is_well and "wrong    MAIL_FROM" in text and "MX" not in text


def test_over_plain_http_no_mail_program_offers_the_button(settings: LazySettings) -> None:
    settings.BASE_URL = "http://netzwerk.example.org"

    assert line(check()[0], "One click to stop").startswith("wrong")


def test_nothing_is_sent_unless_it_is_asked_for(sender: Postman) -> None:
    check()

    assert sender.mails == []


def test_one_real_mail_goes_to_whom_one_names(sender: Postman) -> None:
    text, is_well = check(to="you@example.org")

    [mail] = sender.mails
    assert is_well and mail["To"] == "you@example.org"
    assert mail["Message-ID"] in line(text, "Test mail")
    assert mail["Message-ID"].endswith("@netzwerk.example.org>")


def test_a_mail_that_the_relay_refuses_is_said(sender: Postman) -> None:
    sender.refusal = "550 5.7.1 not from here"

    text, is_well = check(to="you@example.org")

    assert not is_well and "wrong    Test mail: not taken: recipient 550 5.7.1" in text


@pytest.mark.parametrize(("option", "value"), [("sends_from", ["mx"]), ("nameserver", "ns.example.org")])
def test_what_is_no_address_is_refused_in_words(option: str, value: Any) -> None:
    with pytest.raises(CommandError, match="takes an address"):
        call_command("check_sender", stdout=StringIO(), **{option: value})


def _authority(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for `localhost` that signs itself, and its key."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    hosts = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address(LOOPBACK))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(KEY.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(hosts, False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(KEY, hashes.SHA256())
    )  # fmt: skip
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.TraditionalOpenSSL
    key.write_bytes(KEY.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return certificate, key


@pytest.fixture
def tls_relay(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """A relay that offers STARTTLS and lets in `netzwerk` with `secret`; gives its certificate."""
    certificate, key = _authority(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> Any:
        from aiosmtpd.smtp import AuthResult

        return AuthResult(success=given.login == b"netzwerk" and given.password == b"secret", handled=False)

    controller = Controller(
        Postman(), hostname=LOOPBACK, port=free_port(), tls_context=context, authenticator=authenticate
    )
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "localhost", controller.port
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = True, False
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "netzwerk", "secret"
    yield certificate
    controller.stop()


def test_a_relay_is_spoken_to_by_tls_and_lets_us_in(tls_relay: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls_relay))

    text, is_well = check()

    assert is_well, text
    assert "speaks TLSv1" in line(text, "TLS of the relay")
    assert line(text, "Log-in").startswith("ok")


def test_a_password_that_is_wrong_is_said(
    tls_relay: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls_relay))
    settings.EMAIL_HOST_PASSWORD = "another"

    text, is_well = check()

    assert not is_well and line(text, "Log-in").startswith("wrong")
    assert "another" not in text


def test_a_certificate_that_nobody_vouches_for_is_said_and_no_password_told(tls_relay: Path) -> None:
    text, is_well = check()

    assert not is_well
    assert line(text, "TLS of the relay").startswith("wrong") and "certificate" in line(text, "TLS of the relay")
    assert "Log-in" not in text


def test_a_relay_that_offers_no_tls_although_it_is_wanted_is_said(sender: Postman, settings: LazySettings) -> None:
    settings.EMAIL_USE_TLS = True

    text, is_well = check()

    assert not is_well and "offers no STARTTLS" in line(text, "TLS of the relay")


def test_a_relay_elsewhere_in_the_clear_is_said(monkeypatch: pytest.MonkeyPatch, sender: Postman) -> None:
    monkeypatch.setattr("netzwerk.core.sender.relay.OWN_MACHINE", set())

    text, is_well = check()

    assert not is_well and "is spoken to in the clear" in line(text, "TLS of the relay")


def test_no_relay_at_all_is_said(settings: LazySettings) -> None:
    settings.EMAIL_PORT = free_port()
    assert "wrong    Relay" in check()[0]

    settings.EMAIL_BACKEND = "netzwerk.core.no_mail.RefusingBackend"
    assert "missing  Relay: EMAIL_URL names no server" in check()[0]
