"""Notifications of a digest: to each browser once, through a real conversation with a push service."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson, PushKey, PushSubscription
from reminders.services.push import order_test
from reminders.services.push_key import push_key
from tests.factories import TODAY, make_contact
from tests.reminders.people import name_on
from tests.reminders.push_services import HANG, Device, PushService, push_service

MONDAY_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """A clock that stands still at eight on a Monday until it is moved."""
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job_id: None)
    with time_machine.travel(MONDAY_8, tick=False) as traveller:
        yield traveller


@pytest.fixture
def service(
    clock: object, db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[PushService]:
    """A push service whose certificate is trusted, and a key that was made before anybody subscribed."""
    PushKey.objects.all().delete()
    push_key()
    monkeypatch.setattr("reminders.notifications.post.ANSWER_SECONDS", 1)
    with push_service(settings, monkeypatch, tmp_path) as running:
        yield running


@pytest.fixture
def people(alice: User) -> list[Contact]:
    return [make_contact(alice, name) for name in ("Tomasz Bielak", "Aylin Demir")]


def order(*people: Contact) -> Job:
    """Write the job that follows a digest which named these people."""
    digest = name_on(TODAY, *people)
    with acting_as(digest.owner):
        for place, contact in enumerate(people):
            DigestPerson.objects.filter(digest=digest, contact=contact).update(position=place)
    return enqueue_job(kind="push", owner=digest.owner, object_id=digest.pk)


def run(job: Job) -> Job:
    """Run the job whatever its plan, and return how it is then."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, run_at=timezone.now())
    run_job(str(job.pk))
    job.refresh_from_db()
    return job


def browsers_of(user: User) -> list[PushSubscription]:
    with acting_as(user):
        return list(PushSubscription.objects.for_user(user).order_by("endpoint"))


def last_sent(user: User) -> list[datetime | None]:
    return [browser.last_sent_at for browser in browsers_of(user)]


def test_a_browser_is_told_who_is_worth_a_message(service: PushService, alice: User, people: list[Contact]) -> None:
    phone = service.device("phone")
    phone.subscribe(alice)

    job = run(order(*people))

    [note] = service.to(phone)
    assert note == {
        "title": "Two people are worth a message",
        "body": "Tomasz and Aylin",
        "tag": str(job.object_id),
        "lang": "en",
    }
    assert (job.state, last_sent(alice)) == ("done", [MONDAY_8])


def test_the_message_is_signed_for_this_service_and_kept_for_a_day(
    service: PushService, alice: User, people: list[Contact]
) -> None:
    service.device("phone").subscribe(alice)

    run(order(*people))

    [push] = service.pushes
    claims = push.claims
    assert (claims["aud"], claims["sub"]) == (service.origin, "mailto:netzwerk@localhost")
    assert 0 < claims["exp"] - MONDAY_8.timestamp() <= 24 * 3600
    assert claims["key"] == push_key().public_key
    assert (push.headers["ttl"], push.headers["topic"]) == ("86400", "digest")
    assert push.headers["content-encoding"] == "aes128gcm"
    assert b"Tomasz" not in push.body


def test_private_mails_make_notifications_without_names(
    service: PushService, alice: User, people: list[Contact]
) -> None:
    User.objects.filter(pk=alice.pk).update(has_private_mails=True)
    phone = service.device("phone")
    phone.subscribe(alice)

    run(order(*people))

    [note] = service.to(phone)
    assert (note["title"], note["body"]) == ("Two people are worth a message", "Today tells you who.")


@pytest.mark.parametrize(
    ("language", "title"),
    [("de", "Bei einer Person lohnt sich eine Nachricht"), ("de-du", "Bei einer Person lohnt sich eine Nachricht")],
)
def test_it_speaks_the_language_of_the_user(
    service: PushService, alice: User, people: list[Contact], language: str, title: str
) -> None:
    User.objects.filter(pk=alice.pk).update(language=language)
    phone = service.device("phone")
    phone.subscribe(alice)

    run(order(people[0]))

    [note] = service.to(phone)
    assert (note["title"], note["body"], note["lang"]) == (title, "Tomasz", "de")


def test_a_digest_that_named_nobody_is_told_as_something_that_comes_up(service: PushService, alice: User) -> None:
    phone = service.device("phone")
    phone.subscribe(alice)
    with acting_as(alice):
        digest = Digest.objects.create(owner=alice, for_date=TODAY, state=Digest.State.SENT)

    run(enqueue_job(kind="push", owner=alice, object_id=digest.pk))

    [note] = service.to(phone)
    assert (note["title"], note["body"]) == ("Something is coming up", "Today tells you what.")


@pytest.mark.parametrize(
    "change",
    [
        {"archived_at": MONDAY_8},
        {"is_resting": True},
        {"snoozed_until": TODAY + timedelta(days=3)},
        {"ended_in_conflict": True},
        {"deleted_at": MONDAY_8},
    ],
    ids=["archived", "resting", "snoozed", "in conflict", "in the bin"],
)
def test_whoever_is_not_to_be_proposed_any_more_is_not_named(
    service: PushService, alice: User, people: list[Contact], change: dict[str, object]
) -> None:
    phone = service.device("phone")
    phone.subscribe(alice)
    both, one = order(*people), order_for_another_day(people[0])
    with acting_as(alice):
        Contact.objects.filter(pk=people[0].pk).update(**change)

    run(one)
    assert service.pushes == []

    run(both)
    [note] = service.to(phone)
    assert (note["title"], note["body"]) == ("One person is worth a message", "Aylin")


