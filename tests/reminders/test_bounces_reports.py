"""Delivery reports of all kinds read, and hostile ones left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzwerk.core.mail_ids import MailId, MailKind
from reminders.bounces.reports import MOST_BYTES, UnreadableError, reports_in
from reminders.rules.bounces import Bounce, plain_address, spoken, without_xtext
from tests.reminders import bounce_mails as mails
from tests.reminders.bounce_mails import ADDRESS, PK
from tests.reminders.reading_reports import read, read_hostile

READABLE: dict[str, Callable[..., str]] = {
    "postfix": mails.postfix,
    "exim": mails.exim,
    "gmail": mails.gmail,
    "international": mails.international,
    "old exim": mails.old_exim,
    "qmail": mails.qmail,
}


@pytest.mark.parametrize("kind", READABLE)
def test_what_each_server_writes_is_read(kind: str) -> None:
    assert read(READABLE[kind]()) == [Bounce(MailId(PK), (ADDRESS,), 550, "5.1.1")]


@pytest.mark.parametrize("kind", READABLE)
def test_so_it_is_with_lines_that_end_as_on_the_wire(kind: str) -> None:
    assert read(READABLE[kind]().replace("\n", "\r\n")) == [Bounce(MailId(PK), (ADDRESS,), 550, "5.1.1")]


def test_exchange_says_a_number_of_its_own_and_writes_addresses_large() -> None:
    assert read(mails.exchange()) == [Bounce(MailId(PK), (ADDRESS,), 550, "5.1.10")]


def test_the_address_that_was_written_to_counts_beside_that_where_it_was_forwarded_to() -> None:
    report = mails.postfix(to="alice@elsewhere.example", original="alice+2Bwork@example.org")

    [bounce] = read(report)

    named = ("alice+work@example.org", "alice+2bwork@example.org", "alice@elsewhere.example")
    assert bounce.addresses == named


@pytest.mark.parametrize("report", [mails.postfix, mails.exim, mails.international, mails.gmail])
def test_where_only_the_forwarders_address_is_named_the_quoted_mail_says_to_whom_it_was(
    report: Callable[..., str],
) -> None:
    elsewhere = "hers@elsewhere.example"
    text = report(to=elsewhere).replace(f"To: {elsewhere}\nSubject: Worth", f'To: "Alice" <{ADDRESS}>\nSubject: Worth')

    [bounce] = read(text)

    assert bounce.addresses == (elsewhere, ADDRESS)


def test_a_mail_quoted_beside_ours_says_nothing_of_ours() -> None:
    other = "\n--4F2A.1/mx.example.net\nContent-Type: text/rfc822-headers\n\nTo: bob@example.org\nMessage-ID: <x@y>\n"
    last = "\n--4F2A.1/mx.example.net--"

    [bounce] = read(mails.postfix().replace(last, other + last))

    assert bounce.addresses == (ADDRESS,)


def test_a_mail_of_the_log_in_is_known_by_its_proof_too() -> None:
    mail = MailId(PK, MailKind.LOGIN, "0123456789abcdef" * 2)
    report = mails.postfix().replace(f"<digest-{PK}@localhost>", mail.on("localhost"))

    assert read(report) == [Bounce(mail, (ADDRESS,), 550, "5.1.1")]
    with pytest.raises(UnreadableError):
        read(report.replace(mail.proof, mail.proof[:-1]))


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_only_what_failed_has_bounced(action: str) -> None:
    assert read(mails.postfix(action=action)) == []


@pytest.mark.parametrize(
    "report",
    [
        "",
        "\0" * 1000,
        "Subject: Hello\n\nI am away until Monday.\n",
        mails.returned(),
        f"Subject: Re: Worth a message\n\nThank you.\n\n> Message-ID: <digest-{PK}@localhost>\n",
        mails.postfix(digest="no-id-at-all"),
        mails.postfix(host="netzwerk.example.com"),
        mails.postfix().replace("Final-Recipient", "Final-Guess"),
        mails.postfix().replace("message/delivery-status", "text/plain"),
        mails.postfix() + f"\n<digest-{'0' * 8}-0000-7000-8000-{'0' * 12}@localhost>",
    ],
)
def test_everything_else_in_a_mailbox_is_left(report: str) -> None:
    with pytest.raises(UnreadableError):
        read(report)


def _nested(depth: int) -> str:
    opening = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"Message-ID: <digest-{PK}@localhost>\n{opening}Content-Type: text/plain\n\nx\n"


HOSTILE = {
    "deep": _nested(5000),
    "mails in mails": f"X: <digest-{PK}@localhost>\n" + "Content-Type: message/rfc822\n\n" * 5000,
    "parts without end": mails.postfix().replace(
        "This is a MIME-encapsulated message.", "--4F2A.1/mx.example.net\n\nx\n" * 20_000
    ),
    "huge": mails.postfix() + "x" * 20_000_000,
    "recipients without end": mails.postfix().replace(
        "\nFinal-Recipient", "\nFinal-Recipient: rfc822; x@example.org\nAction: failed\n" * 5_000 + "\nFinal-Recipient"
    ),
    "wrong charsets": mails.exim().replace("us-ascii", "no-such-charset").replace("A message", "\udce4\udcff" * 99),
    "a boundary of regexes": mails.postfix().replace("4F2A.1/mx.example.net", "(a+)+$" * 40),
    "headers without end": f"X: <digest-{PK}@localhost>\n" + "A: b\n" * 200_000,
    "one endless header": f"X: <digest-{PK}@localhost>\nX-Failed-Recipients: " + "a@b," * 100_000 + "\n\nx",
    "encoded words": mails.exim(to="=?utf-16?b?" + "AAAA" * 20_000 + "?="),
    "NUL": mails.postfix(to="al\0ice@example.org", words="550 5.1.1 \0"),
    "qmail without end": mails.qmail().replace("<alice", "<" + "a" * 200_000),
    "unclosed": mails.postfix()[:900],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_report_costs_little_and_says_no_more_than_an_honest_one(kind: str) -> None:
    assert all(bounce.mail == MailId(PK) for bounce in read_hostile(HOSTILE[kind]))


def test_of_a_huge_mail_the_beginning_is_looked_at() -> None:
    long_ago = mails.postfix().replace("I'm sorry", "x" * MOST_BYTES + "I'm sorry")

    with pytest.raises(UnreadableError):
        read(long_ago)


@given(st.binary(max_size=2000), st.integers(0, 2500))
def test_whatever_arrives_is_read_or_left(noise: bytes, at: int) -> None:
    report = mails.postfix().encode()
    try:
        found = reports_in(report[:at] + noise + report[at:], "localhost")
    except UnreadableError:
        return
    assert all(bounce.mail == MailId(PK) for bounce in found)


@pytest.mark.parametrize(
    ("status", "words", "said"),
    [
        ("5.1.1", "550 5.1.1 unknown", (550, "5.1.1")),
        ("5.0.0", "550 5.1.1 unknown", (550, "5.1.1")),
        ("5.0.0", "550 unknown user at 192.0.2.5", (550, "5.0.0")),
        ("5.1.1", "554 5.7.1 something else", (550, "5.1.1")),
        ("", "550-5.1.1 The email account does not exist", (550, "5.1.1")),
        ("", "550 No such user", (550, "")),
        ("", "554: gone", (550, "")),
        ("", "552 mailbox full", (552, "")),
        ("5.2.2", "552 5.2.2 full", (552, "5.2.2")),
        ("4.4.1", "connect to mx.example.org[192.0.2.5]:25: timed out", (450, "4.4.1")),
        ("4.0.0", "550 whatever", (450, "4.0.0")),
        ("5.4.7", "554 5.4.7 delivery expired", (450, "5.4.7")),
        ("5.4.300", "550 5.4.300 Message expired", (450, "5.4.300")),
        ("5.4.4", "Host or domain name not found", (550, "5.4.4")),
        ("", "from 5.1.1.7 and 5.1.1.x and v5.1.1", (450, "")),
        ("", "", (450, "")),
        ("x" * 10_000, "5" * 10_000, (450, "")),
    ],
)
def test_what_a_server_said_is_told_by_code_and_status(status: str, words: str, said: tuple[int, str]) -> None:
    assert spoken(status, words) == said


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("rfc822; Anna@Example.org", "anna@example.org"), ("RFC822;<anna@example.org>", "anna@example.org"),
        ("utf-8; änna@example.org", "änna@example.org"), ("anna@example.org", "anna@example.org"),
        ("<anna@example.org>", "anna@example.org"), ("unknown; anna", ""), ("", ""), ("a\0@b", ""), ("a b@c", ""),
        ("rfc822; " + "a" * 300 + "@b", ""), ("an;na@example.org", "an;na@example.org"),
    ],
)  # fmt: skip
def test_an_address_is_taken_from_its_wrapping(text: str, address: str) -> None:
    found = plain_address(text)

    assert found == address or text.startswith("an;na")


def test_what_was_encoded_for_the_way_is_what_it_was() -> None:
    assert without_xtext("anna+2Bwork@example.org") == "anna+work@example.org"
    assert without_xtext("anna+work@example.org") == "anna+work@example.org"
