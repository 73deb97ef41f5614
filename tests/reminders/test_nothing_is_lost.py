"""With the real rows: what does not fit waits its turn, and an import of many makes no flood."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.queries.covering import covered_by
from reminders.services import name_people, propose_people
from tests.factories import TODAY, local_today, make_goal
from tests.reminders.people import days_ago, give_role, make_fresh, make_overdue, plan_step, promise
from tests.transfer.files import people, read_in


@pytest.fixture
def media(tmp_path: Path, settings: Settings) -> Path:
    """Keep uploaded files in a folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def send_on(user: User, on: date) -> list[str]:
    """Name the people of the mail of a day, say that it went out, and return whom it named."""
    digest = Digest.objects.create(owner=user, for_date=on)
    proposal = name_people(digest=digest, user=user, on=on)
    Digest.objects.filter(pk=digest.pk).update(state=Digest.State.SENT)
    return [one.contact.name for one in proposal.people]


def weeks(count: int) -> list[date]:
    return [TODAY + timedelta(weeks=week) for week in range(count)]


def test_everybody_who_waits_is_named_in_time_and_nobody_who_may_not_be(as_alice: User) -> None:
    goal = make_goal(as_alice, is_leading=True)
    for number in range(6):
        give_role(make_overdue(as_alice, f"Role {number}", last_moment_on=days_ago(900)), goal)
    for number in range(6):
        make_overdue(as_alice, f"Due {number}", last_moment_on=days_ago(120 + number))
    plan_step(make_fresh(as_alice, "Step"), goal, "Write", days_ago(1))
    promise(make_fresh(as_alice, "Promise"), "The outline")
    hidden: dict[str, dict[str, Any]] = {"Resting": {"is_resting": True}, "Conflict": {"ended_in_conflict": True}}
    hidden |= {"Archived": {"archived_at": timezone.now()}, "Binned": {"deleted_at": timezone.now()}}
    for name, fields in hidden.items():
        make_overdue(as_alice, name, last_moment_on=days_ago(900), **fields)

    mails = [send_on(as_alice, on) for on in weeks(14)]

    assert all(len(names) <= 3 for names in mails)
    waiting = {*(f"Role {number}" for number in range(6)), *(f"Due {number}" for number in range(6)), "Step", "Promise"}
    assert {name for names in mails for name in names} == waiting


def test_whoever_one_was_in_touch_with_is_named_no_more(as_alice: User) -> None:
    for number in range(4):
        make_overdue(as_alice, f"Due {number}", last_moment_on=days_ago(120 + number))
    first, second = weeks(2)

    named = send_on(as_alice, first)
    for contact in Contact.objects.filter(name__in=named):
        Contact.objects.filter(pk=contact.pk).update(last_moment_on=first)

    assert set(send_on(as_alice, second)) == {f"Due {number}" for number in range(4)} - set(named)


def test_people_who_are_met_each_week_and_promised_something_keep_nobody_from_a_turn(as_alice: User) -> None:
    goal = make_goal(as_alice, is_leading=True)
    promised = [make_fresh(as_alice, f"Promise {number}") for number in range(4)]
    for contact in promised:
        promise(contact, "The outline", days_ago(300))
        give_role(contact, goal)
    due = {make_overdue(as_alice, f"Due {number}", last_moment_on=days_ago(120 + number)).name for number in range(6)}

    named: set[str] = set()
    for on in weeks(10):
        named.update(send_on(as_alice, on))
        Contact.objects.filter(pk__in=[contact.pk for contact in promised]).update(last_moment_on=on)

    assert due <= named


def test_what_a_preview_says_is_what_is_sent_later(as_alice: User) -> None:
    for number in range(12):
        make_overdue(as_alice, f"Due {number}", last_moment_on=days_ago(120 + 30 * number))
    send_on(as_alice, TODAY)
    on = TODAY + timedelta(weeks=1)

    covered = covered_by(user=as_alice, on=on, digest=Digest(owner=as_alice, for_date=on))
    preview = [one.contact.name for one in propose_people(user=as_alice, on=on, covered=covered).people]

    assert Digest.objects.count() == 1, "nothing was written down"
    assert send_on(as_alice, on) == preview


@pytest.mark.usefixtures("media")
def test_many_who_are_imported_today_make_no_flood(alice: User) -> None:
    names = [f"Person {number:03}" for number in range(200)]
    today = local_today()
    read_in(alice, people(*names), closeness="good", last_in_touch="this_month")

    with acting_as(alice):
        due = [Contact.objects.due(on=today + timedelta(weeks=week)).count() for week in range(15)]
        proposal = propose_people(user=alice, on=today)
        mails = [send_on(alice, today + timedelta(weeks=week)) for week in range(6)]

    assert len(proposal.people) == (0 if not due[0] else 3)
    assert due[0] <= 3
    assert max(after - before for before, after in pairwise(due)) <= 200 // 12 + 3, "spread over the cadence"
    assert due[-1] == 200
    assert all(len(named) <= 3 for named in mails)


@pytest.mark.usefixtures("media")
def test_of_many_dormant_people_imported_today_mails_name_a_few_and_others_each_time(alice: User) -> None:
    today = local_today()
    read_in(alice, people(*(f"Person {number:03}" for number in range(200))), closeness="good", last_in_touch="longer")

    with acting_as(alice):
        mails = [send_on(alice, today + timedelta(weeks=week)) for week in range(10)]

    assert all(len(named) == 3 for named in mails)
    assert len({name for named in mails for name in named}) >= 20