def order_for_another_day(*people: Contact) -> Job:
    digest = name_on(TODAY - timedelta(days=7), *people)
    return enqueue_job(kind="push", owner=digest.owner, object_id=digest.pk)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    service: PushService, alice: User, people: list[Contact], status: int
) -> None:
    service.device("gone", status).subscribe(alice)
    phone = service.device("phone")
    phone.subscribe(alice)

    job = run(order(*people))

    assert [browser.endpoint for browser in browsers_of(alice)] == [phone.endpoint]
    assert (job.state, len(service.to(phone))) == ("done", 1)


@pytest.mark.parametrize("status", [429, 500, 503, HANG])
def test_a_service_that_is_busy_is_asked_again_and_whoever_took_it_is_not(
    service: PushService,
    alice: User,
    people: list[Contact],
    status: int,
    clock: time_machine.Traveller,
) -> None:
    phone, laptop = service.device("phone", status), service.device("laptop")
    phone.subscribe(alice)
    laptop.subscribe(alice)

    job = run(order(*people))

    assert (job.state, job.last_error) == ("waiting", "PushServiceBusyError")
    assert job.run_at > MONDAY_8

    clock.shift(AN_HOUR)
    assert run(job).state == "done"
    assert (len(service.to(phone)), len(service.to(laptop))) == (2, 1)
    assert last_sent(alice) == [MONDAY_8, MONDAY_8 + AN_HOUR]


def test_a_second_run_sends_nothing(service: PushService, alice: User, people: list[Contact]) -> None:
    service.device("phone").subscribe(alice)
    job = run(order(*people))

    run(job)

    assert len(service.pushes) == 1


def test_the_next_digest_is_sent_again(
    service: PushService, alice: User, people: list[Contact], clock: time_machine.Traveller
) -> None:
    service.device("phone").subscribe(alice)
    run(order(*people))
    clock.shift(7 * 24 * AN_HOUR)

    run(order_for_another_day(*people))

    assert len(service.pushes) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_refusal_is_logged_without_anything_personal_and_not_tried_again(
    service: PushService, alice: User, people: list[Contact], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    service.device("phone", status).subscribe(alice)

    with caplog.at_level(logging.DEBUG):
        job = run(order(*people))

    assert (job.state, last_sent(alice)) == ("done", [None])
    assert f"with status {status}" in caplog.text
    said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not any(word in text for text in said for word in ("localhost", "/push/", "Tomasz", "alice"))


def test_an_answer_that_points_elsewhere_is_not_followed(
    service: PushService, alice: User, people: list[Contact]
) -> None:
    service.device("phone", 302).subscribe(alice)
    service.device("laptop", 307).subscribe(alice)

    run(order(*people))

    assert service.elsewhere == []
    assert len(service.pushes) == 2
    assert last_sent(alice) == [None, None]


def test_an_address_that_is_no_longer_among_the_services_is_not_posted_to(
    service: PushService, alice: User, people: list[Contact], settings: LazySettings
) -> None:
    service.device("phone").subscribe(alice)
    settings.PUSH_HOSTS = ("fcm.googleapis.com",)

    job = run(order(*people))

    assert (job.state, service.pushes) == ("done", [])


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    service: PushService, alice: User, people: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    import certifi

    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", certifi.where())
    service.device("phone").subscribe(alice)

    assert run(order(*people)).state == "waiting"
    assert service.pushes == []


def test_a_test_reaches_each_browser_once_and_keeps_no_reminder_back(
    service: PushService, alice: User, people: list[Contact]
) -> None:
    phone, laptop = service.device("phone"), service.device("laptop", 500)
    phone.subscribe(alice)
    laptop.subscribe(alice)
    job = order(*people)
    order_test(user=alice)

    test = run(Job.objects.get(kind="push-test"))

    assert (test.state, last_sent(alice)) == ("done", [None, None])
    [note] = service.to(phone)
    assert (note["title"], note["tag"]) == ("Notifications arrive here", "test")

    run(job)
    assert len(service.to(phone)) == 2


def test_a_stranger_gets_nothing_of_it(service: PushService, alice: User, charlie: User, people: list[Contact]) -> None:
    phone, theirs = service.device("phone"), service.device("theirs")
    phone.subscribe(alice)
    theirs.subscribe(charlie)
    digest = name_on(TODAY, *people)

    run(enqueue_job(kind="push", owner=charlie, object_id=digest.pk))
    assert service.pushes == []

    run(enqueue_job(kind="push", owner=alice, object_id=digest.pk))
    assert (len(service.to(phone)), service.to(theirs)) == (1, [])


def test_whoever_is_not_active_gets_nothing(service: PushService, alice: User, people: list[Contact]) -> None:
    service.device("phone").subscribe(alice)
    job = order(*people)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert run(job).state == "done"
    assert service.pushes == []


def test_a_browser_that_trusts_an_older_key_is_passed_over(
    service: PushService, alice: User, people: list[Contact], settings: LazySettings, clock: time_machine.Traveller
) -> None:
    old: Device = service.device("phone")
    old.subscribe(alice)
    settings.SECRET_KEY = "another-secret-key-of-32-characters-or-more"
    clock.shift(AN_HOUR)

    run(order(*people))
    assert service.pushes == []

    new = service.device("phone-again")
    new.subscribe(alice)
    run(order_for_another_day(*people))
    assert len(service.to(new)) == 1
