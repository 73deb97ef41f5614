"""The settings of the mail: days, hour, people, off, one now, and the last ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress as LoginAddress
from django.conf import LazySettings
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from tests.factories import TODAY
from tests.reminders.people import make_overdue, name_on

URL, NOW_URL = "/reminders/settings/", "/reminders/send-now/"
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


def test_the_page_shows_what_is_chosen(client: Client) -> None:
    page = client.get(URL).content.decode()

    assert page.count(" checked") == 1
    assert '<option value="8" selected>8:00</option>' in page
    assert '<option value="3" selected>3</option>' in page


def test_saving_plans_the_next_mail(client: Client, alice: User) -> None:
    response = client.post(URL, {"weekdays": ["1", "4"], "hour": "6", "people": "5"}, follow=True)

    assert "The next one comes on Tuesday, 17 March 2026 at 6:00." in response.content.decode()
    alice.refresh_from_db()
    assert (alice.digest_weekdays, alice.digest_hour, alice.digest_people) == ([1, 4], 6, 5)
    assert alice.next_digest_at == datetime(2026, 3, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize("form", [{"weekdays": ["0"], "off": "1"}, {}])
def test_without_days_or_by_the_button_mails_are_off(client: Client, alice: User, form: dict[str, object]) -> None:
    response = client.post(URL, {"hour": "8", "people": "3", **form}, follow=True)

    assert "No mail comes at the moment." in response.content.decode()
    alice.refresh_from_db()
    assert (alice.digest_weekdays, alice.next_digest_at) == ([], None)


@pytest.mark.parametrize(
    "form",
    [
        {"weekdays": ["7"], "hour": "8", "people": "3"},
        {"weekdays": ["0"], "hour": "24", "people": "3"},
        {"weekdays": ["0"], "hour": "8", "people": "11"},
        {"weekdays": ["0"], "hour": "", "people": "0"},
    ],
)
def test_bad_input_is_refused(client: Client, alice: User, form: dict[str, object]) -> None:
    assert client.post(URL, form).status_code == 422
    alice.refresh_from_db()
    assert alice.digest_hour == 8


def test_saving_ends_a_pause_of_which_the_page_tells(client: Client, alice: User) -> None:
    alice.digest_refusals, alice.digest_paused_at = 3, MONDAY_NOON
    alice.save()
    assert "the server of alice@example.org refused three in a row" in client.get(URL).content.decode()

    client.post(URL, {"weekdays": ["0"], "hour": "8", "people": "3"})

    saved = User.objects.get(pk=alice.pk)
    assert (saved.digest_refusals, saved.digest_paused_at) == (0, None)
    assert saved.next_digest_at == datetime(2026, 3, 23, 7, tzinfo=UTC)


def test_the_last_digests_are_listed_with_what_became_of_them(client: Client, alice: User) -> None:
    name_on(date(2026, 3, 9), make_overdue(alice))
    name_on(date(2026, 3, 2), make_overdue(alice, "Ruth Okafor"), state=Digest.State.FAILED)

    page = client.get(URL).content.decode()

    assert "9 Mar 2026" in page
    assert "Sent" in page
    assert "Failed" in page


def test_queries_do_not_grow_with_digests(
    client: Client, alice: User, django_assert_same_queries: Callable[[], CaptureQueriesContext]
) -> None:
    contact = make_overdue(alice)
    name_on(date(2026, 3, 9), contact)
    with django_assert_same_queries() as few:
        client.get(URL)
    for day in range(1, 9):
        name_on(date(2026, 2, day), contact)
    with django_assert_same_queries() as many:
        client.get(URL)
    assert len(many) == len(few)


def test_one_now_is_written_down_beside_the_scheduled_ones(client: Client, alice: User) -> None:
    name_on(TODAY, make_overdue(alice))

    response = client.post(NOW_URL, follow=True)

    assert "A mail is on its way to alice@example.org." in response.content.decode()
    assert sorted(digest.kind for digest in digests_of(alice)) == ["now", "scheduled"]
    job = Job.objects.get(kind="digest")
    assert job.owner_id == alice.pk


def test_a_second_one_within_two_minutes_has_to_wait(client: Client, alice: User) -> None:
    make_overdue(alice)

    client.post(NOW_URL)
    response = client.post(NOW_URL, follow=True)

    assert "Please wait a little." in response.content.decode()
    assert len(digests_of(alice)) == 1


def test_with_nobody_to_name_it_says_so_and_the_next_try_is_free(client: Client, alice: User) -> None:
    response = client.post(NOW_URL, follow=True)
    assert "There is nobody to name" in response.content.decode()
    assert digests_of(alice) == []

    make_overdue(alice)
    client.post(NOW_URL)
    assert len(digests_of(alice)) == 1


def test_no_mail_goes_to_an_address_that_nobody_confirmed(client: Client, alice: User) -> None:
    make_overdue(alice)
    LoginAddress.objects.update(verified=False)

    response = client.post(NOW_URL, follow=True)

    assert "alice@example.org is not confirmed yet" in response.content.decode()
    assert digests_of(alice) == []


def test_a_sample_account_gets_one_only_in_the_local_catcher(
    client: Client, alice: User, settings: LazySettings, tmp_path: Path
) -> None:
    make_overdue(alice)
    User.objects.filter(pk=alice.pk).update(is_sample=True)

    settings.LOCAL_MAIL_DIR = None
    client.post(NOW_URL)
    assert digests_of(alice) == []

    settings.LOCAL_MAIL_DIR = tmp_path
    client.post(NOW_URL)
    assert len(digests_of(alice)) == 1


def test_the_page_wants_the_log_in_and_sending_wants_a_post(client: Client, db: None) -> None:
    assert Client(HTTP_HOST="localhost").get(URL).status_code == 302
    assert client.get(NOW_URL).status_code == 405


def test_the_page_is_one_of_the_settings(client: Client) -> None:
    assert '<a href="/reminders/settings/"' in client.get("/settings/").content.decode()
