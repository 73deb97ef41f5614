"""What is due is a function of the facts and the local date: at any hour, in any zone, in any order of rows."""

from __future__ import annotations

import ast
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection

from accounts.models import User
from contacts.models import Contact
from reminders.models import Digest
from reminders.queries.covering import covered_by
from reminders.services import Proposal, news_of_mail, propose_people
from tests.factories import TODAY, make_goal
from tests.reminders.people import days_ago, give_date, give_role, make_fresh, make_overdue, plan_step, promise

ROOT = Path(__file__).parents[2] / "reminders"
# What decides who and what is named, and how it is said.
PURE = (
    *sorted((ROOT / "rules").glob("*.py")),
    *sorted((ROOT / "words").glob("*.py")),
    *sorted((ROOT / "mail").glob("*.py")),
    *sorted((ROOT / "queries").glob("*.py")),
    *(ROOT / "services" / f"{name}.py" for name in ("candidates", "naming", "news", "proposals")),
)


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def _process_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def fill(user: User) -> None:
    user.date_lead_days = [7, 30]
    goal = make_goal(user, is_leading=True)
    for number in range(8):
        give_role(make_overdue(user, f"Due {number}", last_moment_on=days_ago(120 + 400 * (number % 3))), goal)
    for days in (0, 3, 9, 32):
        day = TODAY + timedelta(days=days)
        contact = make_fresh(user, f"Born in {days}", birthday_month=day.month, birthday_day=day.day)
        give_date(contact, "Anniversary", day.month, day.day, 2016)
    plan_step(make_fresh(user, "Step"), goal, "Write", days_ago(3))
    promise(make_fresh(user, "Promise"), "The outline")


def said(user: User) -> tuple[Proposal, object]:
    digest = Digest(owner=user, for_date=TODAY)
    covered = covered_by(user=user, on=TODAY, digest=digest)
    return propose_people(user=user, on=TODAY, covered=covered), news_of_mail(user=user, on=TODAY, covered=covered)


@pytest.mark.usefixtures("_process_zone")
def test_the_same_facts_and_date_give_the_same_at_any_hour_and_in_any_zone(as_alice: User) -> None:
    fill(as_alice)
    # Who was entered when is a fact as well.
    Contact.objects.update(created_at=datetime(2026, 1, 5, 12, tzinfo=UTC))
    found = []
    for at in (
        datetime(2026, 3, 16, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 16, 23, 59, tzinfo=UTC),
        datetime(2031, 7, 1, tzinfo=UTC),
    ):
        with time_machine.travel(at, tick=False):
            found.append(said(as_alice))

    assert found[0] == found[1] == found[2]
    assert len(found[0][0].people) == 3
    assert {one.contact.name for one in found[0][0].dates} == {f"Born in {days}" for days in (0, 3, 9, 32)}


def test_the_order_of_the_rows_does_not_matter(as_alice: User) -> None:
    fill(as_alice)
    before = said(as_alice)
    with connection.cursor() as cursor:
        # Written anew from the last to the first, the rows lie the other way round.
        for contact in Contact.objects.order_by("-pk"):
            cursor.execute("UPDATE contacts_contact SET place = place WHERE id = %s", [contact.pk])

    assert said(as_alice) == before


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.stem)
def test_no_clock_is_read_where_it_is_decided(path: Path) -> None:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    read = {func.attr for func in calls if isinstance(func, ast.Attribute)}

    assert not read & {"now", "today", "localdate", "localtime", "utcnow", "time_ns", "monotonic"}
