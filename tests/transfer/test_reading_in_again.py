"""The same address book once more, after people were merged, deleted, archived or renamed: nobody comes in twice."""

from __future__ import annotations

import pytest

from accounts.models import User
from contacts.models import Contact
from contacts.services import delete_contact
from contacts.services.merging import merge_contacts
from contacts.services.naming import rename_contact
from contacts.services.standing import archive_contact
from contacts.services.unmerging import undo_merge
from netzwerk.core.walls import acting_as
from tests.contacts.many import NOW
from tests.factories import TODAY
from tests.transfer.cards import card
from tests.transfer.files import counts_of, names_of, people, read_in
from transfer.models import SourceCard

pytestmark = pytest.mark.usefixtures("media")

RUTH, RUTH_AGAIN = ("FN:Ruth Sommer", "EMAIL:ruth@example.org"), ("FN:Ruth Sommer-Berg", "TEL:030 23125 1")


def _merge_ruth(alice: User) -> object:
    with acting_as(alice):
        survivor = Contact.objects.get(name="Ruth Sommer-Berg")
        absorbed = Contact.objects.get(name="Ruth Sommer")
        return merge_contacts(survivor=survivor, absorbed=absorbed, choices={}, now=NOW, today=TODAY)


def test_who_was_merged_does_not_come_back_by_the_same_file(alice: User) -> None:
    data = card(*RUTH) + card("UID:7", *RUTH_AGAIN)
    read_in(alice, data)
    _merge_ruth(alice)

    assert counts_of(read_in(alice, data)) == (0, 2, 0)
    with acting_as(alice):
        assert {each.contact.name for each in SourceCard.objects.select_related("contact")} == {"Ruth Sommer-Berg"}


def test_who_was_merged_is_known_by_the_name_of_before_and_completed(alice: User) -> None:
    read_in(alice, card(*RUTH) + card(*RUTH_AGAIN))
    _merge_ruth(alice)

    imported = read_in(alice, card(*RUTH, "NOTE:from Leipzig"))

    assert imported.changed_count == 1
    assert sorted(names_of(alice)) == ["Ruth Sommer", "Ruth Sommer-Berg"]
    with acting_as(alice):
        assert Contact.objects.present().get().note == "from Leipzig"


def test_after_the_merge_is_undone_both_are_known(alice: User) -> None:
    data = card(*RUTH) + card(*RUTH_AGAIN)
    read_in(alice, data)
    merge = _merge_ruth(alice)
    with acting_as(alice):
        undo_merge(merge=merge, now=NOW, today=TODAY)  # type: ignore[arg-type]

    assert counts_of(read_in(alice, data)) == (0, 2, 0)
    assert counts_of(read_in(alice, card(*RUTH, "NOTE:a"))) == (0, 0, 0), "completed"
    assert sorted(names_of(alice)) == ["Ruth Sommer", "Ruth Sommer-Berg"]


def test_neither_the_deleted_nor_the_archived_nor_the_renamed_come_back(alice: User) -> None:
    data = people("Anna Blum", "Cem Arslan", "Dora Eck")
    read_in(alice, data)
    with acting_as(alice):
        anna, cem, dora = Contact.objects.order_by("name")
        delete_contact(contact=anna)
        archive_contact(contact=cem)
        rename_contact(contact=dora, names={"name": "Dora Eck-Blum"})

    assert counts_of(read_in(alice, data)) == (0, 3, 0)
    assert sorted(names_of(alice)) == ["Anna Blum", "Cem Arslan", "Dora Eck-Blum"]
