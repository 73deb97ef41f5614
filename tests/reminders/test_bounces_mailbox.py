"""The mailbox of reports, over a real IMAP conversation: read once, understood mails deleted, others left."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from netzwerk.celery import app
from netzwerk.settings.bounces import Mailbox, check_provider, read_mailbox
from reminders.bounces.mailbox import KEYWORD
from reminders.tasks import read_bounces
from tests.reminders import bounce_mails as mails
from tests.reminders import complaint_mails
from tests.reminders.imap_server import Postbox, imap_server
from tests.reminders.test_bounces_taking import refusals, sent_digest, stored

HUMAN = "From: anna@example.org\nSubject: Hello\n\nAre you there?\n"


@pytest.fixture
def box(settings: Settings) -> Iterator[Postbox]:
    """A mailbox that the settings name."""
    with imap_server() as (postbox, address):
        settings.BOUNCE_MAILBOX = address
        yield postbox


def said() -> str:
    out = StringIO()
    call_command("read_bounces", stdout=out)
    return out.getvalue().strip()


def test_a_report_is_noted_and_deleted_and_all_else_is_left(alice: User, box: Postbox) -> None:
    digest = sent_digest(alice)
    box.put(HUMAN)
    box.put(mails.postfix(digest.pk))
    box.put(b"\xff\xfe\0 no mail at all")

    assert said() == "1 mails came back or were called spam; 1 reports deleted, 2 mails left."

    assert stored(digest).state == "failed"
    assert box.uids == [1, 3]
    assert all("\\Seen" not in mail.flags for mail in box.mails)


def test_a_complaint_is_noted_and_deleted(alice: User, box: Postbox) -> None:
    digest = sent_digest(alice)
    box.put(complaint_mails.yahoo(f"digest-{digest.pk}"))

    assert said() == "1 mails came back or were called spam; 1 reports deleted, 0 mails left."

    alice.refresh_from_db()
    assert alice.digest_complained_at is not None
    assert box.uids == []


def test_what_was_left_is_not_looked_at_again(alice: User, box: Postbox) -> None:
    box.put(HUMAN)
    said()
    box.commands.clear()

    assert said() == "0 mails came back or were called spam; 0 reports deleted, 0 mails left."
    assert "UID FETCH" not in box.commands


def test_each_shape_counts_and_the_third_pauses(alice: User, box: Postbox) -> None:
    for day, report in enumerate((mails.postfix, mails.exim, mails.exchange)):
        box.put(report(sent_digest(alice, days=day).pk))
        assert read_bounces() == 1

    assert refusals(alice) == (3, True)
    assert box.uids == []


def test_a_crash_before_the_deletion_counts_nothing_twice(alice: User, box: Postbox) -> None:
    box.put(mails.postfix(sent_digest(alice).pk))
    box.hangs_up_at = "UID STORE"
    with pytest.raises(CommandError, match="marking failed"):
        said()
    assert refusals(alice) == (1, False)
    box.hangs_up_at = ""

    assert said() == "0 mails came back or were called spam; 1 reports deleted, 0 mails left."
    assert refusals(alice) == (1, False)


def test_a_server_without_keywords_shows_what_was_left_again_and_nothing_breaks(alice: User, box: Postbox) -> None:
    box.keeps_keywords = False
    box.put(HUMAN)

    assert said() == said() == "0 mails came back or were called spam; 0 reports deleted, 1 mails left."


def test_where_only_ours_cannot_be_removed_it_stays_marked_and_unread(alice: User, box: Postbox) -> None:
    box.capabilities = "IMAP4rev1"
    box.put(mails.postfix(sent_digest(alice).pk))

    said()

    assert box.mails[0].flags == {"\\Deleted"}
    assert said() == "0 mails came back or were called spam; 0 reports deleted, 0 mails left."


def test_of_a_huge_mail_only_the_beginning_is_fetched(alice: User, box: Postbox) -> None:
    digest = sent_digest(alice)
    box.put(mails.postfix(digest.pk) + "x" * 3_000_000)

    said()

    assert stored(digest).state == "failed"


@pytest.mark.parametrize(
    ("step", "words"),
    [("LOGIN", "logging in failed"), ("SELECT", "no such folder"), ("UID SEARCH", "does not search")],
)
def test_what_does_not_work_is_said_by_its_step(box: Postbox, db: None, step: str, words: str) -> None:
    box.refuses = {step}

    with pytest.raises(CommandError, match=words):
        said()
    assert read_bounces() == 0


@pytest.mark.parametrize("step", ["CAPABILITY", "LOGIN", "SELECT", "UID SEARCH", "UID FETCH"])
def test_a_line_that_breaks_off_is_no_error_of_ours(alice: User, box: Postbox, step: str) -> None:
    box.put(HUMAN)
    box.hangs_up_at = step

    assert read_bounces() == 0


def test_a_server_that_is_not_there_is_said(db: None, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with imap_server() as (_box, address):
        settings.BOUNCE_MAILBOX = address

    assert read_bounces() == 0
    assert "connecting failed: ConnectionRefusedError" in caplog.text


def test_without_a_mailbox_there_is_nothing_to_read(db: None, settings: Settings) -> None:
    settings.BOUNCE_MAILBOX = None

    assert read_bounces() == 0
    with pytest.raises(CommandError, match="BOUNCE_IMAP_URL names no mailbox"):
        said()


def test_the_clock_reads_it() -> None:
    assert app.conf.beat_schedule["read-bounces"]["task"] == read_bounces.name


def test_an_address_of_a_mailbox_says_all_there_is_to_know() -> None:
    assert read_mailbox("") is None
    assert read_mailbox("imaps://us%40er:p%2Fw@mail.example.org/Netz%20werk") == Mailbox(
        "imaps", "mail.example.org", 993, "us@er", "p/w", "Netz werk"
    )
    assert read_mailbox("imap+tls://u:p@mail.example.org:1143") == Mailbox(
        "imap+tls", "mail.example.org", 1143, "u", "p", "INBOX"
    )
    assert "secret" not in repr(read_mailbox("imaps://u:secret@mail.example.org"))


@pytest.mark.parametrize(
    "url",
    ["pop3://u:p@host", "imaps://host", "imaps://u@host", "imaps://u:p@", "imaps://u:p@host:x", "imap://u:p@example.org",
     "imaps://u:p@host/%00", "imaps://u:p@host/Entw%C3%BCrfe", "mail.example.org"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_with_what_helps(url: str) -> None:
    with pytest.raises(ValueError, match="BOUNCE_IMAP_URL"):
        read_mailbox(url)


def test_a_provider_needs_a_secret() -> None:
    assert check_provider("", "") == ""
    assert check_provider("mailgun", "x" * 16) == "mailgun"
    with pytest.raises(ValueError, match="BOUNCE_SECRET must have 16"):
        check_provider("signed", "short")
    with pytest.raises(ValueError, match="BOUNCE_PROVIDER must be one of signed"):
        check_provider("sendgrid", "x" * 16)


def test_the_keyword_is_one_that_servers_take() -> None:
    assert KEYWORD.isalnum()
