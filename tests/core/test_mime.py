"""A mail as bytes: what Django would say, in ASCII, in short lines."""

from __future__ import annotations

import email
from email.message import EmailMessage as Parsed
from email.policy import default

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from netzwerk.core.mime import LONGEST_LINE, mail_bytes

PRINTABLE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=300)
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["C"]), st.sampled_from("\n\n .=-_äß€")), max_size=1500)
URL = "https://example.org/reminders/unsubscribe/" + "x" * 400 + "/"


def mail(
    subject: str = "Worth a message: Jörg", text: str = "Grüße\n", html: str = "<p>Grüße</p>"
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject,
        text,
        "Netzwerk für Köln <netzwerk@example.org>",
        ["alice@example.org"],
        headers={
            "Message-ID": "<digest-1@example.org>",
            "List-Unsubscribe": f"<{URL}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Content-Language": "de",
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def read(content: bytes) -> Parsed:
    parsed = email.message_from_bytes(content, policy=default)
    assert isinstance(parsed, Parsed)
    assert parsed.defects == []
    return parsed


def bodies(parsed: Parsed) -> dict[str, str]:
    return {part.get_content_type(): part.get_content() for part in parsed.walk() if not part.is_multipart()}


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


def test_it_says_what_django_says() -> None:
    ours, theirs = read(mail_bytes(mail())), read(mail().message().as_bytes())

    for name in {*ours.keys(), *theirs.keys()} - {"Date", "Content-Type", "Content-Transfer-Encoding"}:
        assert ours[name].strip() == theirs[name].strip(), name
    assert ours.get_content_type() == "multipart/alternative"
    assert ours["Date"].datetime is not None
    assert {kind: lines(text) for kind, text in bodies(ours).items()} == {
        kind: lines(text) for kind, text in bodies(theirs).items()
    }


@given(subject=PRINTABLE, text=TEXTS, html=TEXTS)
def test_whatever_is_written_arrives_in_short_lines_of_ascii(subject: str, text: str, html: str) -> None:
    content = mail_bytes(mail(subject, text, html))
    parsed = read(content)

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert lines(bodies(parsed)["text/plain"]) == lines(text)
    assert lines(bodies(parsed)["text/html"]) == lines(html)
    assert (parsed["Subject"] or "").split() == subject.split()


def test_plain_english_stays_readable() -> None:
    content = mail_bytes(mail(text="Hello Alice,\n\nnothing = special.\n", html="<p class='x'>Hello</p>"))

    assert b"\r\nHello Alice,\r\n\r\nnothing = special.\r\n" in content
    assert b"quoted-printable" not in content


def test_a_line_that_is_too_long_for_mails_is_broken_and_put_together_again() -> None:
    content = mail_bytes(mail(text="x" * 3000))

    assert max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE
    assert lines(bodies(read(content))["text/plain"]) == ["x" * 3000]


def test_a_header_has_no_room_for_another() -> None:
    for name in ("Subject\r\nBcc: eve@example.org", "Subject\nX: y"):
        with pytest.raises(BadHeaderError):
            mail_bytes(mail(name))


def test_what_is_more_than_text_is_left_to_django() -> None:
    message = mail()
    message.attach("card.vcf", "BEGIN:VCARD", "text/vcard")

    assert "card.vcf" in [part.get_filename() for part in read(mail_bytes(message)).walk()]


def test_a_text_alone_needs_no_parts() -> None:
    message = mail()
    message.alternatives = []

    parsed = read(mail_bytes(message))

    assert (parsed.get_content_type(), lines(parsed.get_content())) == ("text/plain", ["Grüße"])
