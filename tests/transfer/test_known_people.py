"""Nobody comes in twice, and nobody is left out."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact
from contacts.services import Channel, NewContact, add_contacts, delete_contact
from netzwerk.core.walls import acting_as
from tests.factories import TODAY
from tests.transfer.cards import card
from tests.transfer.files import counts_of, names_of, people, read_in
from transfer.models import SourceCard

pytestmark = pytest.mark.usefixtures("media")


def test_the_same_file_twice_makes_no_duplicate(alice: User) -> None:
    data = people("Anna Blum", "Cem Arslan") + card("FN:Nobody's Number") + card("UID:77", "FN:Dora Eck")
    read_in(alice, data)

    second = read_in(alice, data)

    assert names_of(alice) == ["Anna Blum", "Cem Arslan", "Nobody's Number", "Dora Eck"]
    assert counts_of(second) == (0, 4, 0)


def test_a_person_is_known_by_uid_whatever_else_has_changed(alice: User) -> None:
    read_in(alice, card("UID:1f0c", "FN:Anna Blum", "TEL:030 23125 1"))

    second = read_in(alice, card("UID:urn:uuid:1f0c", "FN:Anna Arslan", version="4.0"))

    assert counts_of(second) == (0, 1, 0)
    assert names_of(alice) == ["Anna Blum"], "the known one is not touched"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("EMAIL:anna@example.org", "EMAIL;TYPE=work:ANNA@Example.org"),
        ("EMAIL:anna.blum@gmail.com", "EMAIL:annablum@googlemail.com"),
        ("TEL:+49 171 3920042", "TEL:0171/39200-42"),
    ],
)
def test_a_person_is_known_by_name_with_an_address_or_number(alice: User, first: str, second: str) -> None:
    read_in(alice, card("FN:Änna Groß", first))

    assert counts_of(read_in(alice, card("FN:AENNA GROSS", second))) == (0, 1, 0)
    imported = read_in(alice, card("FN:AENNA GROSS", second, "NOTE:new"))
    assert (counts_of(imported), imported.changed_count) == ((0, 0, 0), 1)


def test_a_person_entered_by_hand_is_known_too(alice: User) -> None:
    with acting_as(alice):
        anna = NewContact(name="Anna Blum", emails=(Channel(value="anna@example.org"),))
        add_contacts(owner=alice, people=[anna, NewContact(name="Cem Arslan")], today=TODAY)

    imported = read_in(alice, card("FN:Anna Blum", "EMAIL:anna@example.org") + card("FN:Cem Arslan"))

    assert counts_of(imported) == (0, 2, 0)


@pytest.mark.parametrize(
    "other",
    [
        card("FN:Anna Blum", "EMAIL:other@example.org"),
        card("FN:Anna Blum"),
        card("FN:Anne Blum", "EMAIL:anna@example.org"),
    ],
)
def test_a_namesake_or_a_shared_address_alone_is_another_person(alice: User, other: str) -> None:
    read_in(alice, card("FN:Anna Blum", "EMAIL:anna@example.org"))

    assert counts_of(read_in(alice, other)) == (1, 0, 0)


def test_duplicates_inside_one_file_are_noticed(alice: User) -> None:
    anna = card("FN:Anna Blum", "EMAIL:anna@example.org")
    imported = read_in(alice, anna + anna + card("FN:Anna Blum", "EMAIL:anna@example.org", "NOTE:again"))

    assert (counts_of(imported), imported.changed_count) == ((1, 1, 0), 1), "the note is filled in"


def test_a_uid_that_one_file_uses_for_everybody_loses_nobody(alice: User) -> None:
    data = card("UID:0", "FN:Anna Blum") + card("UID:0", "FN:Cem Arslan") + card("UID:0", "FN:Anna Blum", "NOTE:x")

    imported = read_in(alice, data)

    assert (counts_of(imported), imported.changed_count) == ((2, 0, 0), 1), "the note is filled in"


def test_of_namesakes_with_one_uid_the_address_tells_who_is_meant(alice: User) -> None:
    read_in(alice, card("FN:Jo Doe", "EMAIL:one@example.org") + card("FN:Jo Doe", "EMAIL:two@example.org"))
    with acting_as(alice):
        one, two = Contact.objects.order_by("emails__address")
        SourceCard.objects.update(uid="u")

    told = read_in(alice, card("UID:u", "FN:Jo Doe", "EMAIL:one@example.org", "NOTE:of one"))
    untold = read_in(alice, card("UID:u", "FN:Jo Doe", "NOTE:of nobody knows whom"))

    assert (told.changed_count, untold.changed_count, counts_of(untold)) == (1, 0, (0, 1, 0))
    with acting_as(alice):
        assert [Contact.objects.get(pk=each.pk).note for each in (one, two)] == ["of one", ""]


def test_whoever_lies_in_the_bin_does_not_come_back_by_the_same_file(alice: User) -> None:
    data = people("Anna Blum")
    read_in(alice, data)
    with acting_as(alice):
        delete_contact(contact=Contact.objects.get())

    assert counts_of(read_in(alice, data)) == (0, 1, 0)


def test_somebody_elses_people_are_not_known(alice: User, charlie: User) -> None:
    data = people("Anna Blum")
    read_in(charlie, data)

    assert counts_of(read_in(alice, data)) == (1, 0, 0)
    assert names_of(charlie) == ["Anna Blum"]


def test_a_name_that_very_many_share_is_looked_up_without_reading_them_all(
    alice: User, django_assert_same_queries: Any
) -> None:
    data = "".join(card("FN:Anna Blum", f"EMAIL:anna{number}@example.org") for number in range(300))

    with django_assert_same_queries() as queries:
        assert counts_of(read_in(alice, data)) == (300, 0, 0)

    looked_up = [query["sql"] for query in queries if '"folded_name" = ANY' in query["sql"]]
    assert looked_up
    assert not [sql for sql in looked_up if '"contacts_contact"."note"' in sql]
    assert counts_of(read_in(alice, card("FN:Anna Blum", "EMAIL:anna299@example.org", "UID:1"))) == (0, 1, 0)
