"""Moments and ties of an import come in with its people, once, and everything follows from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Moment, MomentWord, Participation, Tie
from contacts.services.moments import delete_moment
from contacts.services.ties import add_tie
from tests.factories import make_contact
from tests.transfer_makers import make_import, make_row
from transfer.models import Import, ImportRow
from transfer.services.happenings import accept_moments, accept_ties

TODAY = date(2024, 5, 1)
NEWEST = "2024-04-01"


@pytest.fixture
def imported(as_alice: User) -> Import:
    return make_import(as_alice, state=Import.State.ACCEPTING)


@pytest.fixture
def anna(as_alice: User, imported: Import) -> Contact:
    return came_in(imported, "Anna Blum", uid="a")


@pytest.fixture
def ben(as_alice: User, imported: Import) -> Contact:
    return came_in(imported, "Ben Ott", uid="b")


def test_one_moment_has_everybody_who_took_part(as_alice: User, imported: Import, anna: Contact, ben: Contact) -> None:
    row = moment(imported, "a", "b", note="Lunch by the canal", initiator="me")

    assert accept_moments(owner=as_alice, imported=imported, rows=[row], today=TODAY) == 1

    [found] = Moment.objects.for_user(as_alice)
    assert (found.kind, found.happened_on, found.note) == ("meeting", date(2024, 4, 1), "Lunch by the canal")
    assert found.initiator == "me"
    assert {each.contact_id for each in Participation.objects.all()} == {anna.pk, ben.pk}
    assert MomentWord.objects.filter(moment=found).exists()
    row.refresh_from_db()
    assert (row.outcome, row.trail) == ("created", {"added": {"moments": {str(found.pk): NEWEST}}})


def test_last_in_touch_and_the_due_date_follow(as_alice: User, imported: Import, anna: Contact) -> None:
    rows = [moment(imported, "a", on="2023-01-05"), moment(imported, "a"), moment(imported, "a", on="2022-07-01")]

    accept_moments(owner=as_alice, imported=imported, rows=rows, today=TODAY)

    anna.refresh_from_db()
    assert (anna.last_moment_on, anna.due_on) == (date(2024, 4, 1), date(2024, 7, 1))


def test_the_same_moments_twice_add_nothing(as_alice: User, imported: Import, anna: Contact) -> None:
    accept_moments(owner=as_alice, imported=imported, rows=[moment(imported, "a", uid="m1")], today=TODAY)
    again = make_import(as_alice)
    came_in(again, "Anna Blum", uid="a", contact=anna)
    row = moment(again, "a", uid="m1", note="Changed there since")

    assert accept_moments(owner=as_alice, imported=again, rows=[row], today=TODAY) == 0

    row.refresh_from_db()
    assert (row.outcome, row.trail) == ("nothing", {})
    assert Moment.objects.count() == 1


def test_a_moment_without_an_id_is_known_by_its_text(as_alice: User, imported: Import, anna: Contact) -> None:
    rows = [moment(imported, "a", raw="{1}"), moment(imported, "a", raw="{1}"), moment(imported, "a", raw="{2}")]

    assert accept_moments(owner=as_alice, imported=imported, rows=rows, today=TODAY) == 2


def test_a_moment_that_was_deleted_does_not_come_back(as_alice: User, imported: Import, anna: Contact) -> None:
    accept_moments(owner=as_alice, imported=imported, rows=[moment(imported, "a", uid="m1")], today=TODAY)
    delete_moment(moment=Moment.objects.get(), today=TODAY)

    row = moment(imported, "a", uid="m1")
    assert accept_moments(owner=as_alice, imported=imported, rows=[row], today=TODAY) == 0
    assert not Moment.objects.present().exists()


@pytest.mark.parametrize(
    "said",
    [
        {"people": ["nobody"]},
        {"on": "2024-05-02"},
        {"decision": ImportRow.Decision.SKIP},
        {"finding": ImportRow.Finding.BROKEN},
    ],
)
def test_nothing_comes_of_some_moments(as_alice: User, imported: Import, anna: Contact, said: dict[str, Any]) -> None:
    row = moment(imported, *said.pop("people", ["a"]), **said)

    assert accept_moments(owner=as_alice, imported=imported, rows=[row], today=TODAY) == 0
    row.refresh_from_db()
    assert row.outcome == "nothing"
    assert not Moment.objects.exists()


def test_who_lies_in_the_bin_takes_no_part(as_alice: User, imported: Import, anna: Contact, ben: Contact) -> None:
    Contact.objects.filter(pk=ben.pk).update(deleted_at=timezone.now())

    accept_moments(owner=as_alice, imported=imported, rows=[moment(imported, "a", "b")], today=TODAY)

    assert [each.contact_id for each in Participation.objects.all()] == [anna.pk]


def test_who_was_merged_takes_part_as_the_one_there_is(
    as_alice: User, imported: Import, anna: Contact, ben: Contact
) -> None:
    Contact.objects.filter(pk=ben.pk).update(deleted_at=timezone.now(), merged_into=anna)

    accept_moments(owner=as_alice, imported=imported, rows=[moment(imported, "a", "b")], today=TODAY)

    assert [each.contact_id for each in Participation.objects.all()] == [anna.pk]


def test_a_tie_is_kept_once_and_read_from_both_ends(
    as_alice: User, imported: Import, anna: Contact, ben: Contact
) -> None:
    rows = [tie(imported, "a", "b", "relative", "parent"), tie(imported, "b", "a", "relative", "child")]

    assert accept_ties(owner=as_alice, imported=imported, rows=rows) == 1

    [found] = Tie.objects.for_user(as_alice)
    is_turned = found.contact_id == ben.pk
    assert (found.kind, found.kinship) == ("relative", "child" if is_turned else "parent")
    assert [row.outcome for row in rows] == ["created", "nothing"]
    assert rows[0].trail == {"added": {"ties": {str(found.pk): found.kinship}}}


def test_a_tie_that_is_there_stays_as_it_is(as_alice: User, imported: Import, anna: Contact, ben: Contact) -> None:
    known = add_tie(contact=anna, other=ben, kind="relative", kinship="cousin", strength=3)

    assert accept_ties(owner=as_alice, imported=imported, rows=[tie(imported, "b", "a", "relative", "sibling")]) == 0

    known.refresh_from_db()
    assert (known.kinship, known.strength) == ("cousin", 3)


def test_who_introduced_somebody_stays(as_alice: User, imported: Import, anna: Contact, ben: Contact) -> None:
    came_in(imported, "Cem Aydin", uid="c")
    rows = [tie(imported, "a", "b", "introduced"), tie(imported, "c", "b", "introduced")]

    assert accept_ties(owner=as_alice, imported=imported, rows=rows) == 1
    assert Tie.objects.get().contact_id == anna.pk


@pytest.mark.parametrize("said", [("a", "a", "knows"), ("a", "nobody", "knows"), ("a", "b", "owes")])
def test_nothing_comes_of_some_ties(
    as_alice: User, imported: Import, anna: Contact, ben: Contact, said: tuple[str, str, str]
) -> None:
    assert accept_ties(owner=as_alice, imported=imported, rows=[tie(imported, *said)]) == 0


def test_people_of_another_import_are_not_meant(as_alice: User, imported: Import) -> None:
    came_in(make_import(as_alice), "Anna Blum", uid="a")

    assert accept_moments(owner=as_alice, imported=imported, rows=[moment(imported, "a")], today=TODAY) == 0


def test_the_number_of_queries_does_not_grow(as_alice: User, imported: Import, anna: Contact, ben: Contact) -> None:
    def accept(count: int, start: int) -> int:
        rows = [moment(imported, "a", "b", uid=f"m{start + number}", note="By the canal") for number in range(count)]
        rows = list(ImportRow.objects.filter(pk__in=[row.pk for row in rows]))
        return count_queries(lambda: accept_moments(owner=as_alice, imported=imported, rows=rows, today=TODAY))

    def tell(count: int, start: int) -> int:
        for number in range(start, start + count):
            came_in(imported, f"Person {number}", uid=f"p{number}")
        rows = [tie(imported, "a", f"p{number}", "knows") for number in range(start, start + count)]
        return count_queries(lambda: accept_ties(owner=as_alice, imported=imported, rows=rows))

    accept(1, 0)  # words that nothing had yet are written then
    assert accept(2, 50) == accept(12, 100)
    assert tell(2, 0) == tell(12, 100)


def came_in(imported: Import, name: str, *, uid: str, contact: Contact | None = None) -> Contact:
    """Return somebody whose row came in."""
    contact = contact or make_contact(imported.owner, name, closeness="good")
    make_row(imported, name, uid=uid, contact=contact, outcome="created")
    return contact


def moment(imported: Import, *people: str, on: str = NEWEST, **fields: Any) -> ImportRow:
    """Return the row of a moment."""
    said: dict[str, Any] = {name: fields.pop(name) for name in ("note", "initiator") if name in fields}
    record: dict[str, Any] = {"kind": "meeting", "happened_on": on, "people": list(people), "precision": "day"}
    record |= {"initiator": "", "note": "", **said}
    count = ImportRow.objects.count()
    fields = {"uid": f"m{count}" if "raw" not in fields else "", "raw": f"{{{count}}}", **fields}
    fields["fingerprint"] = sha256(fields["raw"].encode()).hexdigest()
    return make_row(imported, "", subject="moment", record=record, **fields)


def tie(imported: Import, person: str, other: str, kind: str, kinship: str = "") -> ImportRow:
    """Return the row of a tie."""
    record = {"person": person, "other": other, "kind": kind, "kinship": kinship}
    return make_row(imported, "", subject="tie", record=record)


def count_queries(act: Callable[[], object]) -> int:
    """Return how many queries something takes."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
