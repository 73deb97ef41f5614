"""What waits and comes up in networks: in order, told once by a mail, on Today until it is settled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networks.models import LookingPlace, Network, Occurrence, WantedPerson
from networks.pages.agenda import lines_ahead, lines_of_mail, lines_today
from networks.queries.looking_places import places_to_look_again
from netzwerk.core.agenda import AgendaLine
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_check,
    make_contact,
    make_event,
    make_goal,
    make_membership,
    make_network,
)
from tests.plans import plan_of


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def member(owner: User, name: str = "Women in Publishing", **fields: Any) -> Network:
    network = make_network(owner, name, stage="member")
    make_membership(network, **fields)
    return network


def leavable(owner: User, give_notice_by: date, name: str = "Women in Publishing") -> Network:
    """Return a network that one has to leave by this day, or else stays another year."""
    begins = give_notice_by + timedelta(days=1)
    return member(owner, name, since_on=begins.replace(year=begins.year - 3), term_months=12, notice_count=0)


def watched(owner: User, on: date | None, text: str = "Börsenblatt", **fields: Any) -> LookingPlace:
    goal = fields.pop("goal", None) or make_goal(owner)
    with acting_as(owner):
        return LookingPlace.objects.create(
            owner=owner, goal=goal, kind="press", text=text, watched_weeks=4, look_again_on=on, **fields
        )


def meet(owner: User, on: date, *names: str, **fields: Any) -> Occurrence:
    network = make_network(owner, "Book Club", stage="trying")
    event = make_event(network, "Spring meeting", starts_on=on)
    with acting_as(owner):
        occurrence = Occurrence.objects.create(owner=owner, event=event, planned_on=on, **fields)
        for name in names:
            WantedPerson.objects.create(owner=owner, occurrence=occurrence, contact=make_contact(owner, name))
    return occurrence


def kinds(lines: list[AgendaLine]) -> list[str]:
    return [line.kind for line in lines]


def test_a_place_to_look_again_waits_from_its_day_on(as_alice: User) -> None:
    watched(as_alice, day(0))

    assert [(line.title, line.is_late) for line in lines_today(as_alice, TODAY)] == [("Börsenblatt", False)]
    assert lines_today(as_alice, day(-1)) == []
    assert [line.is_late for line in lines_today(as_alice, day(9))] == [True]
    assert "Look here again: Five publishing clients by June." in lines_today(as_alice, TODAY)[0].sentence


def test_places_of_goals_that_rest_and_dismissed_ones_do_not_come_up(as_alice: User) -> None:
    watched(as_alice, day(0), goal=make_goal(as_alice, status="paused"))
    watched(as_alice, day(0), "Other", dismissed_at=timezone.now())
    watched(as_alice, None, "Third")

    assert lines_ahead(as_alice, TODAY) == []


@pytest.mark.parametrize(("ahead", "waits"), [(43, False), (42, True), (20, True), (14, True), (0, True), (-1, False)])
def test_the_last_day_to_give_notice_stands_on_today_from_six_weeks_ahead(
    as_alice: User, ahead: int, waits: bool
) -> None:
    leavable(as_alice, day(ahead))

    assert kinds([line for line in lines_today(as_alice, TODAY) if line.kind == "notice"]) == ["notice"] * waits


@pytest.mark.parametrize(
    ("ahead", "is_told"),
    [(48, True), (42, True), (49, False), (41, False), (30, False), (20, True), (14, True), (13, False), (3, False)],
)
def test_a_weekly_mail_tells_of_it_at_six_and_at_two_weeks_and_not_in_between(
    as_alice: User, ahead: int, is_told: bool
) -> None:
    leavable(as_alice, day(ahead))
    lines = lines_of_mail(as_alice, TODAY, day(6))

    assert ("notice" in kinds(lines)) == is_told


def test_every_mail_of_a_year_tells_of_a_notice_twice(as_alice: User) -> None:
    leavable(as_alice, date(2026, 9, 30))
    mondays = [TODAY + timedelta(weeks=week) for week in range(28)]

    told = [on for on in mondays if "notice" in kinds(lines_of_mail(as_alice, on, on + timedelta(days=6)))]

    assert told == [date(2026, 8, 17), date(2026, 9, 14)]


def test_the_sentence_says_what_and_by_when(as_alice: User) -> None:
    leavable(as_alice, day(14))

    [line] = [line for line in lines_today(as_alice, TODAY) if line.kind == "notice"]

    assert line.sentence == "To leave on 30 Mar 2026, give notice by 30 Mar 2026: 14 days left."


def test_the_yearly_question_is_told_once_and_waits_on_today(as_alice: User) -> None:
    member(as_alice, since_on=date(2025, 3, 18))

    assert kinds(lines_of_mail(as_alice, TODAY, day(6))) == ["question"]
    assert lines_of_mail(as_alice, day(7), day(13)) == []
    assert lines_today(as_alice, TODAY) == []
    assert kinds(lines_today(as_alice, day(20))) == ["question"]


def test_a_verdict_to_look_at_again_says_what_it_was(as_alice: User) -> None:
    make_check(make_network(as_alice), make_goal(as_alice), verdict="later", review_on=TODAY)

    [line] = lines_today(as_alice, TODAY)

    assert (line.kind, line.title) == ("verdict", "Women in Publishing")
    assert "You said “Decide later” for “Five publishing clients by June”" in line.sentence


def test_a_meeting_names_whom_one_wants_to_meet(as_alice: User) -> None:
    meet(as_alice, day(3), "Aylin Demir", "Miriam Kessler", "Ruth Okafor")

    [line] = lines_of_mail(as_alice, TODAY, day(6))

    expected = "Book Club, on Thursday. You want to meet Aylin Demir, Miriam Kessler and 1 more."
    assert (line.title, line.sentence) == ("Spring meeting", expected)
    assert kinds(lines_today(as_alice, TODAY)) == ["meeting"]
    assert lines_today(as_alice, day(-4)) == []


def test_a_meeting_where_nobody_is_wanted_is_no_reason_for_a_mail(as_alice: User) -> None:
    meet(as_alice, day(3))

    assert lines_of_mail(as_alice, TODAY, day(6)) == []


def test_after_a_meeting_today_asks_whom_one_met_and_a_mail_does_not(as_alice: User) -> None:
    meet(as_alice, day(-1), "Aylin Demir")

    [line] = lines_today(as_alice, TODAY)

    assert (line.kind, line.sentence.endswith("Whom did you meet?")) == ("settle", True)
    assert lines_of_mail(as_alice, TODAY, day(6)) == []


def test_a_meeting_of_today_is_over_once_one_has_said_whom_one_met(as_alice: User) -> None:
    meet(as_alice, TODAY, "Aylin Demir", settled_at=timezone.now())

    assert lines_today(as_alice, TODAY) == []
    assert lines_of_mail(as_alice, TODAY, day(6)) == []


def test_the_most_urgent_comes_first(as_alice: User) -> None:
    watched(as_alice, day(0))
    meet(as_alice, day(2), "Aylin Demir")
    leavable(as_alice, day(10))
    make_check(make_network(as_alice, "Alumni"), make_goal(as_alice, "Second"), review_on=day(-3))

    # The question belongs to the membership of three years.
    found = [line.kind for line in lines_today(as_alice, TODAY) if line.kind != "question"]
    assert found == ["notice", "meeting", "verdict", "look"]


def test_the_page_goes_by_the_date(as_alice: User) -> None:
    watched(as_alice, day(0))
    meet(as_alice, day(2), "Aylin Demir")
    leavable(as_alice, day(10))
    watched(as_alice, day(60), "Chamber", goal=make_goal(as_alice, "Second"))

    lines = [line for line in lines_ahead(as_alice, TODAY) if line.kind != "question"]
    assert kinds(lines) == ["look", "meeting", "notice", "look"]


def test_what_no_mail_has_told_is_told_by_the_next(as_alice: User) -> None:
    watched(as_alice, day(-5))

    assert lines_of_mail(as_alice, TODAY, day(6)) == []
    assert kinds(lines_of_mail(as_alice, TODAY, day(6), since=day(-7))) == ["look"]


def test_nobody_sees_what_waits_for_somebody_else(alice: User, charlie_client: Client) -> None:
    watched(alice, TODAY)

    assert "Börsenblatt" not in charlie_client.get("/networks/agenda/").text


@pytest.mark.usefixtures("on_today")
def test_the_page_shows_what_waits_and_what_comes(alice: User, alice_client: Client) -> None:
    assert "Nothing is coming up" in alice_client.get("/networks/agenda/").text

    watched(alice, day(-3))
    watched(alice, day(60), "Chamber", goal=make_goal(alice, "Second"))

    page = alice_client.get("/networks/agenda/").text
    assert "since 13 Mar 2026" in page
    assert "15 May 2026" in page


def test_places_to_look_again_are_found_by_their_index(as_alice: User) -> None:
    sql = str(places_to_look_again(as_alice, until=TODAY).order_by("look_again_on").query)
    sql = sql.replace(str(TODAY), f"'{TODAY}'").replace("= active", "= 'active'")

    with connection.cursor():
        assert "networks_look_again" in plan_of(sql)


def test_the_number_of_queries_does_not_grow(as_alice: User, django_assert_same_queries: Any) -> None:
    def furnish(count: int) -> None:
        for number in range(count):
            watched(as_alice, TODAY, f"Place {count} {number}", goal=make_goal(as_alice, f"Goal {count} {number}"))
            meet(as_alice, day(2), f"Wanted {count} {number}")
            meet(as_alice, day(-2))
            leavable(as_alice, day(10), f"Network {count} {number}")
            make_check(make_network(as_alice), make_goal(as_alice, f"Check {count} {number}"), review_on=TODAY)

    furnish(1)
    with django_assert_same_queries() as few:
        lines_today(as_alice, TODAY)
    furnish(5)
    with django_assert_same_queries() as many:
        assert len(lines_today(as_alice, TODAY)) > 20
    assert len(many) == len(few) <= 11
