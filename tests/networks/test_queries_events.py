"""The dates of meetings, ahead and past."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.models import Event, Occurrence, WantedPerson
from networks.queries.events import (
    Meeting,
    coming_meetings,
    meeting_on,
    meetings_around,
    meetings_between,
    meetings_to_settle,
    past_meetings,
)
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, local_today, make_contact, make_event, make_network

WEEK = timedelta(weeks=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def note(event: Event, planned_on: date, **fields: Any) -> Occurrence:
    with acting_as(event.owner):
        return Occurrence.objects.create(owner=event.owner, event=event, planned_on=planned_on, **fields)


def want(occurrence: Occurrence, name: str = "Miriam Kessler", **fields: Any) -> WantedPerson:
    contact = make_contact(occurrence.owner, name)
    with acting_as(occurrence.owner):
        return WantedPerson.objects.create(owner=occurrence.owner, occurrence=occurrence, contact=contact, **fields)


def entered_long_ago(event: Event) -> Event:
    with acting_as(event.owner):
        Event.objects.for_user(event.owner).filter(pk=event.pk).update(created_at=LONG_AGO)
    return event


def days_of(meetings: list[Meeting]) -> list[date]:
    return [meeting.on for meeting in meetings]


def test_meetings_of_all_networks_come_by_date(as_alice: User) -> None:
    weekly = make_event(make_network(as_alice), "Round table", repeats="weekly")
    once = make_event(make_network(as_alice, "Chamber"), "Reception", starts_on=TODAY + timedelta(days=8))

    found = coming_meetings(as_alice, TODAY, TODAY + 2 * WEEK)

    assert [(each.event, each.on) for each in found] == [
        (weekly, TODAY),
        (weekly, TODAY + WEEK),
        (once, TODAY + timedelta(days=8)),
        (weekly, TODAY + 2 * WEEK),
    ]


def test_one_date_is_moved_another_called_off(as_alice: User) -> None:
    event = make_event(make_network(as_alice), repeats="weekly")
    note(event, TODAY, moved_to=TODAY + timedelta(days=2))
    note(event, TODAY + WEEK, is_called_off=True)
    note(event, TODAY + 2 * WEEK, moved_to=TODAY + 9 * WEEK)

    until = TODAY + 3 * WEEK

    assert days_of(coming_meetings(as_alice, TODAY, until)) == [TODAY + timedelta(days=2), until]
    assert days_of(meetings_between(as_alice, TODAY, until)) == [TODAY + timedelta(days=2), TODAY + WEEK, until]
    assert days_of(coming_meetings(as_alice, TODAY + 9 * WEEK, TODAY + 9 * WEEK)) == [TODAY + 9 * WEEK] * 2


def test_who_is_wanted_is_counted_but_for_those_turned_down_and_those_in_the_bin(as_alice: User) -> None:
    event = make_event(make_network(as_alice))
    occurrence = note(event, TODAY)
    want(occurrence, "Wanted")
    want(occurrence, "Turned down", declined_at=timezone.now())
    gone = want(occurrence, "Gone").contact
    gone.deleted_at = timezone.now()
    gone.save()

    [meeting] = coming_meetings(as_alice, TODAY, TODAY)

    assert meeting.wanted == 1


def test_deleted_meetings_and_those_of_networks_left_or_in_the_bin_do_not_come(as_alice: User) -> None:
    left = make_network(as_alice, "Left", stage="left")
    make_event(left)
    make_event(make_network(as_alice, "Binned", deleted_at=timezone.now()))
    note(make_event(make_network(as_alice), deleted_at=timezone.now()), TODAY)

    assert coming_meetings(as_alice, TODAY, TODAY) == []
    assert days_of(meetings_between(as_alice, TODAY, TODAY, network=left)) == [TODAY]


def test_strangers_have_meetings_of_their_own(alice: User, charlie: User) -> None:
    note(make_event(make_network(alice)), TODAY)

    with acting_as(charlie):
        assert coming_meetings(charlie, TODAY, TODAY) == []
        assert past_meetings(charlie, TODAY + WEEK, 5) == []


def test_a_date_is_one_of_the_rule_or_one_about_which_something_was_noted(as_alice: User) -> None:
    event = make_event(make_network(as_alice), repeats="weekly")
    note(event, TODAY + timedelta(days=1), note="From before the rule changed")

    assert meeting_on(event, TODAY + WEEK) == Meeting(event, TODAY + WEEK)
    assert meeting_on(event, TODAY + timedelta(days=2)) is None
    found = meeting_on(event, TODAY + timedelta(days=1))
    assert found is not None
    assert found.occurrence is not None
    assert TODAY + timedelta(days=1) in days_of(meetings_between(as_alice, TODAY, TODAY + WEEK))


def test_one_is_asked_about_meetings_of_the_last_two_weeks(as_alice: User) -> None:
    network = make_network(as_alice)
    event = entered_long_ago(make_event(network, repeats="weekly", starts_on=TODAY - 5 * WEEK))
    note(event, TODAY - WEEK, settled_at=timezone.now())
    make_event(network, "Called off")
    off = make_event(network, "Off", starts_on=TODAY - WEEK)
    note(off, TODAY - WEEK, is_called_off=True)
    once = make_event(network, "Once", starts_on=TODAY - timedelta(days=1))

    found = meetings_to_settle(as_alice, TODAY)

    assert [(each.event, each.on) for each in found] == [(event, TODAY - 2 * WEEK), (once, TODAY - timedelta(days=1))]


def test_nobody_asks_about_the_dates_of_a_series_from_before_it_was_entered(as_alice: User) -> None:
    today = local_today()
    make_event(make_network(as_alice), repeats="weekly", starts_on=today - 5 * WEEK)

    assert meetings_to_settle(as_alice, today) == []


def test_what_was_and_what_comes_are_asked_for_together(as_alice: User, django_assert_num_queries: Any) -> None:
    network = make_network(as_alice)
    weekly = entered_long_ago(make_event(network, repeats="weekly", starts_on=TODAY - 5 * WEEK))
    note(weekly, TODAY - 2 * WEEK, moved_to=TODAY + timedelta(days=3))
    note(weekly, TODAY + WEEK, moved_to=TODAY - timedelta(days=2))
    note(weekly, TODAY, is_called_off=True)
    make_event(network, "Reception", starts_on=TODAY + timedelta(days=8))

    with django_assert_num_queries(2):
        past, coming = meetings_around(as_alice, TODAY, TODAY + 2 * WEEK)

    assert past == meetings_to_settle(as_alice, TODAY)
    assert coming == coming_meetings(as_alice, TODAY, TODAY + 2 * WEEK)
    assert (days_of(past), len(coming)) == ([TODAY - WEEK, TODAY - timedelta(days=2)], 3)


def test_past_meetings_come_latest_first_in_pages(as_alice: User) -> None:
    network = make_network(as_alice)
    weekly = make_event(network, "Weekly", repeats="weekly", starts_on=TODAY - 6 * WEEK)
    monthly = make_event(network, "Monthly", repeats="monthly", starts_on=TODAY - 8 * WEEK)
    for number in (1, 2, 3):
        make_event(network, f"Same day {number}", starts_on=TODAY - 2 * WEEK)
    moved = make_event(network, "Moved", starts_on=TODAY - WEEK)
    note(moved, TODAY - WEEK, moved_to=TODAY - 7 * WEEK)
    note(weekly, TODAY - 2 * WEEK, settled_at=timezone.now())
    note(weekly, TODAY - 3 * WEEK, moved_to=TODAY + WEEK)
    note(weekly, TODAY - timedelta(days=3), note="Off the rule")

    everything = past_meetings(as_alice, TODAY, 50)
    pages: list[Meeting] = []
    while page := past_meetings(as_alice, TODAY, 2, after=pages[-1].place if pages else None):
        pages += page

    assert [each.place for each in pages] == [each.place for each in everything]
    expected = [
        TODAY - timedelta(days=3),
        TODAY - WEEK,
        *[TODAY - 2 * WEEK] * 4,
        *(TODAY - number * WEEK for number in (4, 5, 6)),
        TODAY - 7 * WEEK,
        TODAY - 8 * WEEK,
        date(2026, 2, 19),
    ]
    assert sorted(days_of(everything), reverse=True) == days_of(everything)
    assert sorted(days_of(everything)) == sorted(expected)
    assert {each.event for each in everything} >= {weekly, monthly, moved}
    assert [each.is_settled for each in everything if each.on == TODAY - 2 * WEEK].count(True) == 1


def test_past_meetings_can_be_those_of_one_network(as_alice: User) -> None:
    left = make_network(as_alice, "Left", stage="left")
    make_event(left, starts_on=TODAY - WEEK)
    make_event(make_network(as_alice), starts_on=TODAY - 2 * WEEK)

    assert days_of(past_meetings(as_alice, TODAY, 5)) == [TODAY - 2 * WEEK]
    assert days_of(past_meetings(as_alice, TODAY, 5, network=left)) == [TODAY - WEEK]


def test_queries_do_not_grow_with_meetings(as_alice: User, django_assert_same_queries: Any) -> None:
    def look() -> None:
        for meeting in (
            *coming_meetings(as_alice, TODAY, TODAY + 12 * WEEK),
            *meetings_to_settle(as_alice, TODAY),
            *past_meetings(as_alice, TODAY, 20),
        ):
            assert meeting.event.network.name

    want(note(make_event(make_network(as_alice), starts_on=TODAY - WEEK), TODAY - WEEK))
    with django_assert_same_queries() as few:
        look()
    for number in range(4):
        network = make_network(as_alice, f"Network {number}")
        event = make_event(network, repeats="weekly", starts_on=TODAY - 5 * WEEK)
        want(note(event, TODAY - WEEK), f"Wanted {number}")
        want(note(event, TODAY + WEEK, moved_to=TODAY + 2 * WEEK), f"Wanted later {number}")
    with django_assert_same_queries() as many:
        look()

    assert len(many) == len(few) == 8
