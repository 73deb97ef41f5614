"""The tick: due users are claimed once, their next mail is planned, and nothing is lost or doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders import services
from reminders.models import Digest
from reminders.services import claiming
from reminders.tasks import claim_due_digests
from tests.factories import make_contact, make_user

MONDAY_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)  # in Berlin
A_WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job_id: None)


def digests_of(user: User) -> list[Digest]:
    with acting_as(user):
        return list(Digest.objects.for_user(user).order_by("for_date"))


def make_due(user: User, at: datetime = MONDAY_8) -> User:
    user.next_digest_at = at
    user.save(update_fields=["next_digest_at"])
    return user


def claim(now: datetime) -> int:
    with time_machine.travel(now, tick=False):
        return claim_due_digests()


def test_a_due_user_gets_one_digest_one_job_and_a_next_instant(alice: User) -> None:
    make_due(alice)

    assert claim(MONDAY_8) == 1

    [digest] = digests_of(alice)
    assert (digest.kind, digest.for_date, digest.state) == ("scheduled", date(2026, 3, 16), "waiting")
    job = Job.objects.get(kind="digest")
    assert (job.owner_id, job.object_id) == (alice.pk, digest.pk)
    alice.refresh_from_db()
    assert alice.next_digest_at == MONDAY_8 + A_WEEK


def test_run_twice_is_done_once(alice: User) -> None:
    make_due(alice)

    claim(MONDAY_8)
    assert claim(MONDAY_8) == 0
    make_due(alice)  # as if the plan had been set back
    claim(MONDAY_8)

    assert len(digests_of(alice)) == 1
    assert Job.objects.count() == 1


def test_nobody_is_claimed_early_and_nobody_who_has_left(alice: User, charlie: User) -> None:
    make_due(alice, MONDAY_8 + timedelta(seconds=1))
    make_due(charlie)
    User.objects.filter(pk=charlie.pk).update(is_active=False)

    assert claim(MONDAY_8) == 0


def test_mails_missed_while_the_server_was_down_become_one(alice: User) -> None:
    alice.digest_weekdays = [0, 1, 2, 3, 4, 5, 6]
    alice.save()
    make_due(alice)

    claim(MONDAY_8 + timedelta(days=3, hours=-1))
    claim(MONDAY_8 + timedelta(days=3))

    assert [digest.for_date for digest in digests_of(alice)] == [date(2026, 3, 19)]


def test_nothing_is_written_during_the_holidays(alice: User) -> None:
    alice.digest_paused_until = date(2026, 3, 18)
    alice.save()
    make_due(alice)  # as if the pause had come in between

    claim(MONDAY_8)

    alice.refresh_from_db()
    assert (digests_of(alice), alice.next_digest_at) == ([], MONDAY_8 + A_WEEK)


def test_on_other_days_a_mail_is_written_only_when_the_day_has_something_to_tell(alice: User, charlie: User) -> None:
    for user in (alice, charlie):
        user.digest_weekdays, user.date_lead_days = [6], [0]
        user.save()
        make_due(user)
    make_contact(alice, birthday_month=3, birthday_day=16)
    make_contact(charlie, birthday_month=3, birthday_day=17)

    claim(MONDAY_8)

    [digest] = digests_of(alice)
    assert (digest.kind, digest.for_date) == ("day", date(2026, 3, 16))
    assert digests_of(charlie) == []
    charlie.refresh_from_db()
    assert charlie.next_digest_at == MONDAY_8 + timedelta(days=1)


def test_the_day_of_one_person_alone_can_be_told(alice: User) -> None:
    alice.digest_weekdays = [6]
    alice.save()
    make_due(alice)
    make_contact(alice, birthday_month=3, birthday_day=16, date_lead_days=[0])

    claim(MONDAY_8)

    assert [digest.kind for digest in digests_of(alice)] == ["day"]


@pytest.mark.parametrize("kind", ["scheduled", "day"])
def test_a_date_that_has_its_digest_gets_no_other_kind(alice: User, kind: str) -> None:
    make_due(alice)
    with acting_as(alice):
        Digest.objects.create(owner=alice, kind=kind, for_date=date(2026, 3, 16))

    claim(MONDAY_8)

    assert [digest.kind for digest in digests_of(alice)] == [kind]
    assert not Job.objects.exists()


def test_mails_that_were_asked_for_do_not_use_up_the_day(alice: User) -> None:
    make_due(alice)
    with acting_as(alice):
        Digest.objects.create(owner=alice, kind="now", for_date=date(2026, 3, 16))
        Digest.objects.create(owner=alice, kind="test", for_date=date(2026, 3, 16))

    claim(MONDAY_8)

    assert sorted(digest.kind for digest in digests_of(alice)) == ["now", "scheduled", "test"]


def test_a_batch_takes_the_same_number_of_queries_however_many_are_due(db: None) -> None:
    counts = []
    for number in (2, 12):
        for place in range(number):
            make_due(make_user(f"user-{number}-{place}@example.org"))
        with CaptureQueriesContext(connection) as asked:
            assert services.claim_due_users(now=MONDAY_8) == number
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_row_that_the_database_refuses_keeps_nobody_elses_mail_back(
    alice: User, charlie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_due(alice)
    make_due(charlie)

    def insertion(digest: Digest) -> object:
        return ("SELECT 1 / %s", [0]) if digest.owner_id == alice.pk else written(digest)

    written = claiming._insertion
    monkeypatch.setattr(claiming, "_insertion", insertion)
    claim(MONDAY_8)

    assert (digests_of(alice), len(digests_of(charlie))) == ([], 1)
    alice.refresh_from_db()
    charlie.refresh_from_db()
    assert (alice.next_digest_at, charlie.next_digest_at) == (MONDAY_8 + timedelta(hours=1), MONDAY_8 + A_WEEK)


def test_a_mail_that_is_minutes_late_after_midnight_belongs_to_its_own_day(alice: User) -> None:
    alice.digest_weekdays, alice.digest_hour = [0, 1], 23
    alice.save()
    monday_23 = MONDAY_8 + timedelta(hours=15)
    make_due(alice, monday_23)

    claim(monday_23 + timedelta(hours=2))
    claim(monday_23 + timedelta(days=1))

    assert [digest.for_date for digest in digests_of(alice)] == [date(2026, 3, 16), date(2026, 3, 17)]


def test_the_local_hour_stays_over_the_change_to_summer_time(alice: User) -> None:
    make_due(alice, MONDAY_8 + A_WEEK)

    claim(MONDAY_8 + A_WEEK)

    alice.refresh_from_db()
    assert alice.next_digest_at == datetime(2026, 3, 30, 6, tzinfo=UTC)


def test_one_broken_row_keeps_nobody_elses_mail_back(alice: User, charlie: User) -> None:
    make_due(alice, MONDAY_8 - timedelta(hours=1))
    User.objects.filter(pk=alice.pk).update(time_zone="Atlantis/Poseidonia")
    make_due(charlie)

    claim(MONDAY_8)

    assert len(digests_of(charlie)) == 1
    alice.refresh_from_db()
    assert alice.next_digest_at == MONDAY_8 + timedelta(hours=1)


def test_more_than_one_batch_is_claimed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "BATCH", 2)
    for number in range(5):
        make_due(make_user(f"user-{number}@example.org"))

    assert claim(MONDAY_8) == 5
    assert Job.objects.count() == 5


def test_jobs_are_nudged_when_the_claim_commits(
    alice: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    nudged: list[object] = []
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", nudged.append)
    make_due(alice)

    with django_capture_on_commit_callbacks(execute=True):
        claim(MONDAY_8)
        assert nudged == []
    assert nudged == [Job.objects.get()]


def test_a_worker_killed_in_the_middle_of_a_claim_leaves_everybody_due(
    real_transactions: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = make_due(make_user("alice@example.org"))

    def die(*_args: object, **_kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(claiming, "planned_instant", die)
        with pytest.raises(SystemExit):
            claim(MONDAY_8)
    assert (digests_of(alice), Job.objects.count()) == ([], 0)

    assert claim(MONDAY_8) == 1
    assert (len(digests_of(alice)), Job.objects.count()) == (1, 1)


def test_two_claims_at_once_share_the_users_and_double_nobody(real_transactions: None) -> None:
    users = [make_due(make_user(f"user-{number}@example.org")) for number in range(20)]
    barrier = Barrier(2)

    def run(_worker: int) -> int:
        barrier.wait(timeout=10)
        try:
            return sum(iter(lambda: services.claim_due_users(now=MONDAY_8), 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        claimed = list(pool.map(run, range(2)))

    assert sum(claimed) == len(users)
    assert Job.objects.count() == len(users)
    assert [len(digests_of(user)) for user in users] == [1] * len(users)
