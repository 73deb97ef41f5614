"""Whom and what a review may name, when it is due, and how many queries that takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from matching.models import Review
from matching.pages.agenda import lines_of_mail, lines_today
from matching.queries.review_facts import common_facts, facts_of_goals
from matching.queries.review_people import find_givers, find_weary
from matching.queries.review_steps import find_helpers, open_steps
from matching.queries.reviews import review_due_on, standing_of
from matching.services.reviews import put_off_review, take_back_put_off
from networks.models import Network, StageMove
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from tests.factories import (
    TODAY,
    local_today,
    make_contact,
    make_exchange,
    make_goal,
    make_network,
    make_revival,
    make_role,
    make_step,
    make_tie,
)
from tests.matching.review_rooms import STEPS, age_goal, make_review, new_draft, step_url

SINCE = TODAY - timedelta(days=90)
# Whom product rule 2 keeps from being suggested.
OUT: list[dict[str, Any]] = [
    {"archived_at": datetime(2026, 1, 1, tzinfo=UTC)},
    {"is_resting": True},
    {"snoozed_until": TODAY + timedelta(days=1)},
    {"ended_in_conflict": True},
    {"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)},
]


def name_in_mails(user: User, contact: Contact, times: int, last: date = TODAY) -> None:
    """Let so many mails have named somebody, a week apart."""
    with acting_as(user):
        for week in range(times):
            day = last - timedelta(weeks=week + 1)
            digest, _made = Digest.objects.get_or_create(owner=user, for_date=day, defaults={"state": "sent"})
            DigestPerson.objects.create(owner=user, digest=digest, contact=contact, named_on=day)


def test_a_review_is_due_a_quarter_after_the_first_goal(alice: User) -> None:
    with acting_as(alice):
        assert review_due_on(alice) is None
        age_goal(make_goal(alice), datetime(2025, 11, 30, 12, tzinfo=UTC))
        age_goal(make_goal(alice, "Later"), datetime(2026, 1, 30, 12, tzinfo=UTC))
        assert review_due_on(alice) == date(2026, 2, 28)


def test_the_day_of_the_first_goal_is_a_local_one(alice: User) -> None:
    alice.time_zone = "Pacific/Auckland"
    with acting_as(alice):
        age_goal(make_goal(alice), datetime(2026, 1, 10, 20, tzinfo=UTC))
        assert review_due_on(alice) == date(2026, 4, 11)


def test_a_review_is_due_a_quarter_after_the_last_one(alice: User, charlie: User) -> None:
    make_review(charlie, TODAY)
    make_review(alice, date(2025, 5, 1))
    make_review(alice, date(2025, 8, 31))
    with acting_as(alice):
        assert review_due_on(alice) == date(2025, 11, 30)


def test_putting_off_moves_it_and_can_be_taken_back(alice: User) -> None:
    make_review(alice, date(2025, 8, 31))
    with acting_as(alice):
        put_off = put_off_review(owner=alice, span="2w", today=TODAY)
        assert put_off_review(owner=alice, span="2w", today=TODAY) == put_off
        assert standing_of(alice).due_on == standing_of(alice).put_off_until == TODAY + timedelta(days=14)
        take_back_put_off(review=put_off)
        assert review_due_on(alice) == date(2025, 11, 30)
        assert Review.objects.count() == 1


def test_today_has_its_line_while_it_is_due(alice: User) -> None:
    make_review(alice, date(2025, 12, 16))
    with acting_as(alice):
        assert lines_today(alice, date(2026, 3, 15)) == []
        [line] = lines_today(alice, TODAY)
        assert (line.kind, line.on, line.is_late, line.url) == ("review", TODAY, False, reverse("matching:review"))
        assert "20 minutes" in line.sentence
        assert lines_today(alice, TODAY + timedelta(days=40))[0].is_late


def test_the_mail_has_its_line_twice_and_never_more(alice: User) -> None:
    make_review(alice, date(2025, 12, 16))
    with acting_as(alice):
        mondays = [TODAY + timedelta(weeks=week) for week in range(-2, 9)]
        told = [day for day in mondays if lines_of_mail(alice, day, day + timedelta(days=6))]
        assert told == [TODAY, TODAY + timedelta(weeks=2)]
        late = TODAY + timedelta(days=7)
        assert not lines_of_mail(alice, late, late)
        assert lines_of_mail(alice, late, late, since=TODAY)
        assert lines_of_mail(alice, late + timedelta(weeks=20), late + timedelta(weeks=21), since=date.min)


def test_a_review_that_was_begun_says_so(alice: User) -> None:
    make_review(alice, local_today() - timedelta(days=200))
    new_draft(alice)
    with acting_as(alice):
        assert "begun" in lines_today(alice, local_today())[0].sentence


def test_who_gave_something_is_named_with_what_it_was(alice: User) -> None:
    giver, helper, opener, other = (make_contact(alice, name) for name in ("Anna", "Ben", "Cleo", "Dora"))
    make_exchange(alice, giver, "received", kind="tip", text="A tip", happened_on=TODAY - timedelta(days=5))
    make_exchange(alice, giver, "received", kind="tip", text="Too old", happened_on=SINCE - timedelta(days=5))
    make_exchange(alice, other, "given", kind="tip", happened_on=TODAY - timedelta(days=5))
    make_revival(helper, outcome="helped", outcome_on=TODAY - timedelta(days=1))
    make_tie(opener, other, "introduced")
    with acting_as(alice):
        today = local_today()
        found = find_givers(alice, SINCE, max(TODAY, today))
    assert {one.contact.name for one in found} == {"Anna", "Ben", "Cleo"}
    assert [fact.text for one in found if one.contact == giver for fact in one.facts] == ["A tip"]
    assert [fact.text for one in found if one.contact == opener for fact in one.facts] == ["Dora"]


@pytest.mark.parametrize("fields", OUT)
def test_nobody_is_named_whom_nobody_may_suggest(alice: User, fields: dict[str, Any]) -> None:
    out = make_contact(alice, closeness="close", anchor_on=TODAY - timedelta(days=900), **fields)
    make_exchange(alice, out, "received", happened_on=TODAY)
    make_revival(out, outcome="helped", outcome_on=TODAY)
    make_tie(out, make_contact(alice, "Dora"), "introduced")
    name_in_mails(alice, out, 4)
    with acting_as(alice):
        assert find_givers(alice, SINCE, TODAY) == []
        assert out not in [one.contact for one in find_weary(alice, SINCE, TODAY)]


@pytest.mark.parametrize("fields", OUT)
def test_steps_are_hidden_in_the_bin_alone_and_helpers_when_set_aside(alice: User, fields: dict[str, Any]) -> None:
    goal, out = make_goal(alice), make_contact(alice, **fields)
    make_role(goal, out)
    make_step(goal, out, due_on=TODAY)
    with acting_as(alice):
        assert bool(open_steps(alice, [goal], TODAY)) is ("deleted_at" not in fields)
        assert find_helpers(alice, [goal], TODAY) == []


def test_ties_that_could_rest_are_told_with_why(alice: User) -> None:
    often = make_contact(alice, "Anna", last_moment_on=TODAY - timedelta(days=400))
    late = make_contact(
        alice, "Ben", closeness="close", anchor_on=TODAY - timedelta(days=900), last_moment_on=date(2024, 1, 1)
    )
    never = make_contact(alice, "Cleo", closeness="wide", anchor_on=TODAY - timedelta(days=400))
    make_contact(alice, "Fresh", closeness="close", last_moment_on=TODAY)
    make_contact(alice, "Dear", closeness="close", anchor_on=TODAY - timedelta(days=900), is_close_to_heart=True)
    needed = make_contact(alice, "Needed", closeness="close", anchor_on=TODAY - timedelta(days=900))
    make_role(make_goal(alice), needed)
    name_in_mails(alice, often, 3)
    with acting_as(alice):
        found = find_weary(alice, SINCE, TODAY)
    assert [one.contact for one in found] == [often, late, never]
    assert [(one.namings, one.has_met) for one in found] == [(3, True), (0, True), (0, False)]


def test_mails_before_a_moment_do_not_count(alice: User) -> None:
    met = make_contact(alice, last_moment_on=TODAY - timedelta(days=10))
    name_in_mails(alice, met, 5)
    with acting_as(alice):
        assert find_weary(alice, SINCE, TODAY) == []


def test_what_moved_is_counted_given_before_received(alice: User) -> None:
    contact = make_contact(alice)
    make_exchange(alice, contact, "given", happened_on=TODAY)
    make_exchange(alice, contact, "promised", happened_on=date(2025, 1, 1), done_on=TODAY)
    make_exchange(alice, contact, "received", happened_on=TODAY)
    make_exchange(alice, contact, "asked", happened_on=TODAY)
    binned = make_network(alice, "Gone", deleted_at=timezone.now())
    networks = [make_network(alice, "Women in Publishing"), make_network(alice, "Choir"), binned]
    with acting_as(alice):
        for network, stage in zip(networks, ("member", "left", "member"), strict=True):
            move = StageMove.objects.create(owner=alice, network=network, stage=stage, moved_on=TODAY)
            assert move.pk
        assert Network.objects.count() == 3
        facts = common_facts(alice, SINCE, TODAY)
    assert (facts.given, facts.received) == (2, 1)
    assert (facts.joined, facts.left) == (("Women in Publishing",), ("Choir",))


def test_steps_done_and_dropped_count_since_the_last_review(alice: User) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    make_role(goal, contact)
    new, old = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2025, 3, 1, 12, tzinfo=UTC)
    make_step(goal, contact, "a", done_at=new)
    make_step(goal, contact, "b", done_at=old)
    make_step(goal, contact, "c", dropped_at=new)
    make_step(goal, contact, "d")
    with acting_as(alice):
        [facts] = facts_of_goals(alice, [goal], SINCE, TODAY)
    assert (facts.figures.people, facts.figures.steps_done, facts.figures.steps_dropped) == (1, 1, 1)


def _furnish(user: User, number: int) -> None:
    goal = make_goal(user, f"Goal {number}", success_number=3)
    today = local_today()
    for name in ("Anna", "Ben"):
        contact = make_contact(user, f"{name} {number}", closeness="close", anchor_on=today - timedelta(days=900))
        make_exchange(user, contact, "received", happened_on=today)
        make_revival(contact, outcome="helped", outcome_on=today)
    helper = make_contact(user, f"Helper {number}")
    make_role(goal, helper)
    make_step(goal, helper, due_on=today)


@pytest.mark.parametrize("step", STEPS)
def test_queries_of_a_step_do_not_grow(alice: User, alice_client: Client, step: str) -> None:
    _furnish(alice, 0)
    draft = new_draft(alice)
    alice_client.get(step_url(draft, step))

    counts = []
    for rows in (range(1, 2), range(2, 8)):
        for number in rows:
            _furnish(alice, number)
        with CaptureQueriesContext(connection) as queries:
            assert alice_client.get(step_url(draft, step)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
