"""A mail that failed, tried again, and mails that nobody tries any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.services import trying
from reminders.tasks import fail_stranded_digests
from tests.factories import TODAY


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job: None)


def make_digest(owner: User, *, age: timedelta = timedelta(days=1), **fields: object) -> Digest:
    with acting_as(owner):
        digest = Digest.objects.create(owner=owner, **{"for_date": TODAY, "state": "failed", "attempts": 9, **fields})
        Digest.objects.filter(pk=digest.pk).update(created_at=timezone.now() - age)
    return digest


def again(digest: Digest) -> bool:
    with acting_as(digest.owner_id):
        return trying.try_again(digest=digest, now=timezone.now())


def state_of(digest: Digest) -> tuple[str, str]:
    with acting_as(digest.owner_id):
        digest.refresh_from_db()
    return digest.state, digest.problem


def test_a_mail_that_failed_waits_again_with_all_its_tries(alice: User) -> None:
    digest = make_digest(alice, problem="no_server")
    Job.objects.create(kind="digest", owner=alice, object_id=digest.pk, state="failed", run_at=timezone.now())

    assert again(digest)

    assert (state_of(digest), digest.attempts) == (("waiting", ""), 0)
    [job] = Job.objects.all()
    assert (job.kind, job.object_id, job.state, job.attempts) == ("digest-asked", digest.pk, "waiting", 0)


def test_twice_is_once(alice: User) -> None:
    digest = make_digest(alice)

    assert [again(digest), again(digest)] == [True, False]
    assert Job.objects.count() == 1


@pytest.mark.parametrize("state", ["waiting", "sent", "empty", "replaced"])
def test_only_what_failed_is_tried_again(alice: User, state: str) -> None:
    digest = make_digest(alice, state=state)

    assert not again(digest)
    assert (state_of(digest)[0], Job.objects.count()) == (state, 0)


def test_a_mail_without_a_job_is_found_at_night_and_shown_to_its_owner(alice: User, charlie: User) -> None:
    lost, alive = make_digest(alice, state="waiting"), make_digest(alice, kind="now", state="waiting")
    others = make_digest(charlie, state="waiting")
    enqueue_job(kind="digest-asked", owner=alice, object_id=alive.pk)
    enqueue_job(kind="digest", owner=charlie, object_id=others.pk)
    Job.objects.create(kind="digest", owner=alice, object_id=lost.pk, state="failed", run_at=timezone.now())

    assert [fail_stranded_digests(), fail_stranded_digests()] == [1, 0]

    assert state_of(lost) == ("failed", "ours")
    assert (state_of(alive), state_of(others)) == (("waiting", ""), ("waiting", ""))


def test_a_mail_of_this_hour_is_left_alone(alice: User) -> None:
    young = make_digest(alice, state="waiting", age=timedelta(minutes=5))

    with acting_as(alice):
        assert trying.fail_stranded(user=alice, now=timezone.now()) == 0
    assert state_of(young)[0] == "waiting"
