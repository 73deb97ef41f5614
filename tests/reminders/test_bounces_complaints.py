"""Complaints read, and what follows from them: whoever calls a mail spam gets no more, until they want them again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from netzwerk.core.mail_ids import MailId
from netzwerk.core.walls import acting_as
from reminders.bounces.reports import UnreadableError
from reminders.models import Digest
from reminders.rules.bounces import Complaint
from reminders.services.planning import can_get_mails, plan_digest, trust_address
from reminders.tokens.mails import sign_unsubscribe
from tests.reminders import complaint_mails as mails
from tests.reminders.bounce_mails import ADDRESS, PK
from tests.reminders.digest_jobs import MONDAY_8, order_for_somebody, run
from tests.reminders.postmen import Postman
from tests.reminders.reading_reports import read, read_hostile
from tests.reminders.test_bounces_taking import bounce, sent_digest, stored, take


def named(digest: Digest) -> str:
    return f"digest-{digest.pk}"


def is_paused(user: User) -> bool:
    user.refresh_from_db()
    return user.digest_paused_at is not None and user.digest_complained_at is not None


def test_what_providers_write_is_read() -> None:
    assert read(mails.yahoo()) == [Complaint(MailId(PK), (ADDRESS,))]
    assert read(mails.yahoo().replace("\n", "\r\n")) == [Complaint(MailId(PK), (ADDRESS,))]
    assert read(mails.assembled()) == [Complaint(MailId(PK), (ADDRESS,))]
    assert read(mails.redacted("1:abc:def-ghi_jkl")) == [
        Complaint(MailId(PK), ("redacted-4f2a@example.org",), ("1:abc:def-ghi_jkl",))
    ]


@pytest.mark.parametrize(("kind", "is_one"), [("Fraud", True), ("opt-out", True), ("not-spam", False),
                                              ("auth-failure", False), ("virus", False), ("", False)])  # fmt: skip
def test_only_what_somebody_does_not_want_is_a_complaint(kind: str, is_one: bool) -> None:
    assert bool(read(mails.yahoo(kind=kind))) is is_one
    assert bool(read(mails.assembled(kind=kind or "other"))) is is_one


@pytest.mark.parametrize(
    "report",
    [mails.yahoo("no-id-at-all"), mails.yahoo(host="netzwerk.example.com"),
     mails.yahoo().replace("message/feedback-report", "text/plain")],
)  # fmt: skip
def test_all_else_is_left(report: str) -> None:
    with pytest.raises(UnreadableError):
        read(report)


OPENINGS = [f"\n--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n" for n in range(1000)]
HOSTILE = {
    "recipients without end": mails.yahoo(named="\nOriginal-Rcpt-To: ".join(f"a{n}@b.example" for n in range(9000))),
    "tokens without end": mails.redacted("/>, <http://localhost/unsubscribe/".join(["abcdefghijkl"] * 9000)),
    "parts in parts": mails.yahoo().replace("This is an email", "".join(OPENINGS)),
    "mails in mails": mails.yahoo().replace(
        "Received: from", "Content-Type: message/rfc822\n\n" * 1000 + "Received: from"
    ),
    "feedback without end": mails.yahoo().replace(
        "------=_Part_1_2\nContent-Type: message/rfc822",
        "------=_Part_1_2\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n" * 3000
        + "------=_Part_1_2\nContent-Type: message/rfc822",
    ),
    "huge": mails.yahoo() + "x" * 20_000_000,
    "NUL": mails.yahoo(named="al\0ice@example.org", to="al\0ice@example.org"),
    "a list of addresses": mails.yahoo(to=",".join(f'"(((((" <a{n}@b.example>' for n in range(20_000))),
    "unclosed": mails.yahoo()[:900],
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_complaint_costs_little(kind: str) -> None:
    for complaint in read_hostile(HOSTILE[kind]):
        assert isinstance(complaint, Complaint)
        assert len(complaint.addresses) <= 20
        assert len(complaint.tokens) <= 20


def test_whoever_complains_gets_no_more_mails_and_twice_is_once(alice: User) -> None:
    digest = sent_digest(alice)
    plan_digest(alice, MONDAY_8)

    assert take(*read(mails.yahoo(named(digest)))) == 1
    assert take(*read(mails.yahoo(named(digest)))) == 0

    assert is_paused(alice)
    assert (alice.next_digest_at, alice.digest_refusals, can_get_mails(alice)) == (None, 0, False)
    assert (stored(digest).state, stored(digest).problem) == ("sent", "complained")


def test_a_mail_that_was_about_to_go_stays(monday_8: None, alice: User, postman: Postman) -> None:
    job = order_for_somebody(alice)
    take(Complaint(MailId(sent_digest(alice, days=-7).pk), (ADDRESS,)))

    run(job)

    assert postman.mails == []


def test_a_complaint_that_tells_nobody_is_known_by_the_link_in_the_mail(alice: User, charlie: User) -> None:
    digest = sent_digest(alice)
    of_charlie = mails.redacted(sign_unsubscribe(charlie.pk), named(digest))
    forged = mails.redacted("0:forged-token:abcdefghij", named(digest))

    assert take(*read(of_charlie), *read(forged)) == 0
    assert not is_paused(alice)
    assert not is_paused(charlie)
    assert take(*read(mails.redacted(sign_unsubscribe(alice.pk), named(digest)))) == 1
    assert is_paused(alice)


def test_nobody_can_complain_for_somebody_by_guessing(alice: User, charlie: User) -> None:
    of_alice, of_charlie = sent_digest(alice), sent_digest(charlie)
    unknown = UUID("0190a0b0-1111-7222-8333-444455556666")

    noted = take(
        Complaint(MailId(unknown), (ADDRESS,), (sign_unsubscribe(alice.pk),)),
        Complaint(MailId(of_charlie.pk), (ADDRESS,)),  # a mail of one's own, and the address of somebody else
        Complaint(MailId(of_alice.pk), ("charlie@example.org", "alice@example.org\0")),
        Complaint(MailId(of_alice.pk), ()),
    )

    assert noted == 0
    assert not is_paused(alice)
    assert stored(of_alice).problem == stored(of_charlie).problem == ""


@pytest.mark.parametrize("state", ["waiting", "empty", "replaced", "failed"])
def test_nobody_complains_of_what_was_not_sent(alice: User, state: str) -> None:
    digest = sent_digest(alice)
    with acting_as(alice):
        Digest.objects.update(state=state)

    assert take(Complaint(MailId(digest.pk), (ADDRESS,))) == 0
    assert not is_paused(alice)


def test_what_comes_back_later_does_not_hide_that_somebody_complained(alice: User) -> None:
    take(Complaint(MailId(sent_digest(alice).pk), (ADDRESS,)), *(bounce(sent_digest(alice, days=n)) for n in (1, 2, 3)))

    assert is_paused(alice)
    assert alice.digest_refusals == 3


def test_the_settings_say_so_and_a_button_starts_them_again(alice: User, alice_client: Client) -> None:
    take(Complaint(MailId(sent_digest(alice).pk), (ADDRESS,)))
    settings = alice_client.get("/reminders/settings/").content.decode()
    today = alice_client.get("/").content.decode()

    assert "A mail to alice@example.org was marked as spam in a mail program, so no more go there." in settings
    assert "A mail to alice@example.org was marked as spam, so no more go there." in today
    assert "It was marked as spam in a mail program." in alice_client.get("/reminders/log/").content.decode()

    alice_client.post("/reminders/resume/")

    alice.refresh_from_db()
    assert (alice.digest_paused_at, alice.digest_complained_at) == (None, None)
    assert alice.next_digest_at is not None
    assert "marked as spam in a mail program, so" not in alice_client.get("/reminders/settings/").content.decode()


def test_whoever_confirms_an_address_begins_anew(alice: User) -> None:
    take(Complaint(MailId(sent_digest(alice).pk), (ADDRESS,)), now=timezone.now())
    alice.refresh_from_db()

    trust_address(alice)

    assert not is_paused(alice)


def test_what_is_logged_names_nobody(alice: User, caplog: pytest.LogCaptureFixture) -> None:
    take(Complaint(MailId(sent_digest(alice).pk), (ADDRESS,)))

    told: list[Any] = [record.getMessage() for record in caplog.records]
    assert any("was called spam" in one for one in told)
    assert "example.org" not in caplog.text
