"""Two of anything at the very same time: nothing is sent twice, lost, or an error, and nobody waits for ever."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services import delete_user
from contacts.models import Contact, Moment
from contacts.services import archive_contact, delete_contact
from contacts.services.merging import merge_contacts
from netzwerk.core.ids import new_id
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.postal import hang_up
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson, PushSubscription
from reminders.services import claim_due_users, pause_mails, plan_digest, resume_mails, stop_mails, try_again
from reminders.services.push import add_browser, forget_browsers_but
from reminders.services.refusals import count_refusal
from reminders.services.wishes import Wishes, save_wishes
from reminders.tasks import plan_unplanned_mails
from reminders.tokens.mails import Act, ActToken, sign_act, sign_unsubscribe
from tests.factories import PASSWORD, make_subscription, make_user
from tests.racing import all_at_once, at_once, client_of, count, twice
from tests.reminders.people import make_overdue
from tests.reminders.postmen import Postman, smtp_server

ROUNDS = 5
Call = Callable[[], Any]


@pytest.fixture(autouse=True)
def _real(real_transactions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job: None)


@pytest.fixture
def postman(settings: LazySettings) -> Iterator[Postman]:
    with smtp_server(settings) as server:
        yield server


@pytest.fixture
def alice() -> User:
    return make_user("alice@example.org", first_name="Alice")


def today_of(user: User) -> date:
    return timezone.now().astimezone(user.zone).date()


def order(user: User, kind: str = "scheduled", days_ago: int = 0) -> Job:
    with acting_as(user):
        digest = Digest.objects.create(owner=user, kind=kind, for_date=today_of(user) - timedelta(days=days_ago))
    return enqueue_job(kind="digest", owner=user, object_id=digest.pk)


def sending(job: Job) -> Call:
    def send() -> None:
        run_job(str(job.pk))
        hang_up()  # the connection is kept for each thread, and this one ends

    return send


def digests(user: User) -> list[Digest]:
    with acting_as(user):
        return list(Digest.objects.for_user(user).order_by("created_at"))


def as_owner(user: User, call: Call) -> Call:
    def run() -> Any:
        with acting_as(user):
            return call()

    return run


def browser_after_password(user: User) -> Client:
    """Return a browser in which this user has just said the password, as a change of the address asks for."""
    client = client_of(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def make_due(user: User, at: datetime) -> None:
    User.objects.filter(pk=user.pk).update(next_digest_at=at, digest_weekdays=[*range(7)])


def test_ticks_at_once_share_the_users_between_them() -> None:
    users, now = [make_user(f"user{number}@example.org") for number in range(12)], timezone.now()
    for user in users:
        make_due(user, now - timedelta(minutes=1))

    claimed = all_at_once(*[partial(claim_due_users, now=now)] * 3)

    assert sum(claimed) == 12
    assert [len(digests(user)) for user in users] == [1] * 12
    assert Job.objects.filter(kind="digest").count() == 12


def test_workers_with_one_digest_send_one_mail(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    job = order(alice)

    all_at_once(*[sending(job)] * 3)

    assert ([one.state for one in digests(alice)], len(postman.mails)) == (["sent"], 1)


def test_workers_with_a_digest_each_of_one_user_send_one_mail(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    jobs = [order(alice, days_ago=ago) for ago in (2, 1, 0)]

    all_at_once(*map(sending, jobs))

    assert [one.state for one in digests(alice)] == ["replaced", "replaced", "sent"]
    assert len(postman.mails) == 1


def test_trying_again_twice_is_once(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    postman.answers = {"END": "554 no"}
    job = order(alice)
    run_job(str(job.pk))
    postman.answers = {}
    [digest] = digests(alice)

    again = as_owner(alice, partial(try_again, digest=digest, now=timezone.now()))
    assert sorted(all_at_once(again, again, again)) == [False, False, True]
    [job] = Job.objects.filter(kind="digest-asked")
    all_at_once(sending(job), sending(job))

    assert ([one.state for one in digests(alice)], len(postman.mails)) == (["sent"], 1)


def test_trying_again_from_two_tabs(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    postman.answers = {"END": "554 no"}
    run_job(str(order(alice).pk))
    [digest] = digests(alice)

    assert twice(alice, f"/reminders/log/{digest.pk}/again/") == [302, 302]
    assert Job.objects.filter(kind="digest-asked").count() == 1


@pytest.mark.parametrize("kind", ["now", "test"])
def test_a_mail_asked_for_from_two_tabs_is_one(alice: User, kind: str) -> None:
    cache.clear()
    make_overdue(alice)

    assert twice(alice, f"/reminders/send-{kind}/") == [302, 302]
    assert [one.kind for one in digests(alice)] == [kind]


def test_settings_saved_while_the_tick_claims_lose_no_mail(alice: User) -> None:
    for _round in range(ROUNDS):
        with acting_as(alice):
            Digest.objects.for_user(alice).delete()
        now = timezone.now()
        make_due(alice, now - timedelta(minutes=1))
        wishes = Wishes(weekdays=(0, 1, 2, 3, 4, 5, 6), hour=8, people=5)
        saving = as_owner(alice, partial(save_wishes, user=User.objects.get(pk=alice.pk), wishes=wishes))

        all_at_once(partial(claim_due_users, now=now), saving)
        claim_due_users(now=timezone.now())

        assert len(digests(alice)) == 1
        alice.refresh_from_db()
        assert alice.next_digest_at is not None
        assert alice.next_digest_at > now


def test_stopping_and_choosing_days_at_once_leaves_one_of_both_and_its_plan(alice: User) -> None:
    wishes = Wishes(weekdays=(2,), hour=8, people=3)
    for _round in range(ROUNDS):
        one, other = User.objects.get(pk=alice.pk), User.objects.get(pk=alice.pk)

        all_at_once(as_owner(alice, partial(save_wishes, user=one, wishes=wishes)), partial(stop_mails, user=other))

        alice.refresh_from_db()
        assert (alice.next_digest_at is None) == (alice.digest_weekdays == [])


def test_pausing_and_going_on_at_once_leaves_one_of_both_and_its_plan(alice: User) -> None:
    until = today_of(alice) + timedelta(days=100)
    for _round in range(ROUNDS):
        one, other = User.objects.get(pk=alice.pk), User.objects.get(pk=alice.pk)

        all_at_once(
            as_owner(alice, partial(pause_mails, user=one, until=until)),
            as_owner(alice, partial(resume_mails, other)),
        )

        alice.refresh_from_db()
        assert alice.next_digest_at is not None
        assert (alice.next_digest_at.date() >= until) == (alice.digest_paused_until == until)


def test_unsubscribing_while_a_mail_goes_out_is_no_error_and_the_next_one_waits_for_nobody(
    alice: User, postman: Postman
) -> None:
    make_overdue(alice)
    url = f"/reminders/unsubscribe/{sign_unsubscribe(alice.pk)}/"
    visitor = Client(HTTP_HOST="localhost", raise_request_exception=False)

    _sent, answer = all_at_once(sending(order(alice)), lambda: visitor.post(url).status_code)

    assert answer == 200
    assert digests(alice)[0].state in {"sent", "empty"}
    alice.refresh_from_db()
    assert (alice.digest_weekdays, alice.next_digest_at) == ([], None)


def test_a_move_while_a_mail_goes_out_makes_no_second_one(alice: User, postman: Postman) -> None:
    make_overdue(alice)
    make_due(alice, timezone.now() - timedelta(minutes=1))
    claim_due_users(now=timezone.now())
    [job] = Job.objects.filter(kind="digest")
    form = {"first_name": "Alice", "language": "en", "time_zone": "Pacific/Auckland", "leap_day": "feb28"}

    all_at_once(sending(job), lambda: at_once(alice, ("/settings/", form)))
    claim_due_users(now=timezone.now())

    assert len(postman.mails) == 1
    assert digests(alice)[0].state == "sent"


def test_an_account_deleted_while_its_mails_go_out_leaves_nothing_and_stops_no_worker(
    settings: LazySettings, postman: Postman
) -> None:
    for number in range(ROUNDS):
        user = make_user(f"user{number}@example.org")
        make_overdue(user)
        make_subscription(user)
        make_due(user, timezone.now() - timedelta(minutes=1))
        jobs = [order(user, days_ago=1), order(user, "test")]

        all_at_once(
            *map(sending, jobs),
            partial(delete_user, user=User.objects.get(pk=user.pk), now=timezone.now()),
            partial(claim_due_users, now=timezone.now()),
        )

        assert not User.objects.filter(pk=user.pk).exists()
        assert not Job.objects.filter(owner_id=user.pk).exists()
        with acting_as(user.pk):
            assert (Digest.objects.count(), DigestPerson.objects.count(), Contact.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("act", ["archive", "delete", "merge"])
def test_somebody_who_goes_while_the_mail_goes_out_is_named_or_not_and_the_mail_goes_out(
    alice: User, postman: Postman, act: str
) -> None:
    tomasz, ruth = make_overdue(alice), make_overdue(alice, "Ruth Okafor")
    now = timezone.now()
    calls: dict[str, Call] = {
        "archive": partial(archive_contact, contact=tomasz),
        "delete": partial(delete_contact, contact=tomasz),
        "merge": partial(merge_contacts, survivor=ruth, absorbed=tomasz, choices={}, now=now, today=today_of(alice)),
    }

    all_at_once(sending(order(alice)), as_owner(alice, calls[act]))

    assert [one.state for one in digests(alice)] == ["sent"]
    assert len(postman.mails) == 1
    assert client_of(alice).get("/reminders/log/").status_code == 200


def test_refusals_at_once_count_each_once(alice: User) -> None:
    all_at_once(*[partial(count_refusal, user=User.objects.get(pk=alice.pk), now=timezone.now()) for _n in range(3)])

    alice.refresh_from_db()
    assert (alice.digest_refusals, alice.next_digest_at) == (3, None)
    assert alice.digest_paused_at is not None


def test_browsers_that_come_and_go_at_once_leave_a_plan_that_fits(alice: User, settings: LazySettings) -> None:
    settings.IS_MAIL_SET_UP = False
    endpoint = "https://fcm.googleapis.com/fcm/send/1"
    for _round in range(ROUNDS):
        one, other = User.objects.get(pk=alice.pk), User.objects.get(pk=alice.pk)
        adding = partial(add_browser, user=one, endpoint=endpoint, p256dh="B", auth="a", device="Firefox")

        all_at_once(as_owner(alice, adding), partial(forget_browsers_but, user=other, mark=""))

        alice.refresh_from_db()
        with acting_as(alice):
            is_there = PushSubscription.objects.for_user(alice).exists()
        assert (alice.next_digest_at is not None) == is_there


def test_planning_at_night_while_settings_are_saved_keeps_what_was_saved(alice: User) -> None:
    for _round in range(ROUNDS):
        User.objects.filter(pk=alice.pk).update(next_digest_at=None, digest_weekdays=[0])

        all_at_once(plan_unplanned_mails, partial(stop_mails, user=User.objects.get(pk=alice.pk)))

        alice.refresh_from_db()
        assert (alice.digest_weekdays, alice.next_digest_at) == ([], None)
        assert plan_digest(alice, timezone.now()) is None


def test_one_address_for_two_accounts_at_once_ends_in_a_sentence(alice: User, settings: LazySettings) -> None:
    settings.IS_MAIL_SET_UP, settings.ACCOUNT_EMAIL_VERIFICATION = False, "none"
    for number in range(ROUNDS):
        people = [make_user(f"{number}-{other}@example.org") for other in range(2)]
        wanted = {"email": f"wanted{number}@example.org", "action_add": "1"}

        def change(client: Client, wanted: dict[str, str] = wanted) -> int:
            return client.post("/accounts/email/", wanted).status_code

        statuses = all_at_once(*(partial(change, browser_after_password(user)) for user in people))

        assert set(statuses) <= {302, 422}
        assert User.objects.filter(email=f"wanted{number}@example.org").count() == 1


def test_a_link_of_the_mail_opened_twice_at_once_notes_one_message(alice: User) -> None:
    tomasz = make_overdue(alice)
    url = f"/reminders/act/{sign_act(ActToken(alice.pk, tomasz.pk, new_id(), Act.TOUCH))}/"
    notes = ("", "Sent him the checklist", "Called him")

    def post(note: str) -> int:
        return Client(HTTP_HOST="localhost", raise_request_exception=False).post(url, {"note": note}).status_code

    assert all_at_once(*(partial(post, note) for note in notes)) == [200] * 3
    assert count(alice, lambda: Moment.objects.for_user(alice).count()) == 1


def test_a_browser_that_subscribes_from_two_tabs_is_one(alice: User) -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    sent = {
        "endpoint": "https://fcm.googleapis.com/fcm/send/1",
        "p256dh": urlsafe_b64encode(point).decode(),
        "auth": urlsafe_b64encode(b"a" * 16).decode(),
    }

    assert twice(alice, "/reminders/notifications/subscribe/", sent) == [204, 204]
    assert count(alice, lambda: PushSubscription.objects.for_user(alice).count()) == 1
