"""No mails for a while, going on again, and both taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from tests.toasts import undo_of

SETTINGS, PAUSE, RESUME = "/reminders/settings/", "/reminders/pause/", "/reminders/resume/"
MONDAY_NOON = datetime(2026, 3, 16, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield


@pytest.fixture
def client(alice: User) -> Client:
    """A browser in which Alice logged in just now, by the clock of the test."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(alice)
    return client


def paused_until(user: User) -> date | None:
    return User.objects.get(pk=user.pk).digest_paused_until


@pytest.mark.parametrize(
    ("form", "until", "next_on"),
    [
        ({"span": "1w"}, date(2026, 3, 23), date(2026, 3, 23)),
        ({"span": "2w"}, date(2026, 3, 30), date(2026, 3, 30)),
        ({"until": "2026-04-01"}, date(2026, 4, 1), date(2026, 4, 6)),
    ],
)
def test_mails_pause_and_the_page_says_when_they_come_again(
    client: Client, alice: User, form: dict[str, str], until: date, next_on: date
) -> None:
    page = client.post(PAUSE, form, follow=True).content.decode()

    assert paused_until(alice) == until
    planned = User.objects.get(pk=alice.pk).next_digest_at
    assert planned is not None
    assert planned.date() == next_on
    assert f"No mails before {until:%A}, {until.day} {until:%B}" in page
    assert "Go on with mails" in page


def test_a_pause_can_be_taken_back_and_so_can_its_end(client: Client, alice: User) -> None:
    response = client.post(PAUSE, {"until": "2026-04-01"})
    response = client.post(undo_of(response))
    assert paused_until(alice) is None

    client.post(undo_of(response))
    assert paused_until(alice) == date(2026, 4, 1)


def test_a_longer_pause_is_taken_back_to_the_one_before(client: Client, alice: User) -> None:
    client.post(PAUSE, {"span": "1w"})
    response = client.post(PAUSE, {"span": "2w"})

    client.post(undo_of(response))

    assert paused_until(alice) == date(2026, 3, 23)


def test_one_button_goes_on(client: Client, alice: User) -> None:
    client.post(PAUSE, {"span": "2w"})
    page = client.post(RESUME, follow=True).content.decode()

    assert paused_until(alice) is None
    assert "Mails come again." in page
    assert "Monday, 23 March at 8:00" in page


def test_going_on_trusts_an_address_that_refused_mails(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(digest_refusals=3, digest_paused_at=MONDAY_NOON, next_digest_at=None)
    assert "Send them again" in client.get(SETTINGS).content.decode()

    client.post(RESUME)

    saved = User.objects.get(pk=alice.pk)
    assert (saved.digest_refusals, saved.digest_paused_at) == (0, None)
    assert saved.next_digest_at is not None


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Please say until when."),
        ({"until": ""}, "Please say until when."),
        ({"until": "2026-03-16"}, "still to come"),
        ({"until": "1999-01-01"}, "still to come"),
        ({"until": "2028-01-01"}, "a year at most"),
        ({"until": "next spring"}, "Please give a date like"),
        ({"until": "\x00"}, "Please give a date like"),
        ({"until": "9" * 10_000}, "Please give a date like"),
        ({"span": "100y"}, "Please choose from what is offered."),
    ],
)
def test_a_pause_that_makes_no_sense_is_refused_and_says_why(
    client: Client, alice: User, form: dict[str, str], said: str
) -> None:
    response = client.post(PAUSE, form)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert paused_until(alice) is None


def test_an_address_that_names_no_weekdays_starts_no_mails(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(digest_weekdays=[], next_digest_at=None)

    client.post(f"{RESUME}?day=9&day=%00&day=monday")

    saved = User.objects.get(pk=alice.pk)
    assert (saved.digest_weekdays, saved.next_digest_at) == ([], None)


@pytest.mark.parametrize("url", [PAUSE, RESUME])
def test_both_want_the_log_in_and_a_post(client: Client, url: str) -> None:
    assert client.get(url).status_code == 405
    assert Client(HTTP_HOST="localhost").post(url).status_code == 302
