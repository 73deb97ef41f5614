"""Copying many rows: what they say arrives as it is, and the walls stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction

from accounts.models import User
from contacts.models import Contact, EmailAddress, Tag
from netzwerk.core.copying import MANY, change_rows, copy_rows, write_objects, write_rows
from netzwerk.core.walls import acting_as
from tests.factories import make_contact
from tests.transfer_makers import make_import, make_row
from transfer.models import ImportRow

HOSTILE = [
    "\\N", "\\.", "a\\tb", "a\tb", "a\nb", "a\r\nb", "'; DROP TABLE contacts_tag; --", '"{}"', "%s", "", " ",
    "ÄöÜ ﷺ 🙂", "\u2028", "NULL", "\\x41",
]  # fmt: skip


def test_texts_arrive_as_they_are(alice: User, as_alice: User) -> None:
    rows = [(text, f"{number}") for number, text in enumerate(HOSTILE)]

    assert copy_rows(Tag, ["name", "folded_name"], rows, common={"owner_id": alice.pk}) == len(HOSTILE)

    found = dict(Tag.objects.for_user(alice).values_list("folded_name", "name"))
    assert [found[str(number)] for number in range(len(HOSTILE))] == HOSTILE


@pytest.mark.parametrize("text", [*HOSTILE, "None", "a\rb", "Nonesuch"])
def test_a_text_among_plain_ones_arrives_as_it_is(alice: User, as_alice: User, text: str) -> None:
    copy_rows(Tag, ["name", "folded_name"], [("Plain", "1"), (text, "2")], common={"owner_id": alice.pk})

    assert set(Tag.objects.for_user(alice).values_list("name", flat=True)) == {"Plain", text}


def test_nothing_is_no_word(alice: User, as_alice: User) -> None:
    with pytest.raises(IntegrityError):
        copy_rows(Tag, ["name", "folded_name"], [(None, "1")], common={"owner_id": alice.pk})


def test_json_lists_dates_and_nothing_arrive_as_they_are(alice: User) -> None:
    row = make_row(make_import(alice))
    said = {"name": "A\\N\tb\n", "list": [1, None, "ä"], "deep": {"a": True}}
    with acting_as(alice):
        copies = []
        for number in range(2, MANY + 2):
            again = ImportRow.objects.get(pk=row.pk)
            again.pk, again.number, again.record, again.differing = ImportRow().pk, number, said, ["name"]
            copies.append(again)
        write_objects(ImportRow, copies)
        stored = ImportRow.objects.get(number=MANY + 1)
        assert (stored.record, stored.differing, stored.contact_id) == (said, ["name"], None)

        people = [
            Contact(owner=alice, name=f"P{n}", anchor_on=date(2026, 1, n % 28 + 1), languages=["de", 'e"n'])
            for n in range(MANY)
        ]
        write_objects(Contact, people)
        contact = Contact.objects.get(name="P7")
        assert (contact.languages, contact.anchor_on, contact.birthday_day) == (["de", 'e"n'], date(2026, 1, 8), None)
        assert contact.created_at
        assert not people[0]._state.adding


@pytest.mark.parametrize("count", [3, MANY])
def test_few_and_many_rows_are_stored_alike(alice: User, as_alice: User, count: int) -> None:
    contact = make_contact(alice, "Anna Blum")
    rows = [(f"a{n}@example.org", n) for n in range(count)]

    write_rows(EmailAddress, ["address", "position"], rows, common={"owner_id": alice.pk, "contact_id": contact.pk})

    assert list(EmailAddress.objects.order_by("position").values_list("address", "position", "kind")) == [
        (address, position, "") for address, position in rows
    ]


@pytest.mark.parametrize("count", [1, MANY])
def test_a_key_that_is_there_is_passed_over_when_asked(alice: User, as_alice: User, count: int) -> None:
    Tag.objects.create(owner=alice, name="First", folded_name="0")
    rows = [("Other", str(n)) for n in range(count)]

    write_rows(Tag, ["name", "folded_name"], rows, common={"owner_id": alice.pk}, ignore_conflicts=True)

    assert Tag.objects.get(folded_name="0").name == "First"
    assert Tag.objects.count() == count
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(Tag, ["name", "folded_name"], rows, common={"owner_id": alice.pk})


def test_nobody_copies_rows_to_somebody_else(alice: User, charlie: User) -> None:
    rows = [("Mine", "mine")]
    with acting_as(charlie), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        copy_rows(Tag, ["name", "folded_name"], rows, common={"owner_id": alice.pk})


def test_nobody_changes_rows_of_somebody_else(alice: User, charlie: User) -> None:
    with acting_as(alice):
        tag = Tag.objects.create(owner=alice, name="Mine", folded_name="mine")
    with acting_as(charlie):
        assert change_rows(Tag, ["name"], [(tag.pk, "Theirs")]) == 0
    with acting_as(alice):
        assert change_rows(Tag, ["name"], [(tag.pk, "Ours\t\\N")]) == 1
        assert Tag.objects.get().name == "Ours\t\\N"


def test_no_row_points_at_somebody_elses(alice: User, charlie: User, real_transactions: Any) -> None:
    contact = make_contact(charlie, "Hers")
    common = {"owner_id": alice.pk, "contact_id": contact.pk}
    with pytest.raises(IntegrityError), acting_as(alice):
        copy_rows(EmailAddress, ["address"], [("a@example.org",)], common=common)


def test_nul_is_refused(alice: User, as_alice: User) -> None:
    with pytest.raises(DataError), transaction.atomic():
        copy_rows(Tag, ["name", "folded_name"], [("a\0b", "x")], common={"owner_id": alice.pk})


def test_what_is_copied_leaves_no_table_behind(alice: User, as_alice: User) -> None:
    for n in range(3):
        copy_rows(Tag, ["name", "folded_name"], [("a", str(n))], common={"owner_id": alice.pk})

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'copied%'")
        assert cursor.fetchone() == (0,)
