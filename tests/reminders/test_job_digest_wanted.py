"""Whether a digest goes out, and which way: by what its owner wishes, and can be reached by, at that moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.conf import LazySettings
from django.utils import timezone

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders.models import PushSubscription
from reminders.services import try_again
from tests.factories import TODAY
from tests.reminders.digest_jobs import MONDAY_8, digest_of, order_for_somebody, run
from tests.reminders.people import make_overdue
from tests.reminders.postmen import Postman

pytestmark = pytest.mark.usefixtures("monday_8")


def set_weekdays(user: User) -> None:
    user.digest_weekdays = []


def pause_by_refusals(user: User) -> None:
    user.digest_paused_at = MONDAY_8


def pause_for_a_day(user: User) -> None:
    user.digest_paused_until = TODAY + timedelta(days=1)


def close_account(user: User) -> None:
    user.is_active = False


def become_sample(user: User) -> None:
    user.is_sample = True


def change_address(user: User) -> None:
    user.email = "other@example.org"


@pytest.mark.parametrize(
    "change", [set_weekdays, pause_by_refusals, pause_for_a_day, close_account, become_sample, change_address]
)
def test_whoever_does_not_want_it_by_now_or_cannot_be_reached_gets_none(
    alice: User, postman: Postman, change: Callable[[User], None]
) -> None:
    job = order_for_somebody(alice, covers_until=TODAY)
    change(alice)
    alice.save()

    digest = run(job)

    assert (digest.state, digest.covers_until, postman.mails) == ("empty", None, [])


def test_a_pause_ends_on_its_day(alice: User, postman: Postman) -> None:
    alice.digest_paused_until = TODAY
    alice.save()

    assert run(order_for_somebody(alice)).state == "sent"


def subscribe(user: User) -> PushSubscription:
    with acting_as(user):
        return PushSubscription.objects.create(owner=user, endpoint="https://push.example.org/1", endpoint_hash="1")


def pushed(digest_id: UUID | None) -> int:
    return Job.objects.filter(kind="push", object_id=digest_id).count()


def test_browsers_are_told_of_what_came_by_itself(alice: User, postman: Postman) -> None:
    subscribe(alice)
    scheduled, asked_for = order_for_somebody(alice), order_for_somebody(alice, kind="now")

    assert [run(job).state for job in (scheduled, asked_for)] == ["sent", "sent"]
    assert [pushed(job.object_id) for job in (scheduled, asked_for)] == [1, 0]


def test_with_mails_off_browsers_alone_are_told(alice: User, postman: Postman) -> None:
    subscribe(alice)
    alice.has_mails = False
    alice.save()

    job = order_for_somebody(alice)
    digest = run(job)

    assert (digest.state, digest.sent_at, postman.mails, pushed(job.object_id)) == ("sent", MONDAY_8, [], 1)


@pytest.mark.parametrize(("answer", "state"), [("451 later", "waiting"), ("550 5.1.1 nobody here", "failed")])
def test_browsers_are_told_at_the_first_failure_and_not_again_with_the_mail(
    alice: User, postman: Postman, answer: str, state: str
) -> None:
    subscribe(alice)
    make_overdue(alice)
    postman.answers = {"RCPT": answer}
    job = order_for_somebody(alice)

    assert (run(job).state, pushed(job.object_id)) == (state, 1)

    postman.answers = {}
    with acting_as(alice):
        try_again(digest=digest_of(job), now=timezone.now())
    again = Job.objects.filter(kind="digest-asked").first() or job
    Job.objects.filter(pk=again.pk).update(run_at=timezone.now())
    assert (run(again).state, len(postman.mails), pushed(job.object_id)) == ("sent", 1, 1)


def test_browsers_are_told_of_a_mail_that_could_not_be_written_once_it_is_given_up(
    alice: User, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_facts: object) -> None:
        raise RuntimeError

    subscribe(alice)
    monkeypatch.setattr("reminders.tasks.write_mail", fail)
    job = order_for_somebody(alice)

    assert (run(job).state, pushed(job.object_id)) == ("waiting", 0)
    with time_machine.travel(timezone.now() + timedelta(hours=72), tick=False):
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, run_at=timezone.now(), attempts=20)
        assert (run(job).state, pushed(job.object_id)) == ("failed", 1)


def test_whoever_chose_notifications_alone_gets_mails_once_no_browser_takes_any(alice: User, postman: Postman) -> None:
    alice.has_mails = False
    alice.save()

    job = order_for_somebody(alice)
    digest = run(job)

    assert (digest.state, len(postman.mails), pushed(job.object_id)) == ("sent", 1, 0)


def test_what_waits_when_mail_is_switched_off_is_closed_and_nothing_is_said(
    alice: User, postman: Postman, settings: LazySettings
) -> None:
    waiting = [order_for_somebody(alice), order_for_somebody(alice, kind="now"), order_for_somebody(alice, kind="test")]
    settings.IS_MAIL_SET_UP = False

    assert [run(job).state for job in waiting] == ["empty"] * 3
    assert postman.mails == []


def test_an_account_that_is_inactive_by_now_gets_none(alice: User, postman: Postman) -> None:
    waiting = [order_for_somebody(alice), order_for_somebody(alice, kind="now")]
    alice.is_active = False
    alice.save()

    assert [run(job).state for job in waiting] == ["empty"] * 2
    assert postman.mails == []
