"""Making the sample account: the same each time, relative to the day, in the language of whoever looks around."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.services import make_sample_user
from contacts.models import Contact
from goals.models import Goal
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user
from transfer.sample import fill_with_sample


def _story(user: User, today: date = TODAY) -> list[tuple[Any, ...]]:
    fill_with_sample(user=user, today=today)
    contacts = Contact.objects.for_user(user).with_details().order_by("name")
    return [
        (one.name, one.closeness, one.last_moment_on, one.anchor_on, one.birthday, str(one.current_position), one.note)
        for one in contacts
    ]


def test_it_is_the_same_for_one_seed_and_moves_with_the_day(alice: User, charlie: User) -> None:
    bob = make_user("bob@example.org")
    stories = []
    for user, today in ((alice, TODAY), (charlie, TODAY), (bob, TODAY + timedelta(days=1))):
        with acting_as(user):
            stories.append(_story(user, today))

    assert stories[0] == stories[1]
    assert [row[0] for row in stories[2]] == [row[0] for row in stories[0]]
    first, later = ({row[0]: row[2] for row in story} for story in (stories[0], stories[2]))
    assert later["Miriam Kessler"] == first["Miriam Kessler"] + timedelta(days=1)


@pytest.mark.parametrize(
    ("language", "statement", "role"),
    [
        ("en", "Five publishers as clients by June", "Publisher"),
        ("de", "Fünf Verlage als Kunden bis Juni", "Verlegerin"),
        ("de-du", "Fünf Verlage als Kunden bis Juni", "Verlegerin"),
    ],
)
def test_it_is_written_in_the_language_of_the_account(db: None, language: str, statement: str, role: str) -> None:
    user = make_sample_user(language=language, time_zone="Europe/Berlin")

    with acting_as(user):
        assert Goal.objects.for_user(user).get(is_leading=True).statement == statement
        ruth = Contact.objects.for_user(user).with_details().get(name="Ruth Sommer")
        assert ruth.current_position is not None
        assert ruth.current_position.role == role


def test_it_takes_few_queries(as_alice: User, django_assert_same_queries: Any) -> None:
    with django_assert_same_queries() as queries:
        fill_with_sample(user=as_alice, today=TODAY)

    # The words that people are found by are written whenever something about them is added, in constant queries; and
    # where rows are many, each of ten copies takes seven statements (netzwerk.core.copying).
    assert len(queries) < 320
