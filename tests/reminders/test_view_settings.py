"""The settings of the mail: days, hour, people, what it keeps back, off, and the last ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import Digest, PushSubscription
from tests.factories import make_subscription
from tests.reminders.people import make_overdue, name_on
from tests.toasts import undo_of

URL = "/reminders/settings/"
MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)
CHOSEN = {"weekdays": ["0"], "hour": "8", "people": "3"}


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


def seen_in(response: Any) -> str:
    found = re.search(r'name="seen" value="(\w+)"', response.content.decode())
    assert found is not None
    return found[1]


def test_the_page_shows_what_is_chosen(client: Client) -> None:
    page = client.get(URL).content.decode()

    assert page.count(" checked") == 1  # Monday
    assert '<option value="8" selected>8:00</option>' in page
    assert '<option value="3" selected>3</option>' in page


def test_saving_plans_the_next_mail(client: Client, alice: User) -> None:
    response = client.post(URL, {"weekdays": ["1", "4"], "hour": "6", "people": "5"}, follow=True)

    assert "Tuesday, 17 March at 6:00, Berlin time" in response.content.decode()
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
        {"weekdays": ["0\x00"], "hour": "8" * 10_000, "people": "3"},
        {"weekdays": ["0"], "hour": "8", "people": "3", "lead_days": ["14"]},
        {"weekdays": ["0"], "hour": "8", "people": "3", "seen": "\x00" * 10_000},
    ],
)
def test_bad_input_is_refused(client: Client, alice: User, form: dict[str, object]) -> None:
    assert client.post(URL, form).status_code == 422
    alice.refresh_from_db()
    assert alice.digest_hour == 8


def test_what_was_chosen_stands_there_when_something_else_was_wrong(client: Client) -> None:
    page = client.post(URL, {"weekdays": ["2"], "hour": "24", "people": "5", "is_private": "on"}).content.decode()

    assert "Please choose from what is offered." in page
    assert '<option value="5" selected>5</option>' in page
    assert page.count(" checked") == 2  # Wednesday, private mails


def test_days_ahead_and_private_mails_are_kept(client: Client, alice: User) -> None:
    client.post(URL, {**CHOSEN, "lead_days": ["30", "0"], "is_private": "on"})

    alice.refresh_from_db()
    assert (alice.date_lead_days, alice.has_private_mails, alice.has_mails) == ([0, 30], True, True)


def test_notifications_alone_can_be_chosen_only_with_a_browser_that_takes_them(client: Client, alice: User) -> None:
    notifications = {**CHOSEN, "way": "notification"}
    client.post(URL, notifications)
    assert User.objects.get(pk=alice.pk).has_mails

    make_subscription(alice)
    assert 'value="notification"' in client.get(URL).content.decode()
    client.post(URL, notifications)
    assert not User.objects.get(pk=alice.pk).has_mails

    with acting_as(alice):
        PushSubscription.objects.for_user(alice).delete()
    client.post(URL, {**CHOSEN, "way": "mail"})
    assert User.objects.get(pk=alice.pk).has_mails


def test_a_tab_that_has_not_seen_the_last_change_saves_nothing_until_it_is_sent_again(
    client: Client, alice: User
) -> None:
    seen = seen_in(client.get(URL))
    client.post(URL, {**CHOSEN, "hour": "6", "seen": seen})

    response = client.post(URL, {**CHOSEN, "hour": "20", "seen": seen})

    assert response.status_code == 422
    assert "changed elsewhere meanwhile" in response.content.decode()
    assert '<option value="20" selected>' in response.content.decode()
    assert User.objects.get(pk=alice.pk).digest_hour == 6
    client.post(URL, {**CHOSEN, "hour": "20", "seen": seen_in(response)})
    assert User.objects.get(pk=alice.pk).digest_hour == 20


def test_no_mails_can_be_taken_back(client: Client, alice: User) -> None:
    client.post(URL, {**CHOSEN, "weekdays": ["1", "4"]})
    response = client.post(URL, {**CHOSEN, "weekdays": ["1", "4"], "off": "1"})

    client.post(undo_of(response))

    assert User.objects.get(pk=alice.pk).digest_weekdays == [1, 4]


def test_saving_ends_a_pause_of_which_the_page_tells(client: Client, alice: User) -> None:
    alice.digest_refusals, alice.digest_paused_at = 3, MONDAY_NOON
    alice.save()
    assert "The server of alice@example.org refused three mails in a row" in client.get(URL).content.decode()

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
        name_on(date(2026, 2, day), contact, make_overdue(alice, f"Miriam Kessler {day}"))
    with django_assert_same_queries() as many:
        client.get(URL)
    assert len(many) == len(few)


def test_the_page_wants_the_log_in(client: Client, db: None) -> None:
    assert Client(HTTP_HOST="localhost").get(URL).status_code == 302


def test_the_page_is_one_of_the_settings(client: Client) -> None:
    assert '<a href="/reminders/settings/"' in client.get("/settings/").content.decode()
