"""Whose card is next, whose was before, and how far one has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import InventoryCard
from goals.queries.cards import Choice, Progress, next_person, previous_person, progress, usual_tags
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_tag

pytestmark = pytest.mark.usefixtures("acting_as_alice")
NOW = datetime(2026, 3, 16, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def acting_as_alice(alice: User) -> Iterator[None]:
    with acting_as(alice):
        yield


def look_at(contact: Contact, *, minutes: int = 0, is_skipped: bool = False) -> None:
    at = NOW + timedelta(minutes=minutes)
    InventoryCard.objects.create(owner=contact.owner, contact=contact, looked_at=at, is_skipped=is_skipped)


def walk(owner: User, choice: Choice) -> list[str]:
    """Return the names in the order in which the cards come when each is looked at."""
    names: list[str] = []
    person = next_person(owner=owner, choice=choice, today=TODAY)
    while person:
        names.append(person.name)
        following = next_person(owner=owner, choice=choice, today=TODAY, after=person)
        InventoryCard.objects.update_or_create(
            owner=owner, contact=person, defaults={"looked_at": NOW + timedelta(minutes=len(names))}
        )
        person = following
    return names


def test_cards_come_by_circle_and_in_it_the_newest_first(alice: User) -> None:
    make_contact(alice, "Kin", origin="relatives_kin")
    make_contact(alice, "Studies early", origin="studies")
    make_contact(alice, "Import", origin="other")
    make_contact(alice, "Studies late", origin="studies")
    make_contact(alice, "Current", origin="current")
    make_contact(alice, "Network", origin="network")

    assert walk(alice, Choice()) == ["Current", "Studies late", "Studies early", "Kin", "Network", "Import"]


def test_behind_the_last_come_those_who_wait_further_up(alice: User) -> None:
    first, last = make_contact(alice, "First", origin="current"), make_contact(alice, "Last", origin="other")

    assert next_person(owner=alice, choice=Choice(), today=TODAY, after=last) == first
    assert next_person(owner=alice, choice=Choice("other"), today=TODAY, after=last) is None


def test_one_circle_and_only_who_is_interesting(alice: User) -> None:
    make_contact(alice, "Ruth", origin="studies", is_interesting=True)
    make_contact(alice, "Ben", origin="studies")
    make_contact(alice, "Zoe", origin="current", is_interesting=True)

    assert walk(alice, Choice("studies", "interesting")) == ["Ruth"]
    assert progress(owner=alice, whom="interesting", today=TODAY) == {
        "current": Progress(0, 1),
        "studies": Progress(1, 1),
    }


def test_whoever_was_skipped_comes_once_more_where_one_asks_for_it(alice: User) -> None:
    one, other = make_contact(alice, "One", origin="studies"), make_contact(alice, "Other", origin="studies")
    look_at(one, is_skipped=True)
    look_at(other, is_skipped=True)
    look_at(make_contact(alice, "Saved", origin="studies"))

    first = next_person(owner=alice, choice=Choice("", "skipped"), today=TODAY)
    second = next_person(owner=alice, choice=Choice("", "skipped"), today=TODAY, after=other)

    assert (first, second) == (other, one)
    assert next_person(owner=alice, choice=Choice("", "skipped"), today=TODAY, after=one) is None
    assert next_person(owner=alice, choice=Choice(), today=TODAY) is None


@pytest.mark.parametrize(
    "aside",
    [
        {"archived_at": NOW},
        {"deleted_at": NOW},
        {"is_resting": True},
        {"ended_in_conflict": True},
        {"snoozed_until": TODAY + timedelta(days=3)},
    ],
)
def test_nobody_who_was_set_aside_has_a_turn(alice: User, aside: dict[str, Any]) -> None:
    make_contact(alice, "Ruth", origin="studies", is_interesting=True, **aside)

    for whom in ("", "interesting", "skipped"):
        assert next_person(owner=alice, choice=Choice("", whom), today=TODAY) is None
        assert progress(owner=alice, whom=whom, today=TODAY) == {}


def test_the_one_before_is_whose_card_was_looked_at_before(alice: User) -> None:
    people = [make_contact(alice, name) for name in ("A", "B", "C", "D")]
    for minutes, person in enumerate(people[:3]):
        look_at(person, minutes=minutes)

    assert previous_person(owner=alice, contact=people[3]) == people[2]
    assert previous_person(owner=alice, contact=people[2]) == people[1]
    assert previous_person(owner=alice, contact=people[0]) is None

    Contact.objects.filter(pk=people[1].pk).update(deleted_at=NOW)
    assert previous_person(owner=alice, contact=people[2]) == people[0]


def test_progress_counts_what_was_looked_at_and_what_was_skipped(alice: User) -> None:
    people = [make_contact(alice, f"Person {number}", origin="studies") for number in range(4)]
    look_at(people[0])
    look_at(people[1], is_skipped=True)
    make_contact(alice, "Zoe", origin="other")

    ways = progress(owner=alice, whom="", today=TODAY)

    assert ways == {"studies": Progress(2, 4, 1), "other": Progress(0, 1)}
    assert sum(ways.values(), Progress()) == Progress(2, 5, 1)
    assert ways["studies"].left == 2


def test_a_stranger_has_no_cards(alice: User, charlie: User) -> None:
    look_at(make_contact(alice, "Ruth", origin="studies"))

    with acting_as(charlie):
        assert next_person(owner=charlie, choice=Choice(), today=TODAY) is None
        assert progress(owner=charlie, whom="", today=TODAY) == {}


@pytest.mark.parametrize("said", [{"circle": "nowhere"}, {"whom": "x\0"}, {"circle": "studies", "whom": "9" * 9_999}])
def test_a_choice_that_makes_no_sense_is_everybody(said: dict[str, str]) -> None:
    assert Choice.read(said) == Choice("studies" if said.get("circle") == "studies" else "", "")


def test_the_tags_that_most_people_have_are_offered_first(alice: User) -> None:
    people = [make_contact(alice, f"Person {number}") for number in range(3)]
    make_tag(alice, "Print", *people)
    make_tag(alice, "Choir", people[0])

    assert usual_tags(owner=alice) == ["Print", "Choir"]
