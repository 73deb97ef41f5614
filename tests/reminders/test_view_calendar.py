"""The settings of the calendar feed: made, chosen from, given another address, switched off, brought back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.services import delete_user
from netzwerk.core.walls import acting_as
from reminders.models import CalendarFeed
from reminders.tokens.feeds import sign_closed
from tests.factories import make_feed
from tests.racing import at_once
from tests.reminders.feeds import address_of, read

URL = "/reminders/calendar/"
CHOSEN = {"has_birthdays": "on", "has_next_steps": "on", "alarm": "before"}


def feeds_of(user: User) -> list[CalendarFeed]:
    with acting_as(user):
        return list(CalendarFeed.objects.for_user(user))


def page(client: Client) -> str:
    return client.get(URL).content.decode()


def undo_of(response: Any) -> str:
    """Return where the newest toast takes something back."""
    return str(list(get_messages(response.wsgi_request))[-1].extra_tags)


def test_it_is_off_until_it_is_made_and_says_what_an_address_gives_away(alice: User, alice_client: Client) -> None:
    before = page(alice_client)

    assert "Whoever has the address can read names and dates" in before
    assert "netzwerk.ics" not in before
    assert feeds_of(alice) == []
    assert alice_client.get("/reminders/calendar/on/").status_code == 405

    alice_client.post("/reminders/calendar/on/")

    [feed] = feeds_of(alice)
    assert address_of(feed) in page(alice_client)
    assert f'href="webcal://{"localhost"}' in page(alice_client)
    assert "No program has read it yet." in page(alice_client)


def test_the_entry_stands_among_the_settings(alice_client: Client) -> None:
    assert 'href="/reminders/calendar/" aria-current="page"' in page(alice_client)


def test_what_it_holds_and_when_it_rings_is_chosen(alice: User, alice_client: Client) -> None:
    feed = make_feed(alice)

    response = alice_client.post(URL, CHOSEN)

    assert response.status_code == 302
    [saved] = feeds_of(alice)
    assert (saved.has_birthdays, saved.has_due_people, saved.has_next_steps, saved.has_memberships) == (
        True, False, True, False,
    )  # fmt: skip
    assert (saved.alarm, saved.pk) == ("before", feed.pk)


@pytest.mark.parametrize("alarm", ["", "hourly", "\x00", "a" * 10_000, "None"])
def test_an_alarm_that_is_none_is_refused_and_the_page_says_so(alice: User, alice_client: Client, alarm: str) -> None:
    make_feed(alice)

    response = alice_client.post(URL, {**CHOSEN, "alarm": alarm})

    assert response.status_code == 422
    assert "invalid-feedback" in response.content.decode()
    assert feeds_of(alice)[0].alarm == "none"


def test_when_it_was_read_is_told_on_the_clock_of_the_user(alice: User, alice_client: Client) -> None:
    feed = make_feed(alice)
    with time_machine.travel(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), tick=False):
        read(feed)

    assert "Last read on 2 Jul 2026 at 0:30." in page(alice_client)


def test_private_mails_are_told_of(alice: User, alice_client: Client) -> None:
    make_feed(alice)
    assert "only first names" not in page(alice_client)

    User.objects.filter(pk=alice.pk).update(has_private_mails=True)

    assert "it holds only first names" in page(alice_client)


def test_another_address_is_asked_for_first(alice: User, alice_client: Client) -> None:
    feed = make_feed(alice, has_birthdays=False, alarm="day")

    asked = alice_client.get("/reminders/calendar/renew/")
    assert asked.status_code == 200
    assert "does not come back" in asked.content.decode()
    assert read(feed).status_code == 200

    alice_client.post("/reminders/calendar/renew/")

    [renewed] = feeds_of(alice)
    assert renewed.pk != feed.pk
    assert (renewed.has_birthdays, renewed.alarm, renewed.last_read_at) == (False, "day", None)
    assert read(feed).status_code == 404
    assert read(renewed).status_code == 200
    assert address_of(renewed) in page(alice_client)


def test_switched_off_it_can_be_brought_back_as_it_was(alice: User, alice_client: Client) -> None:
    feed = make_feed(alice, has_memberships=False, alarm="day")

    off = alice_client.post("/reminders/calendar/off/")
    assert feeds_of(alice) == []
    assert read(feed).status_code == 404
    assert "Make a calendar address" in page(alice_client)

    assert alice_client.post(undo_of(off)).status_code == 302
    [again] = feeds_of(alice)
    assert (again.pk, again.has_memberships, again.has_birthdays, again.alarm) == (feed.pk, False, True, "day")
    assert read(feed).status_code == 200


def test_bringing_back_leaves_a_newer_one_alone(alice: User, alice_client: Client) -> None:
    make_feed(alice)
    off = alice_client.post("/reminders/calendar/off/")
    alice_client.post("/reminders/calendar/on/")
    [newer] = feeds_of(alice)

    alice_client.post(undo_of(off))

    assert [one.pk for one in feeds_of(alice)] == [newer.pk]


@pytest.mark.parametrize("text", ["", "x", "x.y", "\x00", "a" * 10_000])
def test_nothing_is_brought_back_that_was_not_there(alice: User, alice_client: Client, text: str) -> None:
    assert alice_client.post("/reminders/calendar/again/", query_params={"as": text}).status_code == 404
    assert feeds_of(alice) == []


def test_a_stranger_brings_back_nothing_of_anybody_else(alice: User, charlie: User, charlie_client: Client) -> None:
    closed = sign_closed(make_feed(alice))

    assert charlie_client.post("/reminders/calendar/again/", query_params={"as": closed}).status_code == 404
    assert feeds_of(charlie) == []


def test_a_stranger_touches_only_what_is_theirs(alice: User, charlie_client: Client) -> None:
    feed = make_feed(alice)

    for part in ("", "renew/", "off/", "on/"):
        assert charlie_client.post(f"{URL}{part}", CHOSEN).status_code == 302
        assert address_of(feed) not in page(charlie_client)

    assert [(one.pk, one.alarm) for one in feeds_of(alice)] == [(feed.pk, "none")]


def test_without_a_calendar_nothing_is_saved_and_nothing_renewed(alice: User, alice_client: Client) -> None:
    for part in ("", "renew/", "off/"):
        assert alice_client.post(f"{URL}{part}", CHOSEN).status_code == 302
    assert alice_client.get(f"{URL}renew/").status_code == 302
    assert feeds_of(alice) == []


def test_an_account_takes_its_calendar_with_it(alice: User) -> None:
    feed = make_feed(alice)
    delete_user(user=alice, now=timezone.now())

    assert read(feed).status_code == 404


def test_two_tabs_make_one_calendar(real_transactions: None) -> None:
    user = User.objects.create_user("dana@example.org")

    assert at_once(user, *[("/reminders/calendar/on/", {})] * 4) == [302] * 4
    assert len(feeds_of(user)) == 1


def test_two_renewals_at_once_leave_one_address(real_transactions: None) -> None:
    user = User.objects.create_user("dana@example.org")
    before = make_feed(user)

    assert at_once(user, *[("/reminders/calendar/renew/", {})] * 4) == [302] * 4

    [after] = feeds_of(user)
    assert after.pk != before.pk
    assert (read(before).status_code, read(after).status_code) == (404, 200)


def test_a_renewal_and_the_end_at_once_leave_one_or_none(real_transactions: None) -> None:
    user = User.objects.create_user("dana@example.org")
    before = make_feed(user)

    statuses = at_once(user, ("/reminders/calendar/renew/", {}), ("/reminders/calendar/off/", {}))

    assert statuses == [302, 302]
    assert before.pk not in [one.pk for one in feeds_of(user)]
    assert read(before).status_code == 404


def test_the_page_asks_few_questions(alice: User, alice_client: Client, django_assert_max_num_queries: Any) -> None:
    make_feed(alice)
    alice_client.get(URL)

    with django_assert_max_num_queries(12):
        assert re.search(r'value="http[^"]+netzwerk\.ics"', page(alice_client))
