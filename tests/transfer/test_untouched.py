"""People untouched for years: who is asked about, who is not, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.factories import (
    local_today,
    make_contact,
    make_exchange,
    make_goal,
    make_member,
    make_network,
    make_role,
    make_step,
    make_tie,
)
from tests.plans import analyse, plan_left_alone
from tests.toasts import undo_of
from transfer.queries.untouched import untouched_people

TODAY = date(2026, 3, 16)
LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)
PAGE, DECIDE = "/data-protection/untouched/", "/data-protection/untouched/decide/"


def _old(user: User, name: str = "Miriam Kessler", **fields: Any) -> Contact:
    """Return somebody who was entered long ago and of whom nothing was heard since."""
    contact = make_contact(user, name, **{"anchor_on": LONG_AGO.date(), **fields})
    with acting_as(user):
        Contact.objects.filter(pk=contact.pk).update(created_at=fields.get("created_at", LONG_AGO))
    return contact


def _written_long_ago(row: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(created_at=LONG_AGO)


def _found(user: User, years: int = 3) -> list[str]:
    return [person.name for person in untouched_people(user, years=years, today=TODAY)]


def test_whoever_was_not_heard_of_for_years_is_asked_about_by_name(as_alice: User, charlie: User) -> None:
    _old(charlie, "Not hers")
    _old(as_alice, "Zoe")
    _old(as_alice, "Anna", last_moment_on=date(2022, 1, 1))
    _old(as_alice, "Heard of", last_moment_on=date(2024, 1, 1))
    _old(as_alice, "Archived", archived_at=LONG_AGO)

    assert _found(as_alice) == ["Anna", "Archived", "Zoe"]
    assert _found(as_alice, 5) == ["Archived", "Zoe"]
    assert _found(as_alice, 10) == []
    assert _found(as_alice, 1) == ["Anna", "Archived", "Heard of", "Zoe"]


def test_whoever_was_entered_this_year_is_left_alone_whatever_was_said_of_before(as_alice: User) -> None:
    _old(as_alice, "New", created_at=datetime(2025, 6, 1, tzinfo=UTC))
    _old(as_alice, "Settled", created_at=datetime(2025, 3, 1, tzinfo=UTC))

    assert _found(as_alice) == ["Settled"]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_close_to_heart": True},
        {"anonymised_at": LONG_AGO},
        {"deleted_at": LONG_AGO},
        {"data_reviewed_on": date(2025, 6, 1)},
    ],
)
def test_some_are_not_asked_about(as_alice: User, fields: dict[str, Any]) -> None:
    _old(as_alice, **fields)

    assert _found(as_alice) == []


def test_whoever_was_kept_a_year_ago_is_asked_about_again(as_alice: User) -> None:
    _old(as_alice, data_reviewed_on=date(2025, 3, 1))

    assert _found(as_alice) == ["Miriam Kessler"]


Touch = Callable[[User, Contact, Contact], Any]
# What each of these wrote now, or what is still open although it was written long ago.
RECENT: dict[str, Touch] = {
    "exchange": lambda user, contact, _other: make_exchange(user, contact, happened_on=date(2025, 1, 1)),
    "tie": lambda _user, contact, other: make_tie(contact, other),
    "tied": lambda _user, contact, other: make_tie(other, contact),
    "member": lambda user, contact, _other: make_member(make_network(user), contact),
}
OPEN: dict[str, Touch] = {
    "promise": lambda user, contact, _other: make_exchange(user, contact, "promised", happened_on=LONG_AGO.date()),
    "role": lambda user, contact, _other: make_role(make_goal(user), contact),
    "step": lambda user, contact, _other: make_step(make_goal(user), contact),
    "wished": lambda user, contact, _other: make_member(make_network(user), contact, is_wished=True),
}


@pytest.mark.parametrize("touch", [*RECENT, *OPEN])
def test_whatever_happened_since_or_is_still_open_counts(as_alice: User, touch: str) -> None:
    contact, other = _old(as_alice), make_contact(as_alice, "Tomasz", anchor_on=TODAY)
    if touch in OPEN:
        _written_long_ago(OPEN[touch](as_alice, contact, other))
    else:
        RECENT[touch](as_alice, contact, other)

    assert _found(as_alice) == []


def test_what_was_done_and_over_long_ago_does_not_count(as_alice: User) -> None:
    contact = _old(as_alice)
    goal = make_goal(as_alice, status="reached")
    for row in (
        make_exchange(as_alice, contact, happened_on=LONG_AGO.date()),
        make_role(goal, contact),
        make_step(goal, contact, done_at=LONG_AGO),
        make_member(make_network(as_alice), contact),
    ):
        _written_long_ago(row)

    assert _found(as_alice) == ["Miriam Kessler"]


def test_the_page_goes_on_behind_its_last_row_with_the_same_queries(alice: User, alice_client: Client) -> None:
    for number in range(52):
        _old(alice, f"Person {number:02}")
    with CaptureQueriesContext(connection) as many:
        page = alice_client.get(PAGE).content.decode()
    assert page.count('name="people"') == 50
    after = page.split("after=")[1].split('"')[0]

    part = alice_client.get(f"{PAGE}?years=3&after={after}", headers={"hx-request": "true"}).content.decode()

    assert part.count('name="people"') == 2
    assert "<html" not in part
    with acting_as(alice):
        Contact.objects.exclude(name="Person 00").delete()
    with CaptureQueriesContext(connection) as few:
        alice_client.get(PAGE)
    assert len(few) == len(many)


def test_a_page_is_read_in_the_order_of_the_index(as_alice: User) -> None:
    people = [
        Contact(owner=as_alice, name=f"Person {number}", folded_name=f"person {number:05}", anchor_on=LONG_AGO.date())
        for number in range(3000)
    ]
    Contact.objects.bulk_create(people)
    Contact.objects.update(created_at=LONG_AGO)
    analyse("contacts_contact")
    with CaptureQueriesContext(connection) as asked:
        assert len(untouched_people(as_alice, years=3, today=TODAY)[:51]) == 51
    plan = plan_left_alone(asked.captured_queries[-1]["sql"])

    assert "contacts_by_name" in plan
    assert "Sort" not in plan


def test_people_are_kept_at_once_and_asked_about_again_when_that_is_taken_back(
    alice: User, alice_client: Client
) -> None:
    contact = _old(alice)
    answer = alice_client.post(DECIDE, {"do": "keep", "people": [contact.pk]})
    undo = undo_of(answer)
    page = alice_client.get(PAGE).content.decode()

    assert answer.headers["Location"] == PAGE
    assert "Nobody has been untouched for so long" in page
    with acting_as(alice):
        assert Contact.objects.get().data_reviewed_on == local_today()
    alice_client.post(undo)
    with acting_as(alice):
        assert Contact.objects.get().data_reviewed_on is None


@pytest.mark.parametrize(("deed", "left"), [("erase", 0), ("anonymise", 1)])
def test_what_is_final_asks_first_and_then_happens_to_several(
    alice: User, alice_client: Client, deed: str, left: int
) -> None:
    people = [_old(alice, name) for name in ("Anna", "Zoe")]
    body = {"do": deed, "people": [person.pk for person in people]}
    asked = alice_client.post(DECIDE, body).content.decode()
    assert "What goes" in asked and "What stays" in asked and "Anna" in asked
    with acting_as(alice):
        assert Contact.objects.filter(anonymised_at=None).count() == 2, "nothing yet"

    answer = alice_client.post(DECIDE, body | {"sure": "on"})

    assert answer.headers["Location"] == PAGE
    with acting_as(alice):
        assert Contact.objects.count() == 2 * left
        assert Contact.objects.filter(anonymised_at=None).count() == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"do": "keep"},
        {"do": "burn", "people": ["x"]},
        {"do": "erase", "people": ["not-a-uuid", "\x00", "x" * 10_000], "sure": "on"},
    ],
)
def test_a_form_without_people_or_deed_is_refused_with_a_sentence(
    alice: User, alice_client: Client, body: dict[str, Any]
) -> None:
    _old(alice)
    answer = alice_client.post(DECIDE, body)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_people_of_others_are_out_of_reach(alice: User, charlie_client: Client) -> None:
    contact = _old(alice)
    for deed in ("keep", "erase", "anonymise"):
        assert charlie_client.post(DECIDE, {"do": deed, "people": [contact.pk], "sure": "on"}).status_code == 422
    charlie_client.post(f"/data-protection/untouched/ask-again/?people={contact.pk}")

    with acting_as(alice):
        assert Contact.objects.get().anonymised_at is None
        assert Contact.objects.get().data_reviewed_on is None


def test_the_span_in_the_address_is_one_of_the_offered(alice: User, alice_client: Client) -> None:
    _old(alice, last_moment_on=local_today() - timedelta(days=365 * 4))
    for years in ("", "3", "7", "-1", "\x00", "9" * 5000):
        assert "Miriam Kessler" in alice_client.get(PAGE, {"years": years}).content.decode()
    assert "Miriam Kessler" not in alice_client.get(PAGE, {"years": "5"}).content.decode()
