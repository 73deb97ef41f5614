"""What follows from a mail that came back: it has failed after all, and refusals of an address are counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from netzwerk.core.mail_ids import MailId
from netzwerk.core.walls import acting_as
from reminders.bounces.taking import take_reports
from reminders.models import Digest
from reminders.queries.covering import covered_by
from reminders.rules.bounces import Bounce, Report
from reminders.services import outcomes
from reminders.services.planning import trust_address
from tests.factories import TODAY
from tests.reminders.digest_jobs import MONDAY_8, order_for_somebody, run
from tests.reminders.postmen import Postman


def sent_digest(user: User, *, days: int = 0, kind: str = "scheduled") -> Digest:
    """Return a mail that a server has taken, so many days after `TODAY`."""
    with acting_as(user):
        on = TODAY + timedelta(days=days)
        digest = Digest.objects.create(owner=user, kind=kind, for_date=on, sends_on=on, covers_until=on)
        digest.owner = user
        outcomes.record_sent(digest=digest, user=user, at=MONDAY_8 + timedelta(days=days))
    return digest


def stored(digest: Digest) -> Digest:
    with acting_as(digest.owner_id):
        return Digest.objects.get(pk=digest.pk)


def bounce(digest: Digest | UUID, to: str = "alice@example.org", code: int = 550, status: str = "5.1.1") -> Bounce:
    return Bounce(MailId(digest.pk if isinstance(digest, Digest) else digest), (to,), code, status)


def take(*bounces: Report, now: datetime = MONDAY_8) -> int:
    return take_reports(bounces, now=now)


def refusals(user: User) -> tuple[int, bool]:
    user.refresh_from_db()
    return user.digest_refusals, user.digest_paused_at is not None


def test_a_mail_that_came_back_has_failed_and_counts_against_its_address(alice: User) -> None:
    digest = sent_digest(alice)

    assert take(bounce(digest)) == 1

    assert (stored(digest).state, stored(digest).problem) == ("failed", "address_refused")
    assert refusals(alice) == (1, False)


def test_twice_is_once(alice: User) -> None:
    digest = sent_digest(alice)

    assert take(bounce(digest), bounce(digest)) == 1
    assert take(bounce(digest)) == 0
    assert refusals(alice) == (1, False)


def test_the_third_in_a_row_pauses_although_a_server_in_between_took_each(alice: User) -> None:
    for day in range(3):
        assert refusals(alice) == (day, False)
        digest = sent_digest(alice, days=day)
        assert refusals(alice) == (day, False)  # the server's yes says nothing, as long as mails come back
        take(bounce(digest), now=MONDAY_8 + timedelta(days=day))

    assert refusals(alice) == (3, True)
    assert alice.next_digest_at is None


def test_one_that_arrives_ends_the_row(alice: User) -> None:
    take(bounce(sent_digest(alice, days=0)))
    take(bounce(sent_digest(alice, days=1)))
    sent_digest(alice, days=2)
    sent_digest(alice, days=3)  # the one before it did not come back

    assert refusals(alice) == (0, False)
    take(bounce(sent_digest(alice, days=4)))
    assert refusals(alice) == (1, False)


def test_whoever_confirms_an_address_begins_anew(alice: User) -> None:
    for day in range(3):
        take(bounce(sent_digest(alice, days=day)))
    alice.refresh_from_db()
    trust_address(alice)

    take(bounce(sent_digest(alice, days=4)))

    assert refusals(alice) == (1, False)


def test_today_says_that_mails_pause(alice: User, alice_client: Client) -> None:
    for day in range(3):
        take(bounce(sent_digest(alice, days=day)), now=timezone.now())

    page = alice_client.get("/").content.decode()

    assert "Your mails pause: the server of alice@example.org refused several in a row." in page


def test_today_and_the_log_say_what_became_of_one(alice: User, alice_client: Client) -> None:
    take(bounce(sent_digest(alice)))
    with acting_as(alice):
        Digest.objects.update(created_at=timezone.now())

    assert (
        "could not be sent. The mail server of your address refused it for good."
        in alice_client.get("/").content.decode()
    )
    assert (
        "The mail server of your address refused it for good." in alice_client.get("/reminders/log/").content.decode()
    )


def test_what_it_covered_is_told_by_the_next(alice: User) -> None:
    alice.digest_weekdays = [0, 1, 2, 3, 4, 5, 6]
    alice.save()
    sent_digest(alice, days=0)
    lost = sent_digest(alice, days=1)
    with acting_as(alice):
        coming = Digest(owner=alice, for_date=TODAY + timedelta(days=2))
        before = covered_by(user=alice, on=coming.for_date, digest=coming).since
    take(bounce(lost))

    with acting_as(alice):
        after = covered_by(user=alice, on=coming.for_date, digest=coming).since
    assert (before, after) == (TODAY + timedelta(days=2), TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("code", "status", "problem"),
    [(552, "5.2.2", "address_not_now"), (450, "4.4.1", "address_not_now"), (550, "5.7.1", "sender_refused"),
     (550, "5.3.4", "message_refused"), (550, "5.2.2", "address_not_now")],
)  # fmt: skip
def test_what_is_not_the_address_fails_the_mail_and_counts_nothing(
    alice: User, code: int, status: str, problem: str
) -> None:
    digest = sent_digest(alice)

    assert take(bounce(digest, code=code, status=status)) == 1

    assert stored(digest).problem == problem
    assert refusals(alice) == (0, False)


def test_nobody_can_pause_somebody_by_guessing(alice: User, charlie: User) -> None:
    of_alice, of_charlie = sent_digest(alice), sent_digest(charlie)
    unknown = UUID("0190a0b0-1111-7222-8333-444455556666")

    noted = take(
        bounce(unknown),
        bounce(of_charlie),  # a mail of one's own, and the address of somebody else
        bounce(of_alice, to="charlie@example.org"),
        bounce(of_alice, to="nobody@example.org"),
        bounce(of_alice, to="alice@example.org\0"),
        Bounce(MailId(of_alice.pk), (), 550, "5.1.1"),
    )

    assert noted == 0
    assert refusals(alice) == refusals(charlie) == (0, False)
    assert stored(of_alice).state == stored(of_charlie).state == "sent"


@pytest.mark.parametrize("state", ["waiting", "empty", "replaced", "failed"])
def test_a_mail_that_was_not_sent_cannot_come_back(alice: User, state: str) -> None:
    digest = sent_digest(alice)
    with acting_as(alice):
        Digest.objects.update(state=state)

    assert take(bounce(digest)) == 0
    assert stored(digest).state == state


def test_an_address_that_is_no_more_the_users_is_not_held_against_them(alice: User) -> None:
    digest = sent_digest(alice)
    alice.email = "alice@new.example"
    alice.save()

    assert take(bounce(digest)) == 0
    assert refusals(alice) == (0, False)


def test_a_real_mail_that_went_out_can_come_back_and_be_tried_again(
    monday_8: None, alice: User, postman: Postman
) -> None:
    digest = run(order_for_somebody(alice))
    [mail] = postman.mails

    assert str(digest.pk) in mail["Message-ID"]
    assert take(bounce(digest)) == 1
    assert refusals(alice) == (1, False)


def test_what_is_logged_names_nobody(alice: User, caplog: pytest.LogCaptureFixture) -> None:
    take(bounce(sent_digest(alice)))

    assert "came back: address_refused" in caplog.text
    assert "example.org" not in caplog.text
