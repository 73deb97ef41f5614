"""Which fields a file knows otherwise, and what it adds to people who are known."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact
from contacts.rules.cadence import Cadence
from contacts.rules.partial_dates import AnnualDate
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_mail
from tests.transfer_makers import make_import, make_row
from transfer.models import Import, ImportRow
from transfer.queries.differing import differences
from transfer.records import PersonRecord, Typed
from transfer.records.stored import store_person
from transfer.services.changing import change_known


def record(name: str = "Greta Lund", **said: Any) -> PersonRecord:
    """Return a person of a file."""
    return PersonRecord(number=1, raw="", name=name, **said)


def told(imported: Import, contact: Contact, said: PersonRecord, **fields: Any) -> ImportRow:
    """Return a row that tells something about a contact."""
    stored = store_person(said)
    return make_row(imported, said.name, contact=contact, finding="differs", record=stored, **fields)


@pytest.mark.parametrize(
    ("ours", "theirs", "differing"),
    [
        ({"place": "Bremen"}, {"place": "Hamburg"}, ["place"]),
        ({"place": "Bremen"}, {"place": "  BREMEN "}, []),
        ({"place": "Bremen"}, {}, []),
        ({}, {"place": "Hamburg"}, []),
        ({"name_prefix": "Dr."}, {"prefix": "Prof."}, ["name_prefix"]),
        ({"birthday": AnnualDate(4, 12)}, {"birthday": AnnualDate(4, 12, 1980)}, ["birthday"]),
        ({"note": "Tea"}, {"note": "Coffee", "nickname": "Greti"}, ["note"]),
    ],
)
def test_only_what_both_say_and_not_the_same_differs(
    alice: User, ours: dict[str, Any], theirs: dict[str, Any], differing: list[str]
) -> None:
    contact = make_contact(alice, "Greta Lund", **ours)

    with acting_as(alice):
        assert differences(contact, record(**theirs)) == differing


def test_gaps_are_filled_and_what_is_known_stays(alice: User) -> None:
    contact = make_contact(alice, "Greta Lund", place="Bremen")
    mail = make_mail(contact, "greta@example.org")
    said = record(place="Ulm", nickname="Greti", emails=(Typed("Greta@example.org"), Typed("g@example.org")))
    imported = make_import(alice)
    row = told(imported, contact, said, differing=["place"])

    with acting_as(alice):
        assert change_known(owner=alice, imported=imported, rows=[row], today=TODAY) == 1
        contact.refresh_from_db()
        row.refresh_from_db()
        added = contact.emails.exclude(pk=mail.pk).get()

    assert (contact.place, contact.nickname) == ("Bremen", "Greti")
    assert row.outcome == "changed"
    assert row.trail == {
        "fields": {"nickname": ["", "Greti"]},
        "added": {"emails": {str(added.pk): "g@example.org"}},
    }


def test_a_cadence_fills_a_gap_and_never_replaces_the_users_own(alice: User) -> None:
    imported = make_import(alice)
    lacking = make_contact(alice, "Greta Lund")
    decided = make_contact(alice, "Anna Blum", own_cadence_count=2, own_cadence_unit="month")
    said: dict[str, Any] = {"cadence_count": 6, "cadence_unit": "week"}
    rows = [told(imported, lacking, record(**said)), told(imported, decided, record("Anna Blum", **said))]

    with acting_as(alice):
        assert change_known(owner=alice, imported=imported, rows=rows, today=TODAY) == 1
        lacking.refresh_from_db()
        decided.refresh_from_db()

    assert (lacking.own_cadence, decided.own_cadence) == (Cadence(6, "week"), Cadence(2, "month"))
    assert rows[0].trail == {"fields": {"own_cadence_count": [None, 6], "own_cadence_unit": ["", "week"]}}
    assert rows[1].trail == {}


def test_the_file_is_believed_where_it_was_chosen(alice: User) -> None:
    contact = make_contact(alice, "Greta Lund", place="Bremen", note="Tea", birthday=AnnualDate(4, 12))
    said = record(place="Ulm", note="Coffee", birthday=AnnualDate(4, 12, 1980))
    imported = make_import(alice)
    row = told(imported, contact, said, differing=["birthday", "place", "note"], chosen=["birthday", "place"])

    with acting_as(alice):
        change_known(owner=alice, imported=imported, rows=[row], today=TODAY)
        contact.refresh_from_db()

    assert (contact.place, contact.note, contact.birthday) == ("Ulm", "Tea", AnnualDate(4, 12, 1980))


def test_the_position_follows_a_choice_and_is_in_the_trail(alice: User) -> None:
    imported = make_import(alice)
    contact = make_contact(alice, "Greta Lund")
    first = told(imported, contact, record(organisation="Hansekontor", title="Editor"))
    with acting_as(alice):
        change_known(owner=alice, imported=imported, rows=[first], today=TODAY)
    second = told(imported, contact, record(organisation="Nordlicht", title="Publisher"), chosen=["organisation"])

    with acting_as(alice):
        change_known(owner=alice, imported=imported, rows=[second], today=TODAY)
        position = Contact.objects.with_details().get().current_position
        second.refresh_from_db()

    assert position is not None
    assert (position.organisation_name, position.role) == ("Nordlicht", "Editor")
    [[before, after]] = second.trail["positions"].values()
    assert (before[1], after[1], before[0] != after[0]) == ("Editor", "Editor", True)


def test_who_gains_nothing_or_is_gone_is_left_alone(alice: User) -> None:
    imported = make_import(alice)
    here, gone = make_contact(alice, "Greta Lund", nickname="Greti"), make_contact(alice, "Anna Blum")
    rows = [told(imported, here, record(nickname="Greti")), told(imported, gone, record("Anna Blum", nickname="A"))]
    with acting_as(alice):
        Contact.objects.filter(pk=gone.pk).update(deleted_at="2026-01-01T00:00Z")

        assert change_known(owner=alice, imported=imported, rows=rows, today=TODAY) == 0

    assert [row.outcome for row in rows] == ["nothing", "nothing"]
    assert [row.trail for row in rows] == [{}, {}]


def test_the_number_of_queries_does_not_depend_on_how_many_are_changed(
    alice: User, django_assert_same_queries: Any
) -> None:
    def queries(count: int) -> int:
        imported = make_import(alice)
        rows = []
        for number in range(count):
            said = record(f"Person {count} {number}", place="Ulm", organisation=f"Office {number}")
            contact = make_contact(alice, said.name, place="Bremen")
            rows.append(told(imported, contact, said, differing=["place"], chosen=["place"]))
        with acting_as(alice), django_assert_same_queries() as asked:
            assert change_known(owner=alice, imported=imported, rows=rows, today=TODAY) == count
        return len(asked)

    queries(2)  # the words that all of them share are learned once
    assert queries(3) == queries(9)
