"""A mail now, and a test mail: rows and jobs like all others, beside the day's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress as LoginAddress
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.services.planning import plan_digest
from tests.factories import TODAY
from tests.reminders.people import make_overdue, name_on

SETTINGS, NOW, TEST = "/reminders/settings/", "/reminders/send-now/", "/reminders/send-test/"
MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch, own_cache: None) -> Iterator[None]:
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job_id: None)
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


@pytest.fixture
def client(alice: User) -> Client:
    """A browser in which Alice logged in just now, by the clock of the test."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(alice)
    return client


def digests_of(user: User) -> list[Digest]:
    with acting_as(user):
        return list(Digest.objects.for_user(user))


def test_one_now_is_written_down_beside_the_scheduled_ones(client: Client, alice: User) -> None:
    name_on(TODAY, make_overdue(alice))

    response = client.post(NOW, follow=True)

    assert "A mail is on its way to alice@example.org. What becomes of it stands below." in response.content.decode()
    assert sorted(digest.kind for digest in digests_of(alice)) == ["now", "scheduled"]
    job = Job.objects.get(kind="digest-asked")
    assert job.owner_id == alice.pk


def test_a_test_mail_is_made_for_the_day_of_the_next_mail_even_with_nobody_to_name(client: Client, alice: User) -> None:
    plan_digest(alice, MONDAY_NOON)

    response = client.post(TEST, follow=True)

    assert "A test mail is on its way to alice@example.org." in response.content.decode()
    (digest,) = digests_of(alice)
    assert (digest.kind, digest.for_date, digest.state) == ("test", date(2026, 3, 23), "waiting")
    assert Job.objects.get(kind="digest-asked").object_id == digest.pk


def test_neither_uses_up_the_day(client: Client, alice: User) -> None:
    make_overdue(alice)
    plan_digest(alice, MONDAY_NOON)
    client.post(NOW)
    client.post(TEST)

    assert User.objects.get(pk=alice.pk).next_digest_at == datetime(2026, 3, 23, 7, tzinfo=UTC)
    with acting_as(alice):
        Digest.objects.create(owner=alice, for_date=TODAY)
        Digest.objects.create(owner=alice, for_date=date(2026, 3, 23))


@pytest.mark.parametrize("url", [NOW, TEST])
def test_a_second_one_within_two_minutes_has_to_wait(client: Client, alice: User, url: str) -> None:
    make_overdue(alice)

    client.post(url)
    response = client.post(url, follow=True)

    assert "Please wait a little." in response.content.decode()
    assert len(digests_of(alice)) == 1


def test_with_nobody_to_name_it_says_so_and_the_next_try_is_free(client: Client, alice: User) -> None:
    response = client.post(NOW, follow=True)
    assert "There is nobody to name" in response.content.decode()
    assert digests_of(alice) == []

    make_overdue(alice)
    client.post(NOW)
    assert len(digests_of(alice)) == 1


@pytest.mark.parametrize("url", [NOW, TEST])
def test_no_mail_goes_to_an_address_that_nobody_confirmed(client: Client, alice: User, url: str) -> None:
    make_overdue(alice)
    LoginAddress.objects.update(verified=False)

    response = client.post(url, follow=True)

    page = response.content.decode()
    assert "alice@example.org is not confirmed yet" in page
    assert "there is nothing to try" in page
    assert digests_of(alice) == []


@pytest.mark.parametrize("url", [NOW, TEST])
def test_nothing_is_ordered_from_a_site_without_mail(
    client: Client, alice: User, settings: LazySettings, url: str
) -> None:
    make_overdue(alice)
    settings.IS_MAIL_SET_UP = False

    assert "No mail is set up on this site" in client.post(url, follow=True).content.decode()
    assert digests_of(alice) == []


def test_a_sample_account_gets_one_only_in_the_local_catcher(
    client: Client, alice: User, settings: LazySettings, tmp_path: Path
) -> None:
    make_overdue(alice)
    User.objects.filter(pk=alice.pk).update(is_sample=True)

    settings.LOCAL_MAIL_DIR = None
    client.post(NOW)
    assert digests_of(alice) == []

    settings.LOCAL_MAIL_DIR = tmp_path
    client.post(NOW)
    assert len(digests_of(alice)) == 1


@pytest.mark.parametrize("url", [NOW, TEST])
def test_sending_wants_the_log_in_and_a_post(client: Client, url: str) -> None:
    assert client.get(url).status_code == 405
    assert Client(HTTP_HOST="localhost").post(url).status_code == 302


def test_the_page_looks_again_until_it_is_known_how_the_mail_went(client: Client, alice: User) -> None:
    client.post(TEST)
    moving = client.get(SETTINGS, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in moving
    assert "It is on its way." in moving
    assert "<html" not in moving

    with acting_as(alice):
        Digest.objects.for_user(alice).update(state=Digest.State.SENT, sent_at=MONDAY_NOON)
    over = client.get(SETTINGS, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in over
    assert "It went out at 12:00." in over
    assert 'role="status"' in over


def test_the_page_does_not_wait_for_a_mail_that_is_tried_again_much_later(client: Client, alice: User) -> None:
    with acting_as(alice):
        later = datetime(2026, 3, 16, 14, tzinfo=UTC)
        Digest.objects.create(owner=alice, for_date=TODAY, attempts=4, problem="no_server", next_try_at=later)

    part = client.get(SETTINGS, headers={"HX-Request": "true"}).content.decode()

    assert "hx-trigger" not in part
    assert "The mail server could not be reached. Tried 4 times. The next try is at 15:00." in part
